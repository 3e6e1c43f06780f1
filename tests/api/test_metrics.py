"""What Prometheus reads of the service."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families as parsed

from api.metrics import metrics_text
from drafter.store.counting import Counting
from drafter.store.database import Database
from drafter.telemetry.counts import Counts
from schemas.job import Priority
from schemas.key import Scope
from schemas.review import DraftState
from tests.api.samples import refused
from tests.api.serving import Desk, Served, serving, settings_for
from tests.drafter.store.rows import a_draft, a_report, a_worker, ago
from tests.drafter.telemetry.attempts import attempt

GAUGES = {
    "drafter_database_up",
    "drafter_drafts",
    "drafter_drafts_waiting",
    "drafter_workers",
    "drafter_queue_seconds",
    "drafter_spent_today_usd",
}


def read(text: str) -> dict[str, Metric]:
    return {family.name: family for family in parsed(text)}


def by(families: dict[str, Metric], name: str) -> dict[str, float]:
    """The values of a metric with one label, by that label."""
    return {next(iter(s.labels.values())): s.value for s in families[name].samples}


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    """The file of the app, beside it."""
    opened = Database(f"sqlite:///{file}")
    yield opened
    await opened.close()


async def test_the_newsroom_is_shown_as_gauges_with_every_label_there_is(
    ada: Desk, database: Database
) -> None:
    report = await a_report(database)
    await a_draft(database, report, state=DraftState.HELD)
    await a_draft(database, report, priority=Priority.BREAKING, updated_at=ago(seconds=40))
    await a_worker(database, "w1", seconds=30)
    answer = await ada("GET", "/metrics")
    assert "text/plain; version=0.0.4; charset=utf-8" == answer.headers["Content-Type"]
    found = read(answer.text)
    assert {"gauge"} == {found[name].type for name in GAUGES}
    states = dict.fromkeys(DraftState, 0.0) | {DraftState.HELD: 1.0, DraftState.DRAFTING: 1.0}
    assert states == by(found, "drafter_drafts")
    assert {"breaking": 1, "normal": 0, "backfill": 0} == by(found, "drafter_drafts_waiting")
    assert {"alive": 1, "lost": 0} == by(found, "drafter_workers")
    assert pytest.approx(40, abs=5) == found["drafter_queue_seconds"].samples[0].value
    assert 1 == found["drafter_database_up"].samples[0].value


async def test_all_names_are_ours_and_told_what_they_are(ada: Desk) -> None:
    found = read((await ada("GET", "/metrics")).text)
    assert all(name.startswith("drafter_") for name in found)
    assert all(family.documentation for family in found.values())
    assert GAUGES < set(found)


async def test_without_the_database_the_numbers_of_the_process_are_still_told() -> None:
    away = Database("postgresql://drafter@127.0.0.1:9/drafts")
    counted = Counts()
    counted.asked("127.0.0.1:8080", "small", [attempt()])
    found = read((await metrics_text(Counting(away), counted)).decode())
    assert 0 == found["drafter_database_up"].samples[0].value
    assert "drafter_drafts" not in found
    assert 1 == found["drafter_model_requests"].samples[0].value
    await away.close()


async def test_by_default_a_key_with_the_scope_admin_is_needed(served: Served) -> None:
    refused(await served.with_token(None)("GET", "/metrics"), 401, "unauthenticated")
    reader = await served.desk("Reader", scopes=frozenset({Scope.DRAFTS_READ}))
    refused(await reader("GET", "/metrics"), 403, "missing-scope")
    scraper = await served.desk("Prometheus", person=False, scopes=frozenset({Scope.ADMIN}))
    assert 200 == (await scraper("GET", "/metrics")).status_code


async def test_the_settings_open_it_to_all(file: Path) -> None:
    async with serving(settings_for(file, metrics="open")) as served:
        answer: httpx2.Response = await served.with_token(None)("GET", "/metrics")
        assert 200 == answer.status_code


async def test_the_settings_turn_it_off_for_every_key(file: Path) -> None:
    async with serving(settings_for(file, metrics="off")) as served:
        refused(await (await served.desk())("GET", "/metrics"), 404, "not-found")
