import asyncio
from pathlib import Path

import pytest

from drafter.errors import NotFound, StoreError
from drafter.jobs import Jobs, prepare
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import DraftState
from tests import factories
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import BY, CALLS
from tests.fakes.endpoint import FakeEndpoint, failure

TABLES = ("workflow_status", "workflow_input", "workflow_output", "operation_outputs")
"""Where DBOS keeps what it is given."""


def written(draft: Draft | None) -> Draft:
    assert draft is not None
    return draft


async def test_a_draft_goes_from_drafting_to_queued(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            draft_id = await newsroom.ask()
            await jobs.enqueue(draft_id)
            record = await newsroom.outcome(draft_id)
    assert (DraftState.QUEUED, 1) == (record.state, record.revision)
    assert "fake-model" == written(record.draft).provenance.model
    assert CALLS == len(endpoint.bodies)


async def test_a_draft_that_is_enqueued_twice_is_written_once(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            draft_id = await newsroom.ask()
            await jobs.enqueue(draft_id)
            await jobs.enqueue(draft_id)
            await newsroom.outcome(draft_id)
            await jobs.enqueue(draft_id)
    assert CALLS == len(endpoint.bodies)


async def test_a_draft_that_was_asked_for_and_never_enqueued_is_written_at_the_next_start(
    opened: Opened,
) -> None:
    newsroom = opened()
    draft_id = await newsroom.ask()
    async with newsroom.at_work():
        record = await newsroom.outcome(draft_id)
    assert EngineName.EXTRACTIVE is written(record.draft).provenance.engine


async def test_where_the_provider_refuses_the_extractive_engine_stands_in_and_says_why(
    opened: Opened,
) -> None:
    refusals = [failure(401, "that key is not valid")] * CALLS
    async with FakeEndpoint(*refusals) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    provenance = written(record.draft).provenance
    assert (DraftState.QUEUED, EngineName.EXTRACTIVE) == (record.state, provenance.engine)
    assert "127.0.0.1" in str(provenance.fallback_reason)


async def test_where_the_provider_cannot_be_reached_the_extractive_engine_stands_in(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        gone = endpoint.url
    newsroom = opened(gone)
    draft_id = await newsroom.ask()
    async with newsroom.at_work():
        record = await newsroom.outcome(draft_id)
    assert "127.0.0.1" in str(written(record.draft).provenance.fallback_reason)


async def test_without_a_fallback_a_refused_draft_fails_with_its_reason(opened: Opened) -> None:
    async with FakeEndpoint(*[failure(401)] * CALLS) as endpoint:
        newsroom = opened(endpoint.url, fallback="none")
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert (DraftState.FAILED, None) == (record.state, record.draft)
    assert "127.0.0.1" in str(record.failure)


async def test_no_word_of_a_report_is_in_the_journal(opened: Opened) -> None:
    report = factories.report(
        "The old bridge is closed. Xylophonquake was heard beneath the second pier."
    )
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask(report)
        async with newsroom.at_work():
            await newsroom.outcome(draft_id)
    journal = repr([newsroom.journal(f"SELECT * FROM {table}") for table in TABLES])  # noqa: S608 - our names
    assert "write report" in journal
    assert "old bridge" in journal  # what the model wrote is kept
    assert "xylophonquake" not in journal.lower()


async def test_a_draft_that_nobody_asked_for_is_not_enqueued(opened: Opened) -> None:
    async with opened().at_work() as jobs:
        with pytest.raises(NotFound):
            await jobs.enqueue("drf-none")


async def test_nothing_is_enqueued_before_the_start(opened: Opened) -> None:
    newsroom = opened()
    jobs = Jobs(newsroom.settings, newsroom.database)
    with pytest.raises(StoreError, match="not started"):
        await jobs.enqueue(await newsroom.ask())


async def test_after_a_stop_the_loop_has_threads_and_the_file_is_free(opened: Opened) -> None:
    newsroom = opened()
    async with newsroom.at_work():
        pass
    assert "7" == await asyncio.to_thread(str, 7)
    async with newsroom.at_work():
        draft_id = await newsroom.ask()
        assert (await newsroom.drafts.get(draft_id)).state is DraftState.DRAFTING


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "letters.db"
    file.write_text("Dear reader, " * 500, encoding="utf-8")
    with pytest.raises(StoreError, match=r"^[^\n]*file is not a database[^\n]*$"):
        prepare(f"sqlite:///{file}")


async def test_a_degraded_draft_is_upgraded_once_the_provider_is_back(opened: Opened) -> None:
    async with FakeEndpoint(*[failure(401)] * CALLS) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work() as jobs:
            await jobs.enqueue(draft_id)
            first = await newsroom.outcome(draft_id)
            await newsroom.drafts.redraft(draft_id, BY)
            await jobs.enqueue(draft_id)
            second = await newsroom.outcome(draft_id)
    assert (True, EngineName.EXTRACTIVE, 1) == (first.degraded, first.engine, first.revision)
    assert (False, EngineName.OPENAI, 2) == (second.degraded, second.engine, second.revision)


async def test_a_redraft_whose_job_was_never_queued_is_found_by_the_sweep(opened: Opened) -> None:
    async with FakeEndpoint(*[failure(401)] * CALLS) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work(sweep_seconds=0.1):
            await newsroom.outcome(draft_id)
            await newsroom.drafts.redraft(draft_id, BY)
            record = await newsroom.outcome(draft_id)
    assert (EngineName.OPENAI, 2) == (record.engine, record.revision)
