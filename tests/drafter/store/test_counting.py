"""Counting: drafts, the queue, workers, money, and whether models fail."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import StoreError
from drafter.store.counting import Counting, newest_revision
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.spending import Reservation
from schemas.following import EventKind
from schemas.job import Priority
from schemas.key import Scope
from schemas.review import DraftState
from tests import factories
from tests.drafter.store.rows import a_draft, a_report, a_worker, ago, an_event, change


@pytest.fixture
async def own(own_url: str) -> AsyncIterator[Database]:
    """A database whose tables may be changed."""
    opened = Database(own_url)
    yield opened
    await opened.close()


@pytest.fixture
def counting(database: Database) -> Counting:
    return Counting(database)


async def test_an_empty_newsroom_has_every_state_at_0_and_nothing_waits(counting: Counting) -> None:
    standing = await counting.standing()
    assert dict.fromkeys(DraftState, 0) == standing.states
    assert ({}, 0.0, 0, 0) == (
        standing.waiting,
        standing.queue_seconds,
        standing.workers_alive,
        standing.workers_lost,
    )
    assert Decimal(0) == standing.spent_today_usd
    assert abs(standing.at - clock.now()) < timedelta(seconds=5)


async def test_drafts_are_counted_by_their_state(database: Database, counting: Counting) -> None:
    report = await a_report(database)
    for state in (DraftState.QUEUED, DraftState.QUEUED, DraftState.HELD):
        await a_draft(database, report, state=state)
    states = (await counting.standing()).states
    assert (2, 1, 0) == tuple(
        states[state] for state in (DraftState.QUEUED, DraftState.HELD, DraftState.DRAFTING)
    )


async def test_a_draft_waits_from_its_last_state_until_its_job_tells_of_anything(
    database: Database, counting: Counting
) -> None:
    report = await a_report(database)
    again, begun = [await a_draft(database, report) for _ in range(2)]
    for name in (again, begun):
        await an_event(database, name, 1, EventKind.STATE, ago(seconds=900))
        await an_event(database, name, 2, EventKind.PROGRESS, ago(seconds=800))
    await an_event(database, again, 3, EventKind.STATE, ago(seconds=60))  # tried again
    standing = await counting.standing()
    assert {Priority.NORMAL: 1} == {one: w.drafts for one, w in standing.waiting.items()}
    assert pytest.approx(60, abs=5) == standing.queue_seconds


async def test_a_draft_without_events_waits_since_it_last_changed(
    database: Database, counting: Counting
) -> None:
    await a_draft(database, await a_report(database), updated_at=ago(seconds=40))
    assert pytest.approx(40, abs=5) == (await counting.standing()).queue_seconds


async def test_what_waits_is_counted_by_priority_and_the_oldest_of_all_is_the_queues_age(
    database: Database, counting: Counting
) -> None:
    report = await a_report(database)
    for priority, seconds in (("breaking", 5), ("backfill", 70), ("backfill", 50)):
        await a_draft(database, report, priority=priority, updated_at=ago(seconds=seconds))
    await a_draft(database, report, state=DraftState.QUEUED, updated_at=ago(seconds=999))
    standing = await counting.standing()
    assert {Priority.BREAKING: 1, Priority.BACKFILL: 2} == {
        one: waits.drafts for one, waits in standing.waiting.items()
    }
    assert pytest.approx(70, abs=5) == standing.queue_seconds


async def test_a_worker_is_alive_while_its_lease_runs_and_nobody_took_over(
    database: Database, counting: Counting
) -> None:
    await a_worker(database, "w1", seconds=30)
    await a_worker(database, "w2", seconds=-30)
    await a_worker(database, "w3", seconds=30, lost=True)
    standing = await counting.standing()
    assert (1, 2) == (standing.workers_alive, standing.workers_lost)


async def test_money_is_what_todays_drafts_spent_or_put_by(
    database: Database, drafts: Drafts, keys: Keys, counting: Counting
) -> None:
    await keys.create("Ada", person=True, scopes=frozenset(Scope))
    (key,) = await keys.list()
    order = factories.order(await a_report(database))
    for usd in (Decimal("0.25"), Decimal("0.5"), None):
        await drafts.ask(order, "Ada", reservation=Reservation(key.id, usd))
    assert Decimal("0.75") == (await counting.standing()).spent_today_usd


@pytest.mark.parametrize(
    ("oldest_first", "expected"),
    [
        ([], False),
        (["failed"], True),
        (["degraded", "failed", "degraded"], True),
        (["written", "failed", "degraded", "failed"], True),
        (["failed", "failed", "written"], False),
        (["failed", "drafting", "cancelled"], True),
    ],
)
async def test_models_fail_where_none_wrote_the_last_drafts(
    database: Database, counting: Counting, oldest_first: list[str], *, expected: bool
) -> None:
    report = await a_report(database)
    for number, what in enumerate(oldest_first):
        degraded = what == "degraded"
        row = {"created_at": ago(seconds=600 - number), "degraded": degraded}
        row["engine"] = "extractive" if degraded else "openai"  # who wrote it, in the end
        state = DraftState.QUEUED if what in ("degraded", "written") else DraftState(what)
        await a_draft(database, report, state=state, **row)
    assert expected is await counting.models_fail()


async def test_what_failed_long_ago_or_without_a_model_says_nothing(
    database: Database, counting: Counting
) -> None:
    report = await a_report(database)
    old = {"engine": "openai", "created_at": ago(seconds=2 * 3600)}
    await a_draft(database, report, state=DraftState.FAILED, **old)
    await a_draft(database, report, state=DraftState.FAILED, engine="extractive")
    assert not await counting.models_fail()


async def test_the_tables_are_current_at_the_newest_revision_alone(own: Database) -> None:
    counting = Counting(own)
    assert await counting.answers()
    assert await counting.is_current()
    await change(own, sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert "0001" != newest_revision()
    assert not await counting.is_current()


async def test_a_database_without_tables_answers_and_is_a_store_error_beyond_that(
    own: Database,
) -> None:
    await change(own, sa.text("DROP TABLE alembic_version"))
    assert await Counting(own).answers()
    with pytest.raises(StoreError, match="drafter migrate"):
        await Counting(own).is_current()
