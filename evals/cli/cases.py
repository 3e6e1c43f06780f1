"""`drafter eval cases`: check a casebook, or make one."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from drafter.cli.output import put, say
from drafter.settings import read_settings
from drafter.store.database import Database
from drafter.store.migrate import migrate
from evals.cases.approved import cases_of_approved
from evals.cases.case import Case
from evals.cases.reading import read_casebook
from evals.cases.texts import cases_of_texts
from evals.cases.wikinews import cases_of_wikinews
from evals.cases.writing import write_casebook

FOLDER = click.Path(path_type=Path)
OUT = click.option("--out", required=True, type=FOLDER, help="The casebook's folder.")


@click.group(name="cases")
def command() -> None:
    """Check a casebook, or make one of reports, of Wikinews, or of approved drafts."""


@command.command()
@click.argument("casebook", type=FOLDER)
def check(casebook: Path) -> None:
    """Read every case of CASEBOOK as a run would, and count them by kind."""
    cases = read_casebook(casebook)
    kinds = Counter(kind.value for case in cases for kind in case.kinds)
    stories = len({case.story for case in cases})
    lines = [f"{len(cases)} cases of {stories} stories", *(f"{n}: {kinds[n]}" for n in kinds)]
    put("\n".join(lines), None)


@command.command()
@click.argument("folder", type=FOLDER)
@OUT
def texts(folder: Path, out: Path) -> None:
    """A case of each report in FOLDER; reports in a sub-folder of it are one case."""
    _write(cases_of_texts(folder), out)


@command.command()
@click.argument("folder", type=FOLDER)
@OUT
def wikinews(folder: Path, out: Path) -> None:
    """A case of each report of a folder with reports.jsonl, its story's reports before it."""
    _write(cases_of_wikinews(folder), out)


@command.command()
@OUT
@click.option("--topic", metavar="SLUG", help="Drafts of this topic alone.")
def approved(out: Path, topic: str | None) -> None:
    """A case of each approved draft in the database: what editors made of it is the reference."""
    settings = read_settings()
    migrate(settings.database_url)
    _write(asyncio.run(_approved(settings.database_url, topic)), out)


async def _approved(url: str, topic: str | None) -> list[Case]:
    database = Database(url)
    try:
        return [case async for case in cases_of_approved(database, topic=topic)]
    finally:
        await database.close()


def _write(cases: Iterable[Case], out: Path) -> None:
    count = write_casebook(cases, out)
    say(f"{count} new cases in {out}; add what you expect of them: facts, forbidden, null")
