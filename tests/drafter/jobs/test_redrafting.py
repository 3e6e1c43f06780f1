"""A section is written anew by a job of its own, and what was paid for is not paid for again."""

import asyncio
import json
from decimal import Decimal

import pytest

from drafter.jobs import Jobs
from drafter.redrafting.asking import Wish
from drafter.store.events import Events
from drafter.store.redrafts import Redrafts
from schemas.following import EventKind
from schemas.review import Action, DraftRecord, DraftState
from schemas.sections import SectionName
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import BY, CALLS, Newsroom, asked, slow
from tests.drafter.jobs.test_calling_off import in_the_journal
from tests.fakes.endpoint import Body, FakeEndpoint, Given, Scripted, failure, valid
from tests.fakes.replies import valid_reply
from tests.fakes.streams import streamed

BODY = Wish(section=SectionName.BODY, instructions="Begin with the ferries.")
PRICE = {"input": 1, "output": 2}
WROTE: list[Scripted] = [valid] * CALLS


def nothing(body: Body) -> Given:
    """The section is null: the model finds nothing to write it from."""
    reply = dict.fromkeys(json.loads(valid_reply(body)))
    reason = {"section": "body", "reason": "nothing is known"}
    return streamed(json.dumps(reply | {"null_reasons": [reason]}))


async def in_review(newsroom: Newsroom, jobs: Jobs) -> DraftRecord:
    """A draft that is written and claimed."""
    draft_id = await newsroom.ask()
    await jobs.enqueue(draft_id)
    await newsroom.outcome(draft_id)
    return await newsroom.drafts.claim(draft_id, BY)


async def ask(newsroom: Newsroom, record: DraftRecord, wish: Wish = BODY) -> None:
    redrafts = Redrafts(newsroom.database)
    await redrafts.ask(record.id, wish, BY, revision=record.revision)


async def test_one_call_writes_the_section_and_the_draft_is_back_with_its_editor(
    opened: Opened,
) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url, price=PRICE)
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            after = await newsroom.outcome(before.id)
            history = await jobs.show(before.id)
    assert CALLS + 1 == len(endpoint.bodies)
    assert (DraftState.IN_REVIEW, BY, 2) == (after.state, after.claimed_by, after.revision)
    assert before.draft is not None
    assert after.draft is not None
    names = [name.value for name in SectionName if name is not SectionName.BODY]
    for name in names:
        assert getattr(before.draft, name) == getattr(after.draft, name)
    old = {statement.id for _, statement in before.draft.statements()}
    new = {statement.id for name, statement in after.draft.statements() if name == "body"}
    assert not old & new
    assert (f"{before.id}.1", ["write report"]) == (
        history.job.name,
        [call.name for call in history.calls],
    )
    told = await Events(newsroom.database).after(before.id, 0)
    assert [EventKind.STATE, EventKind.FINDINGS] == [one.kind for one in told][-2:]
    written = [one.data["section"] for one in told if one.kind is EventKind.SECTION]
    assert 2 == written.count("body")


async def test_what_it_cost_is_added_to_the_provenance(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url, price=PRICE)
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            after = await newsroom.outcome(before.id)
    assert after.draft is not None
    told = after.draft.provenance
    costs = [call.cost_usd for call in told.calls]
    assert CALLS + 1 == len(costs)
    assert told.cost_usd == sum(cost or Decimal(0) for cost in costs)
    assert ("report", (SectionName.BODY,)) == (told.calls[-1].name, told.calls[-1].sections)
    assert "redraft" in [prompt.name for prompt in told.prompts]


async def test_the_model_reads_the_wish_and_the_section_as_it_stands(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            await newsroom.outcome(before.id)
    *_, present, wish = (message["content"] for message in endpoint.bodies[-1]["messages"])
    assert before.draft is not None
    assert (before.draft.body or ())[0].statements[0].text in present
    assert "<request>Begin with the ferries.</request>" in wish


@pytest.mark.parametrize(
    ("answer", "why"), [(failure(401), "401"), (nothing, "body came to nothing: nothing is known")]
)
async def test_what_came_to_nothing_leaves_the_draft_and_no_other_engine_stands_in(
    opened: Opened, answer: Scripted, why: str
) -> None:
    async with FakeEndpoint(*WROTE, answer) as endpoint:
        newsroom = opened(endpoint.url, fallback="extractive")
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            after = await newsroom.outcome(before.id)
    assert (DraftState.IN_REVIEW, BY, 1) == (after.state, after.claimed_by, after.revision)
    assert (before.draft, False, None) == (after.draft, after.degraded, after.failure)
    assert Action.FAILED is after.history[-1].action
    assert why in (after.history[-1].reason or "")


async def test_a_call_that_was_paid_for_is_not_made_again_after_a_stop(opened: Opened) -> None:
    """The first worker is cut off in the repair, with the first call in the journal."""

    def broken(body: Body) -> Given:
        del body
        return streamed("{}")

    async with FakeEndpoint(*WROTE, broken, slow) as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work(drain_seconds=0.1) as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            await asked(endpoint, CALLS + 2)
            await in_the_journal(CALLS + 1, newsroom)
        async with newsroom.at_work():
            after = await newsroom.outcome(before.id)
    assert (DraftState.IN_REVIEW, 2) == (after.state, after.revision)
    assert CALLS + 3 == len(endpoint.bodies)
    assert "Parts of that reply" in endpoint.bodies[-1]["messages"][-1]["content"]


async def test_called_off_it_stops_its_call_and_the_draft_is_back_with_its_editor(
    opened: Opened,
) -> None:
    async with FakeEndpoint(*WROTE, slow) as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
            await jobs.enqueue(before.id)
            await asked(endpoint, CALLS + 1)
            record = await jobs.cancel(before.id, BY, "I write it myself")
            async with asyncio.timeout(5):
                while endpoint.hung_up < 1:
                    await asyncio.sleep(0.02)
        after = await newsroom.drafts.get(before.id)
    assert (DraftState.IN_REVIEW, 1, BY) == (record.state, record.revision, record.claimed_by)
    assert before.draft == after.draft


async def test_a_section_whose_request_died_before_it_was_queued_is_found(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            before = await in_review(newsroom, jobs)
            await ask(newsroom, before)
        async with newsroom.at_work(sweep_seconds=0.1):
            after = await newsroom.outcome(before.id)
    assert (DraftState.IN_REVIEW, 2) == (after.state, after.revision)


async def test_a_second_section_is_written_by_a_plan_of_its_own(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        async with newsroom.at_work() as jobs:
            record = await in_review(newsroom, jobs)
            for name in (SectionName.BODY, SectionName.SCENARIOS):
                await ask(newsroom, record, Wish(section=name))
                await jobs.enqueue(record.id)
                record = await newsroom.outcome(record.id)
    assert record.draft is not None
    sections = [call.sections for call in record.draft.provenance.calls[CALLS:]]
    assert [(SectionName.BODY,), (SectionName.SCENARIOS,)] == sections


async def test_without_a_model_the_section_comes_from_the_reports(opened: Opened) -> None:
    newsroom = opened()
    async with newsroom.at_work() as jobs:
        before = await in_review(newsroom, jobs)
        await ask(newsroom, before)
        await jobs.enqueue(before.id)
        after = await newsroom.outcome(before.id)
    assert (DraftState.IN_REVIEW, 2) == (after.state, after.revision)
    assert after.draft is not None
    assert () == after.draft.provenance.calls
