"""Drafts that are called off, held, or run out of time, and those that are tried again."""

import asyncio
from decimal import Decimal

import pytest

from drafter.errors import WrongState
from drafter.store.events import Events
from schemas.following import EventKind
from schemas.review import DraftState
from schemas.work import CallStatus, JobStatus
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import BY, CALLS, Newsroom, asked, slow
from tests.fakes.endpoint import Body, FakeEndpoint, Given, Scripted, failure, valid
from tests.fakes.replies import requested_schema


async def in_the_journal(calls: int, newsroom: Newsroom) -> None:
    """Wait until so many calls are finished in the journal."""
    async with asyncio.timeout(15):
        while True:
            rows = newsroom.journal(
                "SELECT 1 FROM workflow_status WHERE name = 'call' AND status = 'SUCCESS'"
            )
            if len(rows) >= calls:
                return
            await asyncio.sleep(0.02)


async def test_a_cancelled_draft_stops_its_calls_and_pays_for_no_further(opened: Opened) -> None:
    async with FakeEndpoint(*[slow] * CALLS) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            await asked(endpoint, CALLS)
            record = await jobs.cancel(draft_id, BY, "not needed any more")
            async with asyncio.timeout(5):
                while endpoint.hung_up < CALLS:
                    await asyncio.sleep(0.02)
        after = await newsroom.drafts.get(draft_id)
    assert DraftState.CANCELLED is record.state is after.state
    assert (BY, "not needed any more") == (after.history[-1].by, after.history[-1].reason)
    assert CALLS == len(endpoint.bodies)


async def test_what_is_not_being_drafted_cannot_be_cancelled(opened: Opened) -> None:
    newsroom = opened()
    draft_id = await newsroom.ask()
    async with newsroom.at_work() as jobs:
        await newsroom.outcome(draft_id)
        with pytest.raises(WrongState, match="to be cancelled it has to be drafting"):
            await jobs.cancel(draft_id, BY)


async def test_a_draft_that_waits_can_be_cancelled_where_there_is_no_worker(
    opened: Opened,
) -> None:
    newsroom = opened()
    draft_id = await newsroom.ask()
    async with newsroom.jobs_alone() as jobs:
        await jobs.enqueue(draft_id)
        await jobs.cancel(draft_id, BY)
        (job,) = await jobs.list(state=DraftState.CANCELLED)
    assert JobStatus.CANCELLED is job.status


async def test_a_held_draft_stops_and_goes_on_with_what_was_paid_for(opened: Opened) -> None:
    async with FakeEndpoint(valid, valid, slow, slow, slow) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            await asked(endpoint, CALLS)
            await in_the_journal(2, newsroom)
            held = await jobs.hold(draft_id, BY, "wait for the court")
            released = await jobs.release(draft_id, BY)
            record = await newsroom.outcome(draft_id)
    assert (DraftState.HELD, DraftState.DRAFTING) == (held.state, released.state)
    assert (DraftState.QUEUED, 1, False) == (record.state, record.revision, record.degraded)
    assert CALLS + 3 == len(endpoint.bodies)


def one_refused(name: str) -> Scripted:
    """Refuses the call of one section, and answers the others."""

    def answer(body: Body) -> Given:
        refused = name in requested_schema(body)["properties"]
        return failure(401, "that key is not valid") if refused else valid(body)

    return answer


async def test_a_failed_draft_is_tried_again_from_the_call_that_failed(opened: Opened) -> None:
    async with FakeEndpoint(*[one_refused("headline")] * CALLS) as endpoint:
        newsroom = opened(endpoint.url, fallback="none")
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            failed = await newsroom.outcome(draft_id)
            history = await jobs.show(draft_id)
            await jobs.retry(draft_id, BY)
            record = await newsroom.outcome(draft_id)
    statuses = [call.status for call in history.calls]
    assert (DraftState.FAILED, 1) == (failed.state, statuses.count(CallStatus.FAILED))
    assert (DraftState.QUEUED, 1, None) == (record.state, record.revision, record.failure)
    assert CALLS + 1 == len(endpoint.bodies)


async def test_a_cancelled_draft_can_be_tried_again(opened: Opened) -> None:
    async with FakeEndpoint(valid, valid, slow, slow, slow) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            await asked(endpoint, CALLS)
            await in_the_journal(2, newsroom)
            await jobs.cancel(draft_id, BY)
            await jobs.retry(draft_id, BY)
            record = await newsroom.outcome(draft_id)
    assert DraftState.QUEUED is record.state
    assert CALLS + 3 == len(endpoint.bodies)


async def test_a_draft_whose_time_is_over_falls_back_and_asks_no_more(opened: Opened) -> None:
    async with FakeEndpoint(*[slow] * CALLS) as endpoint:
        newsroom = opened(endpoint.url, draft_seconds=1.5)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            record = await newsroom.outcome(draft_id)
    assert record.degraded
    assert CALLS == len(endpoint.bodies)


async def test_no_more_calls_run_at_once_than_the_endpoint_is_to_have(opened: Opened) -> None:
    async with FakeEndpoint(delay=0.05) as endpoint:
        newsroom = opened(endpoint.url, calls_at_once=2)
        ids = [await newsroom.ask() for _ in range(3)]
        async with newsroom.at_work() as jobs:
            for draft_id in ids:
                await jobs.enqueue(draft_id)
            for draft_id in ids:
                await newsroom.outcome(draft_id)
    assert 3 * CALLS == len(endpoint.bodies)
    assert endpoint.most_at_once <= 2


async def test_no_more_calls_begin_in_a_minute_than_the_endpoint_is_to_have(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url, calls_a_minute=3)
        draft_id = await newsroom.ask()
        async with newsroom.at_work(drain_seconds=0) as jobs:
            await jobs.enqueue(draft_id)
            await asked(endpoint, 3)
            await asyncio.sleep(0.5)
            history = await jobs.show(draft_id)
    assert 3 == len(endpoint.bodies)
    waiting = [call for call in history.calls if call.status is CallStatus.WAITING]
    assert CALLS - 3 == len(waiting)


async def test_the_events_of_a_draft_tell_its_way_in_order(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            await newsroom.outcome(draft_id)
        events = await Events(newsroom.database).after(draft_id, 0, limit=1000)
    assert list(range(1, len(events) + 1)) == [event.number for event in events]
    states = [event.data["state"] for event in events if event.kind is EventKind.STATE]
    assert ["drafting", "queued"] == states
    kinds = [event.kind for event in events]
    assert EventKind.FINDINGS is kinds[-1]
    written = {event.data["section"] for event in events if event.kind is EventKind.SECTION}
    assert {"headline", "body", "scenarios"} <= written
    assert kinds.index(EventKind.SECTION) < len(kinds) - 2


async def test_a_job_shows_what_its_calls_cost(opened: Opened) -> None:
    price = {"input": Decimal(1), "output": Decimal(2)}
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url, price=price)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            record = await newsroom.outcome(draft_id)
            history = await jobs.show(draft_id)
    assert record.draft is not None
    costs = [call.cost_usd for call in history.calls]
    assert record.draft.provenance.cost_usd == sum(filter(None, costs), Decimal(0))
    assert {CallStatus.DONE} == {call.status for call in history.calls}
