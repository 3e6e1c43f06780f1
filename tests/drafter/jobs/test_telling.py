"""Telling: what a job says becomes events, in order."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from drafter.jobs.telling import Telling
from drafter.store.database import Database
from drafter.store.events import Events
from drafter.store.migrate import migrate
from schemas.job import Progress, Stage
from tests.drafter.store.rows import a_draft, a_report, a_worker, change

WORKER = "wrk-1"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path}/drafter.db"
    await asyncio.to_thread(migrate, url)
    opened = Database(url)
    await a_worker(opened, WORKER, seconds=60)
    yield opened
    await opened.close()


def said(number: int) -> Progress:
    return Progress(stage=Stage.COMPOSE, call=f"call-{number}", done=False, note=None)


async def test_what_a_thread_says_is_kept_in_its_order(database: Database) -> None:
    draft_id = await a_draft(database, await a_report(database))
    telling = Telling(Events(database), draft_id, WORKER)

    def say() -> None:
        for number in range(50):
            telling(said(number))

    await asyncio.to_thread(say)
    await telling.flush()
    told = await Events(database).after(draft_id, 0)
    assert [f"call-{n}" for n in range(50)] == [event.data["call"] for event in told]


async def test_a_store_that_fails_costs_followers_events_and_the_job_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    draft_id = await a_draft(database, await a_report(database))
    await change(database, sa.text("ALTER TABLE events RENAME TO away"))
    telling = Telling(Events(database), draft_id, WORKER)
    telling(said(1))
    await telling.flush()
    assert "followers of this draft miss 1 events" in caplog.text
