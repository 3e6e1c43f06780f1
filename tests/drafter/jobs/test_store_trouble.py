"""A database that fails for a while costs no call that is paid for."""

import asyncio
import re

import pytest

from drafter.jobs.sweeping import MAX_REWINDS
from schemas.review import DraftState
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import CALLS, Newsroom
from tests.fakes.endpoint import FakeEndpoint

NO_DRAFT_IS_TAKEN = "ALTER TABLE revisions RENAME TO elsewhere"
DRAFTS_ARE_TAKEN = "ALTER TABLE elsewhere RENAME TO revisions"
NO_REVISIONS = re.compile("revisions")
"""Both databases name what is missing."""


def states(newsroom: Newsroom) -> list[object]:
    jobs = newsroom.journal("SELECT status FROM workflow_status WHERE name = 'draft'")
    return [state for (state,) in jobs]


async def at_the_end(newsroom: Newsroom, status: str) -> None:
    """Wait until the job has ended so."""
    async with asyncio.timeout(15):
        while status not in states(newsroom):
            await asyncio.sleep(0.02)


async def test_a_draft_that_the_store_does_not_take_at_once_is_handed_over_again(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        newsroom.journal(NO_DRAFT_IS_TAKEN)
        async with newsroom.at_work(store_waits=[0.05] * 200):
            async with asyncio.timeout(15):
                while "once more in" not in caplog.text:
                    await asyncio.sleep(0.02)
            assert ["PENDING"] == states(newsroom)
            newsroom.journal(DRAFTS_ARE_TAKEN)
            record = await newsroom.outcome(draft_id)
    assert (DraftState.QUEUED, 1) == (record.state, record.revision)
    assert CALLS == len(endpoint.bodies)


async def test_a_job_that_the_store_broke_off_goes_on_and_no_finished_call_is_made_again(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        newsroom.journal(NO_DRAFT_IS_TAKEN)
        async with newsroom.at_work(store_waits=[0.01]):
            await at_the_end(newsroom, "ERROR")
            between = await newsroom.drafts.get(draft_id)
        newsroom.journal(DRAFTS_ARE_TAKEN)
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert (DraftState.DRAFTING, None) == (between.state, between.failure)
    assert (DraftState.QUEUED, 1) == (record.state, record.revision)
    assert CALLS == len(endpoint.bodies)


async def test_a_draft_that_the_store_never_takes_fails_at_last_and_says_why(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        newsroom.journal(NO_DRAFT_IS_TAKEN)
        async with newsroom.at_work(sweep_seconds=0.05):
            record = await newsroom.outcome(draft_id)
    assert DraftState.FAILED is record.state
    reason = str(record.failure)
    assert "its job ended as ERROR" in reason
    assert NO_REVISIONS.search(reason)
    assert f"{MAX_REWINDS + 1} times" in reason
    assert CALLS == len(endpoint.bodies)


async def test_calls_whose_end_could_not_be_journalled_are_made_again_when_it_can(
    opened: Opened,
) -> None:
    async with FakeEndpoint(delay=0.3) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work(sweep_seconds=0.5):
            async with asyncio.timeout(15):
                while len(endpoint.bodies) < CALLS:
                    await asyncio.sleep(0.02)
            newsroom.journal("ALTER TABLE workflow_output RENAME TO gone")
            await asyncio.sleep(0.6)
            newsroom.journal("ALTER TABLE gone RENAME TO workflow_output")
            record = await newsroom.outcome(draft_id)
    assert (DraftState.QUEUED, 1) == (record.state, record.revision)
