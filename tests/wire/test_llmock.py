"""Our engine against llmock: OpenAI's dialect, faults on request, and a verdict on our retries."""

import asyncio
import json
from typing import Any

import pytest

from drafter.errors import ProviderRefused
from tests.wire.conftest import RUNGS, engine_at, plan_by
from tests.wire.server import LLMOCK_MODEL, Server

CHAT = "/v1/chat/completions"
ASKED = {"model": LLMOCK_MODEL, "messages": [{"role": "user", "content": "What now?"}]}
TOOL = {
    "type": "function",
    "function": {
        "name": "reply",
        "parameters": {
            "type": "object",
            "properties": {"headline": {"type": "string"}},
            "required": ["headline"],
            "additionalProperties": False,
        },
    },
}


@pytest.fixture
def fresh(llmock: Server) -> Server:
    """The server as it was at its start."""
    llmock.ask("/_llmock/reset", {})
    return llmock


def breaks(llmock: Server, **behaviour: Any) -> None:
    """Break the next answers in this way."""
    assert 1 == llmock.ask("/_llmock/scenario", {"behaviors": [behaviour]}).json()["queued"]


def findings(llmock: Server) -> list[str]:
    """What it has to say against its client."""
    return [found["title"] for found in llmock.ask("/_llmock/verdict").json()["findings"]]


def attempts(llmock: Server) -> int:
    """How many requests for a completion came."""
    return int(llmock.ask("/_llmock/verdict").json()["attempts"])


def events(llmock: Server, **given: Any) -> list[str]:
    """What a streamed reply sends."""
    text = llmock.ask(CHAT, ASKED | {"stream": True} | given).text
    return [event.removeprefix("data: ") for event in text.split("\n\n") if event.strip()]


@pytest.mark.parametrize("rung", RUNGS)
async def test_at_every_rung_its_made_up_reply_is_read_and_its_errors_are_told(
    fresh: Server, rung: str
) -> None:
    plan = plan_by("single")
    async with engine_at(fresh.url, LLMOCK_MODEL, rung=rung) as engine:
        reply = await engine.write(plan, plan.calls[0], None)
    assert reply.errors, "its sentence ids are made up"
    assert not reply.final
    assert 1 == len(reply.attempts)
    assert reply.attempts[0].usage is not None
    assert reply.attempts[0].usage.cached_tokens is None


@pytest.mark.parametrize(("status", "times"), [(429, 2), (503, 1), (529, 1), (500, 1)])
async def test_a_passing_fault_is_waited_out_as_long_as_was_asked(
    fresh: Server, status: int, times: int
) -> None:
    breaks(fresh, type="fail", status=status, times=times, retry_after=0.1)
    plan = plan_by("single")
    async with engine_at(fresh.url, LLMOCK_MODEL, sleep=asyncio.sleep) as engine:
        reply = await engine.write(plan, plan.calls[0], None)
    assert times + 1 == len(reply.attempts)
    assert str(status) in (reply.attempts[0].error or "")
    assert [] == findings(fresh)


async def test_its_verdict_sees_a_client_that_does_not_wait(fresh: Server) -> None:
    breaks(fresh, type="fail", status=429, retry_after=0.1)
    plan = plan_by("single")
    async with engine_at(fresh.url, LLMOCK_MODEL) as engine:
        await engine.write(plan, plan.calls[0], None)
    found = findings(fresh)
    assert 1 == len(found)
    assert "Retry-After asked for 0.10s" in found[0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
async def test_what_will_not_pass_is_asked_for_once(fresh: Server, status: int) -> None:
    breaks(fresh, type="fail", status=status)
    plan = plan_by("single")
    async with engine_at(fresh.url, LLMOCK_MODEL) as engine:
        with pytest.raises(ProviderRefused, match=f"HTTP {status}"):
            await engine.write(plan, plan.calls[0], None)
    assert 1 == attempts(fresh)
    assert [] == findings(fresh)


def test_a_forced_tool_is_called_with_arguments_and_no_text(fresh: Server) -> None:
    choice = {"type": "function", "function": {"name": "reply"}}
    ended = fresh.ask(CHAT, ASKED | {"tools": [TOOL], "tool_choice": choice}).json()["choices"][0]
    called = ended["message"]["tool_calls"][0]["function"]
    assert ("tool_calls", None) == (ended["finish_reason"], ended["message"]["content"])
    assert "reply" == called["name"]
    assert {"headline"} == set(json.loads(called["arguments"]))


def test_a_stream_has_usage_in_every_chunk_which_is_null_in_all_but_the_last(
    fresh: Server,
) -> None:
    *sent, done = events(fresh, stream_options={"include_usage": True})
    *parts, last = (json.loads(event) for event in sent)
    assert "[DONE]" == done
    assert {"role": "assistant", "content": ""} == parts[0]["choices"][0]["delta"]
    assert [None] * len(parts) == [part["usage"] for part in parts]
    assert "stop" == parts[-1]["choices"][0]["finish_reason"]
    assert [] == last["choices"]
    assert last["usage"]["completion_tokens"] > 0


def test_a_stream_may_end_cleanly_with_neither_a_reason_nor_done(fresh: Server) -> None:
    breaks(fresh, type="stream_fault", kind="truncate", after_chunks=3)
    sent = [json.loads(event) for event in events(fresh)]
    assert [None] * 3 == [part["choices"][0]["finish_reason"] for part in sent]
