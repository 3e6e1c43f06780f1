"""`drafter eval report`: one HTML file that people look at."""

import click

from drafter.cli.output import put, say
from evals.cli.shared import load_runs, options_of_a_card
from evals.report.page import page
from evals.scorecard.building import scorecard


@click.command(name="report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN[:VARIANT]...")
@options_of_a_card
@click.option("--out", required=True, metavar="FILE", help="The HTML file.")
def command(
    runs: tuple[str, ...], *, baseline: str | None, agreement: str | None, out: str
) -> None:
    """Write one self-contained page: figures, plots, and the drafts side by side."""
    loaded, agreements = load_runs(runs, agreement)
    card = scorecard(loaded, baseline=baseline, agreements=agreements)
    put(page(card, loaded), out)
    for warning in card.warnings:
        say(warning)
    say(f"{out}: {len(card.cases)} cases, {len(card.variants)} variants")
