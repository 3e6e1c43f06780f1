"""Whether the service can do its work."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from api.newsroom import Newsroom
from api.readiness import Looked, Ready, readiness
from drafter import __version__
from drafter.store.counting import Counting, Standing
from drafter.store.database import Database
from schemas.review import DraftState
from tests.api.serving import HERE, Served, serving, settings_for
from tests.drafter.store.rows import a_draft, a_report, a_worker, ago, change


async def asked(served: Served) -> tuple[int, dict[str, Any]]:
    """The answer to somebody without a key: its status and body."""
    transport = httpx2.ASGITransport(app=served.app)
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
        answer = await client.get("/readyz")
    assert "no-store" == answer.headers["Cache-Control"]
    return answer.status_code, answer.json()


def statuses(body: dict[str, Any]) -> dict[str, str]:
    return {name: check["status"] for name, check in body["checks"].items()}


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    """The file of the app, beside it."""
    opened = Database(f"sqlite:///{file}")
    yield opened
    await opened.close()


async def test_with_a_worker_alive_it_is_ready_and_says_so_check_by_check(
    served: Served, database: Database
) -> None:
    await a_worker(database, "w1", seconds=30)
    status, body = await asked(served)
    assert (200, "ok", __version__) == (status, body["status"], body["version"])
    assert dict.fromkeys(Looked, "ok") == statuses(body)


async def test_without_a_worker_alive_it_is_not_ready(served: Served, database: Database) -> None:
    await a_worker(database, "w1", seconds=-1)
    await a_worker(database, "w2", seconds=30, lost=True)
    status, body = await asked(served)
    assert (503, "failed") == (status, body["status"])
    assert "failed" == statuses(body)[Looked.WORKERS]
    assert "drafter worker" in body["checks"]["workers"]["detail"]


async def test_a_draft_that_waits_for_too_long_degrades_it(
    served: Served, database: Database
) -> None:
    await a_worker(database, "w1", seconds=30)
    await a_draft(database, await a_report(database), updated_at=ago(seconds=400))
    status, body = await asked(served)
    assert (200, "degraded", "degraded") == (status, body["status"], statuses(body)["queue"])
    assert "s for a worker, more than 300 s" in body["checks"]["queue"]["detail"]


async def test_how_long_a_draft_may_wait_is_a_setting(file: Path, database: Database) -> None:
    await a_worker(database, "w1", seconds=30)
    await a_draft(database, await a_report(database), updated_at=ago(seconds=400))
    async with serving(settings_for(file, ready_queue_seconds=500)) as served:
        status, body = await asked(served)
    assert (200, "ok") == (status, body["status"])


async def test_models_that_fail_degrade_it_and_no_model_is_asked(
    file: Path, database: Database
) -> None:
    await a_worker(database, "w1", seconds=30)
    report = await a_report(database)
    await a_draft(database, report, state=DraftState.QUEUED, degraded=True)
    nowhere = {"engine": "openai", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    async with serving(settings_for(file, **nowhere)) as served:
        status, body = await asked(served)
    assert (200, "degraded", "degraded") == (status, body["status"], statuses(body)["provider"])


async def test_a_schema_of_another_version_is_not_ready(served: Served, database: Database) -> None:
    await change(database, sa.text("UPDATE alembic_version SET version_num = '0001'"))
    status, body = await asked(served)
    expected = {"database": "ok", "schema": "failed"}
    expected |= dict.fromkeys(("workers", "queue", "provider"), "unknown")
    assert (503, expected) == (status, statuses(body))


async def test_a_database_that_is_away_is_not_ready_and_the_answer_gives_nothing_away(
    file: Path, served: Served
) -> None:
    away = Database("postgresql://drafter:secret@127.0.0.1:9/drafts")
    newsroom = Newsroom.over(away, settings_for(file), lambda *_: served.queue)
    found = await readiness(newsroom)
    assert (Ready.FAILED, Ready.FAILED) == (found.status, found.checks[Looked.DATABASE].status)
    assert dict.fromkeys(set(Looked) - {Looked.DATABASE}, Ready.UNKNOWN) == {
        name: check.status for name, check in found.checks.items() if name is not Looked.DATABASE
    }
    said = json.dumps(found.model_dump(mode="json"))
    for secret in ("secret", "127.0.0.1", "drafter:"):
        assert secret not in said
    await away.close()


async def test_the_answer_names_no_host(served: Served, database: Database) -> None:
    await a_worker(database, "w1", seconds=30)
    _, body = await asked(served)
    assert "desk-1" not in json.dumps(body)
    assert "w1" not in json.dumps(body)


class Stuck(Counting):
    """A database that answers, and is never done with counting."""

    async def standing(self) -> Standing:
        """Takes for ever."""
        return await asyncio.Future()


async def test_a_database_that_does_not_answer_in_time_is_not_waited_for(
    file: Path, served: Served, database: Database
) -> None:
    newsroom = Newsroom.over(database, settings_for(file), lambda *_: served.queue)
    found = await readiness(replace(newsroom, counting=Stuck(database)), seconds=0.05)
    assert Ready.FAILED is found.status
    assert Ready.OK is found.checks[Looked.DATABASE].status
    assert Ready.UNKNOWN is found.checks[Looked.WORKERS].status
