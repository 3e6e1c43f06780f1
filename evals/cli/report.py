"""`drafter eval report`: one HTML file that people look at."""

import asyncio

import click

from drafter.cli.output import put, say
from drafter.settings import read_settings
from drafter.store.approvals import ApprovedFilter
from drafter.store.database import Database
from drafter.store.desk_edits import DeskEdits
from drafter.store.migrate import migrate
from drafter.store.outcomes import Outcomes
from evals.cli.shared import load_runs, options_of_a_card
from evals.report.page import page
from evals.scorecard.building import scorecard
from schemas.desk import DeskStatistics, Period
from schemas.desk_scenarios import Calibration


@click.command(name="report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN[:VARIANT]...")
@options_of_a_card
@click.option("--desk", is_flag=True, help="Add what editors did, and how scenarios turned out.")
@click.option("--out", required=True, metavar="FILE", help="The HTML file.")
def command(
    runs: tuple[str, ...], *, baseline: str | None, agreement: str | None, desk: bool, out: str
) -> None:
    """Write one self-contained page: figures, plots, and the drafts side by side."""
    loaded, agreements = load_runs(runs, agreement)
    card = scorecard(loaded, baseline=baseline, agreements=agreements)
    edits, forecasts = _from_the_desk() if desk else (None, None)
    put(page(card, loaded, edits=edits, forecasts=forecasts), out)
    for warning in card.warnings:
        say(warning)
    say(f"{out}: {len(card.cases)} cases, {len(card.variants)} variants")


def _from_the_desk() -> tuple[DeskStatistics, Calibration]:
    """All that the database of the settings knows, month by month."""
    url = read_settings().database_url
    migrate(url)
    return asyncio.run(_read(url))


async def _read(url: str) -> tuple[DeskStatistics, Calibration]:
    database = Database(url)
    try:
        wanted = ApprovedFilter()
        edits = await DeskEdits(database).statistics(wanted, Period.MONTH, most=MOST)
        return edits, await Outcomes(database).calibration(wanted)
    finally:
        await database.close()


MOST = 1000
"""Approved drafts that are looked at, the newest first."""
