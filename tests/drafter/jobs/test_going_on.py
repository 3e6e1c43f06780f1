"""Drafts that were cut off: by a kill, or by a stop that would not wait any longer."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from schemas.review import DraftState
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import CALLS, Newsroom, asked, slow
from tests.fakes.endpoint import Body, FakeEndpoint, Given, Scripted, failure, valid
from tests.fakes.replies import requested_schema

JOURNALLING = 0.3
"""Seconds left between a reply and a kill. The reply is in the journal some 10 ms after it came;
a call that is killed within them is made again, and no journal can help that."""


def answers(quick: int, late: int) -> list[Scripted]:
    return [*[valid] * quick, *[slow] * late]


def headline_refused(body: Body) -> Given:
    """Without its headline a draft falls back, whichever call came first."""
    asked_for = requested_schema(body)["properties"]
    return failure(401) if "headline" in asked_for else slow(body)


@asynccontextmanager
async def worker(newsroom: Newsroom, endpoint: FakeEndpoint) -> AsyncIterator[None]:
    """A worker in another process, killed at the end with SIGKILL."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.drafter.jobs.worker_process",
        newsroom.url,
        endpoint.url,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert b"ready\n" == await process.stdout.readline()
        yield
    finally:
        with suppress(ProcessLookupError):  # it died by itself
            process.kill()
        await process.communicate()


def lines(log: Path) -> list[str]:
    """The calls that have finished, by the hash of their requests."""
    return log.read_text(encoding="utf-8").split() if log.exists() else []


async def finished(log: Path, calls: int) -> None:
    """Wait until so many calls have finished, and are in the journal."""
    async with asyncio.timeout(15):
        while len(lines(log)) < calls:
            await asyncio.sleep(0.02)
    await asyncio.sleep(JOURNALLING)


async def test_drafts_killed_twice_go_on_and_no_finished_call_is_made_again(
    opened: Opened, tmp_path: Path
) -> None:
    log = tmp_path / "calls.txt"
    script = answers(quick=4, late=6) + answers(quick=3, late=3)
    async with FakeEndpoint(*script, log=log) as endpoint:
        newsroom = opened(endpoint.url)
        drafts = [await newsroom.ask(), await newsroom.ask()]
        async with worker(newsroom, endpoint):
            await finished(log, 4)
        async with worker(newsroom, endpoint):
            await finished(log, 4 + 3)
        async with newsroom.at_work():
            records = [await newsroom.outcome(draft_id) for draft_id in drafts]
    assert [(record.state, record.revision) for record in records] == [(DraftState.QUEUED, 1)] * 2
    assert len(lines(log)) == 2 * CALLS
    assert len(endpoint.bodies) == 2 * CALLS + 6 + 3  # those in flight at the kills, once more


