"""A reply that is cut at its limit: once more with twice the room, then in two halves."""

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.planning import Plan
from prompts.reader import read_recipe
from schemas.provenance import Outcome
from tests.drafter.engines.openai.conftest import Start
from tests.factories import plan_of, report
from tests.fakes.endpoint import MODEL, Body, FakeEndpoint, Given, completion, failure, valid
from tests.fakes.replies import requested_schema


def plan_by(recipe: str) -> Plan:
    return plan_of(report(), recipe=read_recipe(recipe))


async def test_a_reply_that_was_cut_is_asked_for_once_more_with_twice_the_room(
    start: Start,
) -> None:
    plan = plan_by("single")
    endpoint, engine = await start(completion("{", "length"), most_tokens=900)

    reply = await engine.write(plan, plan.calls[0], None)

    assert [900, 1800] == [body["max_tokens"] for body in endpoint.bodies]
    assert endpoint.bodies[0]["messages"] == endpoint.bodies[1]["messages"]
    assert [Outcome.LENGTH, Outcome.OK] == [attempt.outcome for attempt in reply.attempts]
    assert reply.written is not None


async def test_what_is_cut_twice_is_written_in_two_halves(start: Start) -> None:
    plan = plan_by("single")
    cut = completion("{", "length")
    endpoint, engine = await start(cut, cut)

    reply = await engine.write(plan, plan.calls[0], None)

    assert () == reply.faults
    assert reply.written is not None
    assert reply.written.headline is not None
    assert reply.written.information_gaps is not None
    asked = [set(requested_schema(body)["properties"]) for body in endpoint.bodies[2:]]
    assert {"null_reasons"} == asked[0] & asked[1]
    assert set(map(str, plan.calls[0].sections)) <= asked[0] | asked[1]
    assert 4 == len(reply.attempts)


async def test_a_half_that_is_cut_too_is_left_and_says_why(start: Start) -> None:
    plan = plan_by("single")
    cut = completion("{", "length")
    endpoint, engine = await start(cut, cut, valid, cut)

    reply = await engine.write(plan, plan.calls[0], None)

    assert 4 == len(endpoint.bodies)
    assert reply.written is not None
    assert reply.written.headline is not None
    assert reply.written.information_gaps is None
    about = {fault.section for fault in reply.faults if fault.final}
    assert {s for s in plan.calls[0].sections if getattr(reply.written, s.value) is None} == about


async def test_where_there_is_no_such_room_the_halves_have_the_room_of_before(start: Start) -> None:
    plan = plan_by("single")
    no_room = failure(400, "max_tokens is above what this model writes")
    endpoint, engine = await start(completion("{", "length"), no_room, most_tokens=900)

    reply = await engine.write(plan, plan.calls[0], None)

    assert [900, 1800, 900, 900] == [body["max_tokens"] for body in endpoint.bodies]
    expected = [Outcome.LENGTH, Outcome.BAD_REQUEST, Outcome.OK, Outcome.OK]
    assert expected == [attempt.outcome for attempt in reply.attempts]


async def test_the_halves_have_only_the_time_that_is_left_of_the_call() -> None:
    plan, clock = plan_by("single"), [0.0]

    def cut_after_six_seconds(_: Body) -> Given:
        clock[0] += 6.0
        return completion("{", "length")

    async with FakeEndpoint(*[cut_after_six_seconds] * 2) as endpoint:
        opened = open_endpoint(endpoint.url, None)
        patience = Patience(seconds=10.0)
        engine = OpenAIEngine(opened, MODEL, patience=patience, elapsed=lambda: clock[0])
        reply = await engine.write(plan, plan.calls[0], None)
        await opened.close()

    assert 2 == len(endpoint.bodies) == len(reply.attempts)
    assert reply.written is None
    assert set(plan.calls[0].sections) == {fault.section for fault in reply.faults}


async def test_the_prompts_of_the_halves_are_among_those_of_the_reply(start: Start) -> None:
    plan, cut = plan_by("single"), completion("{", "length")
    names = ("response_format", "tool_choice")
    _, engine = await start(cut, cut, *[failure(400, f"{n} is not supported") for n in names])

    reply = await engine.write(plan, plan.calls[0], None)

    assert ["briefing", "schema"] == [prompt.name for prompt in reply.prompts]
