"""A draft whose statements a model is asked about, as a job."""

import asyncio
import json
from dataclasses import replace

from drafter.verify.support import CALL
from schemas.evidence import Check
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import CALLS, Newsroom
from tests.fakes.endpoint import Answer, Body, FakeEndpoint, Given, completion, failure, valid
from tests.fakes.replies import requested_schema, valid_verdicts


def judging(newsroom: Newsroom, **more: str) -> Newsroom:
    """The newsroom, its settings changed so that every draft is judged."""
    newsroom.settings = newsroom.settings.model_copy(update={"support": "model"} | more)
    return newsroom


def steps(newsroom: Newsroom) -> list[object]:
    """The calls of all jobs, in the order in which they were queued."""
    rows = newsroom.journal(
        "SELECT workflow_uuid FROM workflow_status WHERE name = 'call' ORDER BY created_at"
    )
    return [str(name).partition("/")[2] for (name,) in rows]


def is_for_verdicts(body: Body) -> bool:
    return "verdicts" in requested_schema(body)["properties"]


async def test_each_batch_is_a_step_of_its_own_after_the_draft(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = judging(opened(endpoint.url))
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    assert record.draft is not None
    judged = [call for call in record.draft.provenance.calls if call.name == CALL]
    expected = [f"support {number}" for number in range(1, len(judged) + 1)]
    assert expected == sorted(str(name) for name in steps(newsroom) if str(name).startswith("sup"))
    assert set(steps(newsroom)[-len(judged) :]) == set(expected)
    assert CALLS + len(judged) == len(endpoint.bodies)


async def test_an_order_may_ask_for_it_where_the_settings_do_not(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = opened(endpoint.url)
        ids = [await newsroom.ask(), await newsroom.ask(support=True)]
        async with newsroom.at_work():
            plain, asked = [await newsroom.outcome(draft_id) for draft_id in ids]

    drafts = [record.draft for record in (plain, asked) if record.draft]
    calls = [[call.name for call in draft.provenance.calls] for draft in drafts]
    assert [False, True] == [CALL in names for names in calls]


async def test_another_model_can_be_the_judge(opened: Opened) -> None:
    async with FakeEndpoint() as endpoint:
        newsroom = judging(opened(endpoint.url), support_model="judge-1")
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    assert record.draft is not None
    assert "fake-model" == record.draft.provenance.model
    models = {is_for_verdicts(body): body["model"] for body in endpoint.bodies}
    assert {False: "fake-model", True: "judge-1"} == models


def only_the_first(body: Body) -> Answer:
    """A verdict on the headline alone, so that the others are asked about again."""
    assert is_for_verdicts(body)
    said = json.loads(valid_verdicts(body["messages"][1]["content"], c1="contradicted"))
    return completion(json.dumps({"verdicts": said["verdicts"][:1]}))


def late(body: Body) -> Given:
    return replace(valid(body), delay=30)


async def test_verdicts_that_the_journal_holds_are_not_asked_for_again(opened: Opened) -> None:
    async with FakeEndpoint(*[valid] * CALLS, only_the_first, late, late) as endpoint:
        newsroom = judging(opened(endpoint.url))
        draft_id = await newsroom.ask()
        async with newsroom.at_work(drain_seconds=0), asyncio.timeout(10):
            while len(endpoint.bodies) < CALLS + 3:
                await asyncio.sleep(0.02)
        before = len(endpoint.bodies)
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    assert ["support 1", "support 2", "support 3"] == sorted(map(str, steps(newsroom)[-3:]))
    again = endpoint.bodies[before:]
    assert [True, True] == [is_for_verdicts(body) for body in again]
    assert not any('number="1"' in body["messages"][1]["content"] for body in again)
    assert record.draft is not None
    contradicted = [one for one in record.draft.findings if one.check is Check.SUPPORT]
    assert ["s1"] == [one.statement for one in contradicted]


async def test_a_provider_that_is_down_by_then_costs_no_draft(opened: Opened) -> None:
    async with FakeEndpoint(*[valid] * CALLS, *[failure(401)] * 20) as endpoint:
        newsroom = judging(opened(endpoint.url))
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    assert not record.degraded
    assert record.draft is not None
    (finding,) = (one for one in record.draft.findings if one.check is Check.SUPPORT)
    assert finding.stops


async def test_a_stand_in_is_not_judged_and_says_so_once(opened: Opened) -> None:
    async with FakeEndpoint(*[failure(401)] * CALLS) as endpoint:
        newsroom = judging(opened(endpoint.url))
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    assert record.degraded
    assert record.draft is not None
    assert 1 == sum(one.check is Check.SUPPORT for one in record.draft.findings)
    assert CALLS == len(endpoint.bodies)