async def test_a_draft_killed_after_it_was_handed_over_is_not_handed_over_again(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            before = await newsroom.outcome(draft_id)
        newsroom.journal(
            "UPDATE workflow_status SET status = 'PENDING', executor_id = 'gone',"
            " owner_xid = 'killed' WHERE name = 'draft'"
        )
        async with newsroom.at_work():
            await ended(newsroom)
        after = await newsroom.drafts.get(draft_id)
    assert before == after
    assert CALLS == len(endpoint.bodies)


async def ended(newsroom: Newsroom) -> None:
    """Wait until the journal says that every job has ended well."""
    async with asyncio.timeout(15):
        while newsroom.journal("SELECT 1 FROM workflow_status WHERE status != 'SUCCESS'"):
            await asyncio.sleep(0.02)


async def test_a_stop_lets_running_calls_finish(opened: Opened) -> None:
    async with FakeEndpoint(delay=0.5) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            await asked(endpoint, CALLS)
        record = await newsroom.drafts.get(draft_id)
    assert record.state is DraftState.QUEUED
    assert CALLS == len(endpoint.bodies)


async def cut_off(newsroom: Newsroom, endpoint: FakeEndpoint) -> str:
    """A draft that a stop has cut off while calls were in flight."""
    draft_id = await newsroom.ask()
    async with newsroom.at_work(drain_seconds=0):
        await asked(endpoint, CALLS)
        await asyncio.sleep(JOURNALLING)
    return draft_id


async def test_a_draft_that_a_stop_cut_off_goes_on_at_the_next_start(opened: Opened) -> None:
    async with FakeEndpoint(*answers(quick=2, late=3)) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await cut_off(newsroom, endpoint)
        assert (await newsroom.drafts.get(draft_id)).state is DraftState.DRAFTING
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert record.state is DraftState.QUEUED
    assert len(endpoint.bodies) == CALLS + 3


def headline_lost(fails: int) -> Scripted:
    """So many failures for the headline that may pass, then a reply that does not come in time."""
    failures = iter([failure(500, retry_after_ms="1")] * fails)

    def answer(body: Body) -> Given:
        asked_for = requested_schema(body)["properties"]
        return next(failures, None) or slow(body) if "headline" in asked_for else valid(body)

    return answer


async def test_a_stop_while_the_headline_is_asked_for_again_pays_for_no_call_twice(
    opened: Opened,
) -> None:
    attempts = opened().settings.attempts
    before = CALLS - 1 + attempts + 1  # the others, what failed, and the one in flight at the stop
    async with FakeEndpoint(*[headline_lost(attempts)] * before) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work(drain_seconds=0):
            await asked(endpoint, before)
            await asyncio.sleep(JOURNALLING)
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert record.draft is not None
    made = record.draft.provenance.calls
    assert [attempts, 1] == [len(call.attempts) for call in made if call.name == "report"]
    assert ("openai", before + 1) == (record.draft.provenance.engine, len(endpoint.bodies))


async def test_a_refusal_that_the_journal_holds_is_a_refusal_again(opened: Opened) -> None:
    async with FakeEndpoint(*[headline_refused] * CALLS) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await cut_off(newsroom, endpoint)
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert record.draft is not None
    assert "127.0.0.1" in str(record.draft.provenance.fallback_reason)
    assert len(endpoint.bodies) == CALLS + 4


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        ("UPDATE operation_outputs SET function_name = 'write poem'", "drafter has changed"),
        ("UPDATE operation_outputs SET output = '{\"value\": 7}'", "drafting broke off: "),
        ("UPDATE workflow_status SET status = 'CANCELLED'", "its job ended as CANCELLED"),
    ],
    ids=["other calls", "a reply that cannot be read", "a job that was called off"],
)
async def test_a_draft_that_cannot_go_on_fails_with_a_reason(
    opened: Opened, left: str, reason: str
) -> None:
    async with FakeEndpoint(*answers(quick=2, late=3)) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await cut_off(newsroom, endpoint)
        newsroom.journal(left)
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert record.state is DraftState.FAILED
    assert reason in str(record.failure)


async def test_what_waits_during_a_stop_is_in_the_queue_for_peers_when_it_is_over(
    opened: Opened,
) -> None:
    async with FakeEndpoint(delay=0.8) as endpoint:
        newsroom = opened(endpoint.url, drafts_at_once=2)
        ids = [await newsroom.ask() for _ in range(6)]
        async with newsroom.at_work() as jobs:
            for draft_id in ids:
                await jobs.enqueue(draft_id)
            await asked(endpoint, 2 * CALLS)
        statuses = newsroom.journal("SELECT status FROM workflow_status WHERE name = 'draft'")
        starts = newsroom.journal(
            "SELECT max(recovery_attempts) FROM workflow_status WHERE status = 'ENQUEUED'"
        )
        done = [(await newsroom.drafts.get(name)).state for name in ids].count(DraftState.QUEUED)
    waiting = sum(status == "ENQUEUED" for (status,) in statuses)
    assert len(ids) == done + waiting
    assert 1 <= done <= 4
    assert [(0,)] == starts
