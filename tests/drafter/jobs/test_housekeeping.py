"""Housekeeping: what it deletes, what it says, and that nothing stops it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drafter import clock
from drafter.errors import StoreError
from drafter.jobs.housekeeping import Housekeeping
from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.migrate import migrate
from drafter.telemetry.logs import logs_on_stderr
from schemas.following import EventKind
from schemas.review import DraftState
from tests.drafter.store.rows import a_draft, a_report, ago, an_event


class Journals:
    """Journals that can be forgotten, or not at all; it keeps from when on."""

    def __init__(self, count: int = 0, failure: Exception | None = None) -> None:
        self.count = count
        self.failure = failure
        self.before: list[datetime] = []

    async def forget(self, before: datetime) -> int:
        """As `Jobs.forget`."""
        self.before.append(before)
        if self.failure:
            raise self.failure
        return self.count


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    migrate(f"sqlite:///{tmp_path}/drafter.db")
    opened = Database(f"sqlite:///{tmp_path}/drafter.db")
    yield opened
    await opened.close()


def kept_for(**days: int) -> Settings:
    return Settings.model_validate(days)


async def old_things(database: Database) -> None:
    """A report of 40 days, and two events as old, of a draft that is decided."""
    name = await a_report(database, days=40)
    draft = await a_draft(database, name, state=DraftState.APPROVED)
    for number in (1, 2):
        await an_event(database, draft, number, EventKind.PROGRESS, ago(days=40))


async def test_one_line_says_what_went(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await old_things(database)
    house = Housekeeping(kept_for(keep_report_days=30), database, Journals(3).forget)
    with logs_on_stderr("json", "info"):
        await house.run_once()
        (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (1, 1, 3) == (told["reports"], told["events"], told["journals"])
    assert "1 reports, 1 events, 0 first answers, 0 deliveries and 3 journals" in told["message"]


async def test_where_nothing_went_nothing_is_said(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs_on_stderr("json", "info"):
        await Housekeeping(kept_for(), database, Journals().forget).run_once()
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize(("given", "expected"), [({}, 14), ({"keep_journal_days": 2}, 2)])
async def test_journals_are_forgotten_that_ended_so_many_days_ago(
    database: Database, given: dict[str, int], expected: int
) -> None:
    journals = Journals()
    await Housekeeping(kept_for(**given), database, journals.forget).run_once()
    (before,) = journals.before
    assert abs(clock.now() - timedelta(days=expected) - before) < timedelta(minutes=1)


async def test_journals_that_cannot_be_forgotten_keep_nothing_else_from_going(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await old_things(database)
    journals = Journals(failure=StoreError("the database cannot be used"))
    with logs_on_stderr("text", "info"):
        await Housekeeping(kept_for(), database, journals.forget).run_once()
    said = capsys.readouterr().err
    assert "ERROR drafter.jobs.housekeeping: old journals could not be deleted" in said
    assert "0 reports, 1 events, 0 first answers, 0 deliveries and 0 journals" in said


async def test_a_database_that_fails_is_logged_and_never_raised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without_tables = Database(f"sqlite:///{tmp_path}/empty.db")
    with logs_on_stderr("text", "info"):
        await Housekeeping(kept_for(), without_tables, Journals().forget).run_once()
    assert "old texts and events could not be deleted" in capsys.readouterr().err
    await without_tables.close()


async def test_it_goes_on_round_after_round_until_it_is_cancelled(database: Database) -> None:
    journals = Journals(failure=RuntimeError())
    task = asyncio.create_task(
        Housekeeping(kept_for(), database, journals.forget).run_for_ever(seconds=0.01)
    )
    while len(journals.before) < 3:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_several_may_keep_house_at_once(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await old_things(database)
    house = Housekeeping(kept_for(keep_report_days=30), database, Journals().forget)
    with logs_on_stderr("json", "info"):
        await asyncio.gather(house.run_once(), house.run_once(), house.run_once())
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    went = [sum(line[what] for line in lines) for what in ("reports", "events")]
    assert [1, 1] == went  # each went once, whoever was first
