"""What each way in which a reply can end comes to, for every recipe of a model."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from drafter.engines.base import Reply
from drafter.errors import ProviderRefused
from drafter.planning import Plan
from prompts.reader import read_recipe
from schemas.provenance import Usage
from tests.drafter.engines.openai.conftest import Start
from tests.factories import event, plan_of, report
from tests.fakes.endpoint import Answer, Body, Scripted, completion, failure, valid
from tests.fakes.replies import valid_reply

RECIPES = pytest.mark.parametrize("recipe", ["briefing", "single"])
Change = Callable[[dict[str, Any]], Any]


def plan_by(recipe: str) -> Plan:
    earlier = [event(date(2026, 2, 20), "Divers begin to inspect the piers.")]
    return plan_of(report(), report(), recipe=read_recipe(recipe), earlier=earlier)


async def first_reply(start: Start, recipe: str, *answers: Scripted) -> Reply:
    """The reply to the first call, where the endpoint was asked once."""
    plan = plan_by(recipe)
    endpoint, engine = await start(*answers)
    reply = await engine.write(plan, plan.calls[0], None)
    assert 1 == len(endpoint.bodies)
    return reply


def changed(change: Change) -> Scripted:
    """A valid reply, changed in one place."""

    def answer(body: Body) -> Answer:
        reply = json.loads(valid_reply(body))
        change(reply)
        return completion(json.dumps(reply))

    return answer


def packed(pack: str) -> Scripted:
    """A valid reply in some packing."""
    return lambda body: completion(pack.replace("JSON", valid_reply(body)))


@RECIPES
async def test_a_valid_reply_is_written_with_its_text_and_its_usage(
    start: Start, recipe: str
) -> None:
    reply = await first_reply(start, recipe, valid)

    assert reply.written is not None
    assert reply.written.headline is not None
    assert () == reply.errors
    assert not reply.final
    assert set(json.loads(reply.text)) >= {"headline", "null_reasons"}
    (attempt,) = reply.attempts
    expected = Usage(input_tokens=1000, output_tokens=200, cached_tokens=600, reasoning_tokens=50)
    assert attempt.usage == expected
    assert ("req-1", "stop", None) == (attempt.request_id, attempt.finish_reason, attempt.error)


@RECIPES
@pytest.mark.parametrize(
    "pack",
    [
        "```json\nJSON\n```",
        "Certainly! JSON Let me know.",
        "\ufeffJSON",
        '<think>{first} I plan {"null_reasons": []}</think>\nJSON',
    ],
)
async def test_a_packed_reply_is_unpacked(start: Start, recipe: str, pack: str) -> None:
    reply = await first_reply(start, recipe, packed(pack))

    assert reply.written is not None
    assert reply.written.body is not None


@RECIPES
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (completion(None, refusal="I cannot help with this."), "refused: I cannot help"),
        (completion("", "content_filter"), "content filter stopped the reply"),
        (failure(400, "The prompt was filtered", "content_filter"), "filter refused the request"),
    ],
)
async def test_what_asking_again_would_not_mend_is_final(
    start: Start, recipe: str, answer: Answer, said: str
) -> None:
    reply = await first_reply(start, recipe, answer)

    assert reply.written is None
    assert reply.final
    assert 1 == len(reply.errors)
    assert said in reply.errors[0]
    assert reply.attempts[-1].error is not None


@RECIPES
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (completion('{"main_facts": ['), "the reply is not JSON"),
        (completion("I would rather talk about it."), "holds no JSON object"),
        (completion('{"null_reasons": []}'), "headline: Field required"),
        (completion("  \n"), "the reply was empty"),
        (completion(None, reasoning_content="Hm"), "the model's thinking used it up"),
        (changed(lambda r: r.update(status="over")), "status: Input should be 'developing'"),
        (changed(lambda r: r["headline"].pop("text")), "headline.text: Field required"),
        (changed(lambda r: r["headline"].update(cites=[])), "headline: a reported statement must"),
        (
            changed(lambda r: r["headline"].update(cites=["R1.S99"])),
            "headline.cites.0: there is no source sentence R1.S99",
        ),
        (
            changed(lambda r: r["headline"].update(links=["E7"])),
            "headline.links.0: there is no earlier event E7",
        ),
        (
            changed(lambda r: r["body"][0]["statements"][0].update(text="Shut, says R1.S3.")),
            "body.0.statements.0.text: the text holds R1.S3",
        ),
        (
            changed(lambda r: r["body"][0].update(subhead="After it [E1]")),
            "body.0.subhead: the text holds [E1]",
        ),
    ],
)
async def test_what_asking_again_may_mend_says_where_and_what(
    start: Start, recipe: str, answer: Scripted, said: str
) -> None:
    reply = await first_reply(start, recipe, answer)

    assert not reply.final
    assert any(said in error for error in reply.errors)
    assert reply.attempts[-1].error is not None


async def test_ids_that_stand_in_working_notes_are_let_be(start: Start) -> None:
    def note(reply: dict[str, Any]) -> None:
        reply["main_facts"] = [{"cites": ["R9.S9"], "fact": "It closed (R1.S1)."}]

    reply = await first_reply(start, "briefing", changed(note))

    assert reply.written is not None


async def test_of_many_errors_the_first_twelve_are_told_and_one_of_each_section(
    start: Start,
) -> None:
    def many(reply: dict[str, Any]) -> None:
        reply["standfirst"] = {"text": 1}
        reply["body"][0]["statements"] = [{"text": n} for n in range(10)]

    reply = await first_reply(start, "briefing", changed(many))

    assert 12 == len(reply.errors)
    assert ["body", "standfirst"] == sorted({str(f.section) for f in reply.faults})


async def test_one_bad_section_leaves_the_others_as_they_came(start: Start) -> None:
    reply = await first_reply(start, "briefing", changed(lambda r: r.update(body=[{"x": 1}])))

    assert reply.written is not None
    assert reply.written.headline is not None
    assert reply.written.body is None
    assert {"body"} == {str(fault.section) for fault in reply.faults}


async def test_a_key_that_nobody_asked_for_is_let_be(start: Start) -> None:
    reply = await first_reply(start, "briefing", changed(lambda r: r.update(more=1)))

    assert () == reply.faults
    assert reply.written is not None


async def test_a_section_that_is_an_empty_list_is_null(start: Start) -> None:
    reply = await first_reply(start, "single", changed(lambda r: r.update(scenarios=[])))

    assert reply.written is not None
    assert reply.written.scenarios is None


async def test_reasons_for_sections_of_other_calls_are_dropped(start: Start) -> None:
    def reasons(reply: dict[str, Any]) -> None:
        reply["standfirst"] = None
        told = [{"section": name, "reason": "thin"} for name in ("standfirst", "scenarios")]
        reply["null_reasons"] = told

    reply = await first_reply(start, "briefing", changed(reasons))

    assert reply.written is not None
    assert ["standfirst"] == [reason.section.value for reason in reply.written.null_reasons]


@RECIPES
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<html>Sign in</html>", headers={"content-type": "text/html"}), "Sign in"),
        (Answer(b"{broken"), "no chat completion"),
        (Answer(b"[]"), "no chat completion"),
        (Answer(b"null"), "no chat completion"),
        (Answer(b'{"choices": []}'), "without choices"),
        (Answer(b'{"choices": [{"finish_reason": "stop"}]}'), "without choices"),
        (Answer(b'{"error": {"message": "upstream is down"}}'), "upstream is down"),
        (failure(401, "Incorrect API key provided: sk-live-12345678"), "set OPENAI_API_KEY"),
        (failure(403, "forbidden", x_should_retry="true"), "set OPENAI_API_KEY"),
        (failure(404, "no such model"), "check DRAFTER_MODEL ('fake-model')"),
        (failure(429, "You ran out", "insufficient_quota"), "no quota left"),
        (failure(400, "Invalid schema for response_format 'reply'"), "HTTP 400"),
    ],
)
async def test_an_endpoint_that_will_not_do_it_is_asked_once_and_told_of_in_one_line(
    start: Start, recipe: str, answer: Answer, said: str
) -> None:
    plan = plan_by(recipe)
    endpoint, engine = await start(answer, key="sk-live-12345678")

    with pytest.raises(ProviderRefused) as caught:
        await engine.write(plan, plan.calls[0], None)

    message = str(caught.value)
    assert said in message
    assert message.startswith("127.0.0.1:")
    assert "sk-live" not in message
    assert 1 == len(message.splitlines())
    assert 1 == len(endpoint.bodies)


def odd(**changes: object) -> Answer:
    """A completion with something in it that no endpoint should send, and some do."""
    whole = json.loads(completion("{}").content)
    choice = whole["choices"][0]
    for name, value in changes.items():
        (whole if name in whole else choice if name in choice else choice["message"])[name] = value
    return Answer(json.dumps(whole).encode())


@RECIPES
@pytest.mark.parametrize(
    "answer",
    [
        odd(content=[{"type": "text", "text": "{}"}]),
        odd(content="\ud800"),
        odd(content='{"null_reasons": [], "headline": "\ud800"}'),
        odd(finish_reason=5),
        odd(finish_reason=None),
        odd(finish_reason="eos"),
        odd(refusal=[1]),
        odd(usage=None),
        odd(usage="many"),
        odd(usage={"prompt_tokens": "many", "prompt_tokens_details": []}),
    ],
)
async def test_an_odd_completion_is_an_unusable_reply_and_no_crash(
    start: Start, recipe: str, answer: Answer
) -> None:
    reply = await first_reply(start, recipe, answer)

    assert reply.written is None
    assert Reply.model_validate_json(reply.model_dump_json()) == reply


@pytest.mark.parametrize(
    "answer",
    [
        odd(choices=None),
        odd(choices={"a": 1}),
        odd(choices=[None]),
        odd(choices=["x"]),
        odd(message="hi"),
        odd(message=None),
        odd(message=[]),
    ],
)
async def test_a_completion_without_a_message_is_refused_and_no_crash(
    start: Start, answer: Answer
) -> None:
    plan = plan_by("single")
    _, engine = await start(answer)

    with pytest.raises(ProviderRefused, match="without choices"):
        await engine.write(plan, plan.calls[0], None)
