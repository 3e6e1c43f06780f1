"""Drafts are called off, held, released, retried; whoever comes late with one changes nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError, LeaseLost, NotFound, NotYours, SpentToday, WrongState
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.naming import Naming
from drafter.store.spending import Reservation
from drafter.store.tables import spendings, workers
from schemas.draft import Draft
from schemas.key import Key, Scope
from schemas.review import Action, DraftRecord, DraftState
from tests import factories
from tests.drafter.store.conftest import transaction
from tests.drafter.store.rows import a_report, a_worker

DRAFT = factories.draft()
WHY = "The court decides on Friday."
LATE: dict[str, Callable[[Drafts, str], Coroutine[Any, Any, None]]] = {
    "finish": lambda drafts, name: drafts.finish(name, DRAFT),
    "fail": lambda drafts, name: drafts.fail(name, "the model is gone"),
}
"""How a worker ends a draft."""


def stood_in() -> Draft:
    """A draft that the extractive engine wrote in place of a model."""
    by = DRAFT.provenance.model_copy(update={"fallback_reason": "the endpoint is down"})
    return DRAFT.model_copy(update={"provenance": by})


async def asked(database: Database, reservation: Reservation | None = None) -> str:
    """A draft that is being drafted."""
    order = factories.order(await a_report(database))
    return (await Drafts(database).ask(order, "Desk", reservation=reservation)).id


async def queued(database: Database) -> str:
    draft_id = await asked(database)
    await Drafts(database).finish(draft_id, DRAFT)
    return draft_id


async def redrafting(database: Database) -> str:
    """A degraded draft that is being written again."""
    draft_id = await asked(database)
    await Drafts(database).finish(draft_id, stood_in())
    await Drafts(database).redraft(draft_id, "Ada")
    return draft_id


BEING_DRAFTED = {"new": asked, "redraft": redrafting}


def last(record: DraftRecord) -> tuple[Action, str, str | None]:
    entry = record.history[-1]
    return entry.action, entry.by, entry.reason


async def test_a_draft_that_is_called_off_says_by_whom_and_why(
    database: Database, drafts: Drafts
) -> None:
    record = await drafts.cancel(await asked(database), "Ada", WHY)
    assert (DraftState.CANCELLED, (Action.CANCELLED, "Ada", WHY)) == (record.state, last(record))
    assert record == await drafts.get(record.id)
    assert {} == await Naming(database).unfinished()


async def test_a_redraft_that_is_called_off_leaves_the_draft_that_there_was_in_the_queue(
    database: Database, drafts: Drafts
) -> None:
    record = await drafts.cancel(await redrafting(database), "Ada", None)
    assert (DraftState.QUEUED, 1, stood_in()) == (record.state, record.revision, record.draft)
    assert record.degraded
    assert Action.CANCELLED is last(record)[0]


async def test_a_draft_is_held_while_it_is_drafted_and_drafted_again_once_released(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await asked(database)
    record = await drafts.hold(draft_id, "Ada", WHY)
    assert (DraftState.HELD, (Action.HELD, "Ada", WHY)) == (record.state, last(record))
    assert {} == await Naming(database).unfinished()
    record = await drafts.release(draft_id, "Bo")
    assert (DraftState.DRAFTING, (Action.RELEASED, "Bo", None)) == (record.state, last(record))
    assert {draft_id: draft_id} == await Naming(database).unfinished()
    assert record == await drafts.get(draft_id)


async def test_a_hold_takes_a_draft_out_of_its_editors_hands_and_release_queues_it(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await queued(database)
    await drafts.claim(draft_id, "Ada")
    held = await drafts.hold(draft_id, "Ada", WHY)
    assert (DraftState.HELD, None, None) == (held.state, held.claimed_by, held.claimed_until)
    released = await drafts.release(draft_id, "Ada")
    assert (DraftState.QUEUED, 1, DRAFT) == (released.state, released.revision, released.draft)
    assert "Bo" == (await drafts.claim(draft_id, "Bo")).claimed_by


async def test_who_has_a_draft_in_review_alone_may_hold_or_release_it(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await queued(database)
    before = await drafts.claim(draft_id, "Ada")
    with pytest.raises(NotYours, match="Ada has"):
        await drafts.hold(draft_id, "Bo", WHY)
    with pytest.raises(NotYours, match="Ada has"):
        await drafts.release(draft_id, "Bo")
    assert before == await drafts.get(draft_id)
    assert (await drafts.release(draft_id, "Ada")).state is DraftState.QUEUED


async def test_a_hold_without_a_reason_leaves_no_trace(database: Database, drafts: Drafts) -> None:
    draft_id = await asked(database)
    before = await drafts.get(draft_id)
    with pytest.raises(InputError, match="a hold needs a reason"):
        await drafts.hold(draft_id, "Ada", " - ")
    assert before == await drafts.get(draft_id)


async def test_a_failed_draft_is_drafted_again_without_its_failure(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await asked(database)
    await drafts.fail(draft_id, "the model is gone")
    record = await drafts.retry(draft_id, "Ada")
    assert (DraftState.DRAFTING, None) == (record.state, record.failure)
    assert (Action.RETRIED, "Ada", None) == last(record)
    await drafts.finish(draft_id, DRAFT)
    assert (await drafts.get(draft_id)).state is DraftState.QUEUED


async def test_a_retried_draft_goes_on_under_the_name_of_its_job(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await asked(database)
    await drafts.cancel(draft_id, "Ada", None)
    await drafts.retry(draft_id, "Ada")
    assert {draft_id: draft_id} == await Naming(database).unfinished()


async def test_of_four_who_retry_at_once_one_does(database: Database, drafts: Drafts) -> None:
    draft_id = await asked(database)
    await drafts.fail(draft_id, "the model is gone")
    retries = [drafts.retry(draft_id, f"Editor {number}") for number in range(4)]
    outcomes = await asyncio.gather(*retries, return_exceptions=True)
    assert 1 == sum(isinstance(outcome, DraftRecord) for outcome in outcomes)
    assert 3 == sum(isinstance(outcome, WrongState) for outcome in outcomes)
    actions = [entry.action for entry in (await drafts.get(draft_id)).history]
    assert [Action.ASKED, Action.FAILED, Action.RETRIED] == actions


async def test_a_draft_that_is_not_there_is_not_found(database: Database, drafts: Drafts) -> None:
    moves = [
        drafts.cancel("drf-none", "Ada", None),
        drafts.hold("drf-none", "Ada", WHY),
        drafts.release("drf-none", "Ada"),
        drafts.retry("drf-none", "Ada"),
        drafts.turn("drf-none"),
        Naming(database).job("drf-none"),
    ]
    for move in moves:
        with pytest.raises(NotFound, match="no draft drf-none"):
            await move


# Late workers


@pytest.mark.parametrize("end", LATE)
@pytest.mark.parametrize("kind_of_draft", BEING_DRAFTED)
async def test_what_comes_after_a_draft_was_called_off_changes_nothing(
    database: Database, drafts: Drafts, end: str, kind_of_draft: str
) -> None:
    draft_id = await BEING_DRAFTED[kind_of_draft](database)
    before = await drafts.cancel(draft_id, "Ada", WHY)
    await LATE[end](drafts, draft_id)
    assert before == await drafts.get(draft_id)


@pytest.mark.parametrize("end", LATE)
@pytest.mark.parametrize("kind_of_draft", BEING_DRAFTED)
async def test_what_comes_after_a_draft_was_held_changes_nothing(
    database: Database, drafts: Drafts, end: str, kind_of_draft: str
) -> None:
    draft_id = await BEING_DRAFTED[kind_of_draft](database)
    before = await drafts.hold(draft_id, "Ada", WHY)
    await LATE[end](drafts, draft_id)
    assert before == await drafts.get(draft_id)


@pytest.mark.parametrize("end", LATE)
async def test_of_a_worker_that_ends_a_draft_and_who_calls_it_off_one_is_heard(
    database: Database, drafts: Drafts, end: str
) -> None:
    draft_id = await asked(database)
    moves = [drafts.cancel(draft_id, "Ada", None), LATE[end](drafts, draft_id)]
    await asyncio.gather(*moves, return_exceptions=True)
    record = await drafts.get(draft_id)
    assert 2 == len(record.history)
    assert (record.state is DraftState.CANCELLED) == (last(record)[0] is Action.CANCELLED)


@pytest.mark.parametrize("row", ["lost", "gone"])
async def test_a_worker_that_counts_as_dead_can_neither_finish_nor_fail(
    database: Database, drafts: Drafts, row: str
) -> None:
    draft_id = await asked(database)
    if row == "lost":
        await a_worker(database, "desk-1", seconds=60, lost=True)
    before = await drafts.get(draft_id)
    with pytest.raises(LeaseLost, match="worker desk-1 was away for long"):
        await drafts.finish(draft_id, DRAFT, worker="desk-1")
    with pytest.raises(LeaseLost, match="worker desk-1 was away for long"):
        await drafts.fail(draft_id, "the model is gone", Decimal(1), worker="desk-1")
    assert before == await drafts.get(draft_id)


@pytest.mark.parametrize("seconds", [60, -60])
async def test_a_worker_that_nobody_has_marked_may_hand_over_even_after_its_lease(
    database: Database, drafts: Drafts, seconds: float
) -> None:
    finished, failed = await asked(database), await asked(database)
    await a_worker(database, "desk-1", seconds=seconds)
    await drafts.finish(finished, DRAFT, worker="desk-1")
    await drafts.fail(failed, "the model is gone", worker="desk-1")
    states = [(await drafts.get(name)).state for name in (finished, failed)]
    assert [DraftState.QUEUED, DraftState.FAILED] == states


async def test_a_worker_that_is_lost_while_it_hands_over_has_handed_over_nothing(
    url: str, database: Database, drafts: Drafts
) -> None:
    draft_id = await asked(database)
    await a_worker(database, "desk-1", seconds=60)
    before = await drafts.get(draft_id)
    with transaction(url) as connection:
        connection.execute(sa.update(workers).values(lost_at=clock.now()))
        late = asyncio.ensure_future(drafts.finish(draft_id, DRAFT, worker="desk-1"))
        await asyncio.sleep(0.2)
        assert not late.done()
    with pytest.raises(LeaseLost):
        await late
    assert before == await drafts.get(draft_id)


# What it cost


async def limited(keys: Keys, usd: str | None) -> Key:
    """A key that may spend so much in a day."""
    limit = Decimal(usd) if usd else None
    scopes = frozenset({Scope.DRAFTS_WRITE})
    return await keys.check(await keys.create("Ada", person=True, scopes=scopes, daily_usd=limit))


@pytest.mark.parametrize(("cost", "counts"), [("0.25", "0.25"), (None, "1"), ("0", "0")])
async def test_what_a_called_off_draft_cost_takes_the_place_of_what_was_put_by(
    database: Database, drafts: Drafts, keys: Keys, cost: str | None, counts: str
) -> None:
    key = await limited(keys, None)
    draft_id = await asked(database, Reservation(key.id, Decimal(1)))
    await drafts.cancel(draft_id, "Ada", None)
    assert {key.id: Decimal(1)} == await keys.spent_today()
    await drafts.settle(draft_id, Decimal(cost) if cost else None)
    assert {key.id: Decimal(counts)} == await keys.spent_today()
    await drafts.settle(draft_id, Decimal(7))
    assert {key.id: Decimal(counts)} == await keys.spent_today()


async def test_a_held_draft_keeps_what_was_put_by_for_it(
    database: Database, drafts: Drafts, keys: Keys
) -> None:
    key = await limited(keys, None)
    draft_id = await asked(database, Reservation(key.id, Decimal(1)))
    await drafts.hold(draft_id, "Ada", WHY)
    await drafts.release(draft_id, "Ada")
    assert {key.id: Decimal(1)} == await keys.spent_today()
    async with database.reading() as connection:
        assert [False] == list(await connection.scalars(sa.select(spendings.c.settled)))


async def test_a_retry_that_the_key_cannot_pay_for_leaves_the_draft_as_it_is(
    database: Database, drafts: Drafts, keys: Keys
) -> None:
    key = await limited(keys, "1")
    draft_id = await asked(database, Reservation(key.id, Decimal("0.6")))
    await drafts.fail(draft_id, "the model is gone", Decimal("0.6"))
    before = await drafts.get(draft_id)
    with pytest.raises(SpentToday):
        await drafts.retry(draft_id, "Ada", Reservation(key.id, Decimal("0.5")))
    assert before == await drafts.get(draft_id)
    await drafts.retry(draft_id, "Ada", Reservation(key.id, Decimal("0.4")))
    assert {key.id: Decimal(1)} == await keys.spent_today()
