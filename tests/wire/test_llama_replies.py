"""Whole calls of our engine against llama.cpp: real sampling under a real grammar, all nonsense."""

import asyncio
import json

import jsonschema
import pytest

from drafter.engines.base import Objection, Reply
from drafter.engines.openai.contract import Contract, contract_of
from drafter.planning import SectionCall
from schemas.job import Progress
from schemas.provenance import Outcome
from schemas.sections import SectionName
from tests.wire.conftest import RUNGS, engine_at, plan_by
from tests.wire.server import Server

RECIPES = pytest.mark.parametrize("recipe", ["briefing", "single"])


@RECIPES
@pytest.mark.parametrize("rung", RUNGS)
async def test_every_call_at_every_rung_comes_to_a_typed_reply_that_tells_what_it_used(
    llama: Server, recipe: str, rung: str
) -> None:
    plan = plan_by(recipe)
    async with engine_at(llama.url, rung=rung) as engine:
        replies = await asyncio.gather(*(engine.write(plan, call, None) for call in plan.calls))
    for call, reply in zip(plan.calls, replies, strict=True):
        assert_typed(reply, call)
        if "schema" in rung:
            assert_of_the_form_asked_for(reply, contract_of(call))


def assert_typed(reply: Reply, call: SectionCall) -> None:
    """Each section was written, or is null, or has a fault; and what all took is known."""
    last = reply.attempts[-1]
    faulty = {fault.section for fault in reply.faults}
    came = {s for s in call.sections if reply.written and getattr(reply.written, s.value)}
    assert not came & faulty
    assert bool(reply.errors) == bool(last.error)
    assert (last.outcome is Outcome.OK) == (not faulty)
    assert reply.final == (last.finish_reason == "length")
    assert last.usage is not None
    assert (last.usage.input_tokens or 0) > (last.usage.cached_tokens or 0)
    assert last.usage.output_tokens
    assert last.seconds > 0


def assert_of_the_form_asked_for(reply: Reply, contract: Contract) -> None:
    """The grammar that llama.cpp made of our schema lets nothing else through."""
    found = json.loads(reply.text)
    jsonschema.validate(found, contract.schema)
    assert list(contract.keys) == list(found), "keys come in the schema's order"


async def test_an_objection_is_answered_under_the_schema_of_its_sections_alone(
    llama: Server,
) -> None:
    plan = plan_by("briefing")
    call = plan.calls[1]
    wrong = Objection(
        reply='{"key_takeaway": null}',
        errors=("plain_english: it is missing",),
        sections=(SectionName.PLAIN_ENGLISH,),
    )
    async with engine_at(llama.url) as engine:
        first = await engine.write(plan, call, None)
        again = await engine.write(plan, call, wrong)
    assert_of_the_form_asked_for(again, contract_of(call.only(wrong.sections)))
    read = [reply.attempts[-1].usage for reply in (first, again)]
    assert read[0] is not None
    assert read[1] is not None
    assert (read[0].input_tokens or 0) < (read[1].input_tokens or 0)


@pytest.mark.parametrize("rung", [RUNGS[0], RUNGS[-1]])
async def test_a_streamed_call_ends_as_typed_as_one_that_is_not(llama: Server, rung: str) -> None:
    plan = plan_by("briefing")
    heard: list[Progress] = []
    async with engine_at(llama.url, rung=rung) as engine:
        for call in plan.calls[:2]:
            reply = await engine.write(plan, call, None, listen=heard.append)
            assert_typed(reply, call)
            told = {p.section for p in heard if p.written and p.call == call.name}
            assert told <= set(call.sections) - {fault.section for fault in reply.faults}


async def test_a_reply_cut_at_20_tokens_is_final_and_nothing_of_it_is_mended(
    llama: Server,
) -> None:
    plan = plan_by("single")
    async with engine_at(llama.url, most_tokens=20) as engine:
        reply = await engine.write(plan, plan.calls[0], None)
    assert {"length"} == {attempt.finish_reason for attempt in reply.attempts}
    assert reply.attempts[0].usage is not None
    assert 20 == reply.attempts[0].usage.output_tokens
    assert reply.final
    assert reply.written is None
    assert "token limit" in reply.errors[0]


async def test_a_prompt_that_was_read_before_comes_from_the_cache_and_is_counted(
    llama: Server,
) -> None:
    plan = plan_by("single")
    async with engine_at(llama.url, rung=RUNGS[-1]) as engine:
        await engine.write(plan, plan.calls[0], None)
        reply = await engine.write(plan, plan.calls[0], None)
    used = reply.attempts[-1].usage
    assert used is not None
    assert 0 < (used.cached_tokens or 0) < (used.input_tokens or 0)


async def test_any_model_name_is_taken(llama: Server) -> None:
    plan = plan_by("single")
    async with engine_at(llama.url, "no-such-model", rung=RUNGS[-1]) as engine:
        reply = await engine.write(plan, plan.calls[0], None)
    assert "stop" == reply.attempts[-1].finish_reason
