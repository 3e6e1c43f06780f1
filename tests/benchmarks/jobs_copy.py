"""A newsroom that has grown out of its file: SQLite copied to PostgreSQL by the real command."""

import asyncio
import os
import subprocess
import sys
import time

import sqlalchemy as sa

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.migrate import migrate
from drafter.store.reports import Reports
from drafter.store.tables import METADATA, workers
from tests import factories
from tests.benchmarks.figures import Figures
from tests.benchmarks.jobs_place import Place

DRAFTS = 1000
BY = "Ada"
Rows = dict[str, list[tuple[object, ...]]]


async def copy(place: Place, figures: Figures) -> None:
    """1,000 drafts with their revisions: equal, field by field."""
    if place.server is None:
        return
    file, into = f"sqlite:///{place.folder}/drafter.db", place.database()
    await asyncio.to_thread(migrate, file)
    await _fill(file)
    begun = time.monotonic()
    await asyncio.to_thread(_copy, file, into)
    taken = time.monotonic() - begun
    before, after = await _rows(file), await _rows(into)
    rows = sum(map(len, before.values()))
    figures.say(f"sqlite to postgresql, {DRAFTS} drafts in {rows} rows, s", taken)
    unequal = sum(len(set(before[name]) ^ set(after[name])) for name in before)
    figures.say("sqlite to postgresql, rows that are not equal", unequal, most=0)


async def _fill(url: str) -> None:
    """Drafts at revision 1, 2 and 3, a third of each."""
    database = Database(url)
    reports, drafts = Reports(database), Drafts(database)
    try:
        for number in range(DRAFTS):
            own = f"The council has filed this as paper {number}."
            report = factories.report(*factories.PARAGRAPHS, own)
            order = factories.order(await reports.add(report, BY), topic="eastmere-bridge")
            made = factories.draft(factories.plan_of(report))
            name = (await drafts.hand_in(order, made, "Machine")).id
            await drafts.claim(name, BY)
            for revision in range(1, number % 3 + 1):
                standfirst = factories.statement(f"The bridge is closed, version {revision}.")
                again = factories.draft(factories.plan_of(report), standfirst=standfirst)
                await drafts.edit(name, again, BY, revision=revision, reason="clearer")
    finally:
        await database.close()


def _copy(source: str, into: str) -> None:
    command = [sys.executable, "-m", "drafter", "migrate", "--copy-from", source]
    environment = os.environ | {"DRAFTER_DATABASE_URL": into}
    made = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if made.returncode:
        raise RuntimeError(f"the copy ended with {made.returncode}: {made.stderr}")


async def _rows(url: str) -> Rows:
    """Every row of every table, in Python's types, but those of the workers of the moment."""
    database = Database(url)
    try:
        async with database.reading() as connection:
            return {
                table.name: [tuple(row) for row in await connection.execute(sa.select(table))]
                for table in METADATA.sorted_tables
                if table is not workers
            }
    finally:
        await database.close()
