"""What llama.cpp sends, byte for byte: the facts that our engine relies on, without our engine."""

import json
from typing import Any

import pytest

from tests.wire.conftest import models_at
from tests.wire.server import LLAMA_CONTEXT, LLAMA_MODEL, Server

CHAT = "/v1/chat/completions"
MESSAGES = [{"role": "user", "content": "What was said of the bridge?"}]
ASKED: dict[str, Any] = {"messages": MESSAGES, "seed": 7, "cache_prompt": False}
"""Read anew each time, and sampled from one seed: the same request has the same reply."""
SCHEMA = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "day": {"enum": ["Monday", "Tuesday"]}},
    "required": ["headline", "day"],
    "additionalProperties": False,
}
FORM = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": SCHEMA}}
TOOL = {"type": "function", "function": {"name": "reply", "parameters": SCHEMA}}
Chunk = dict[str, Any]


def streamed(llama: Server, **given: Any) -> list[Chunk]:
    """The chunks of a streamed reply, which ends as it should."""
    answer = llama.ask(CHAT, ASKED | {"stream": True} | given)
    assert 200 == answer.status_code
    assert "text/event-stream" == answer.headers["content-type"].partition(";")[0]
    *events, last, after = answer.text.split("\n\n")
    assert ("data: [DONE]", "") == (last, after)
    return [json.loads(event.removeprefix("data: ")) for event in events]


async def test_the_models_are_listed_under_the_alias(llama: Server) -> None:
    assert (LLAMA_MODEL,) == await models_at(llama.url)


def test_the_context_of_one_request_is_told_in_two_places(llama: Server) -> None:
    listed = llama.ask("/v1/models").json()["data"][0]
    props = llama.ask("/props").json()
    assert LLAMA_CONTEXT == listed["meta"]["n_ctx"]
    assert LLAMA_CONTEXT == props["default_generation_settings"]["n_ctx"]


def test_a_stream_says_why_it_ended_then_what_it_used_then_done(llama: Server) -> None:
    chunks = streamed(llama, response_format=FORM, stream_options={"include_usage": True})
    *parts, ended, used = chunks
    assert [None] * len(parts) == [part["choices"][0]["finish_reason"] for part in parts]
    assert {"role": "assistant", "content": None} == parts[0]["choices"][0]["delta"]
    assert ("stop", {}) == (
        ended["choices"][0]["finish_reason"],
        ended["choices"][0]["delta"],
    )
    assert [] == used["choices"]
    assert used["usage"]["completion_tokens"] > 0
    assert 1 == sum("usage" in chunk for chunk in chunks)


def test_the_parts_of_a_stream_are_the_reply_that_comes_in_one(llama: Server) -> None:
    whole = llama.ask(CHAT, ASKED | {"response_format": FORM}).json()
    parts = streamed(llama, response_format=FORM)
    text = "".join(part["choices"][0]["delta"].get("content") or "" for part in parts)
    assert whole["choices"][0]["message"]["content"] == text
    assert {"headline", "day"} == set(json.loads(text))


def test_a_stream_that_was_not_asked_for_usage_tells_none(llama: Server) -> None:
    assert not any("usage" in chunk for chunk in streamed(llama, max_tokens=3))


def test_a_stream_cut_at_the_token_limit_says_so(llama: Server) -> None:
    *_, ended = streamed(llama, response_format=FORM, max_tokens=3)
    assert "length" == ended["choices"][0]["finish_reason"]


@pytest.mark.parametrize("stream", [False, True])
def test_an_overflow_is_a_400_with_both_sizes_before_anything_is_streamed(
    llama: Server, *, stream: bool
) -> None:
    messages = [{"role": "user", "content": "Why? " * 12_000}]
    answer = llama.ask(CHAT, {"messages": messages, "stream": stream})
    error = answer.json()["error"]
    assert (400, "exceed_context_size_error") == (answer.status_code, error["type"])
    assert LLAMA_CONTEXT == error["n_ctx"]
    assert 60_000 < error["n_prompt_tokens"]


@pytest.mark.parametrize(
    "choice", ["required", {"type": "function", "function": {"name": "reply"}}]
)
def test_a_forced_tool_may_be_answered_by_plain_text(
    llama: Server, choice: str | dict[str, Any]
) -> None:
    asked = ASKED | {"tools": [TOOL], "tool_choice": choice}
    ended = llama.ask(CHAT, asked).json()["choices"][0]
    assert "stop" == ended["finish_reason"]
    assert "tool_calls" not in ended["message"]
    assert ended["message"]["content"]


def test_a_form_that_it_does_not_know_is_a_400_that_names_it(llama: Server) -> None:
    answer = llama.ask(CHAT, ASKED | {"response_format": {"type": "xml"}})
    assert 400 == answer.status_code
    assert "response_format" in answer.json()["error"]["message"]


def test_a_schema_that_it_cannot_read_is_a_400_that_does_not_name_the_form(
    llama: Server,
) -> None:
    schema = {"name": "reply", "schema": {"type": "poem"}}
    form = {"type": "json_schema", "json_schema": schema}
    answer = llama.ask(CHAT, ASKED | {"response_format": form})
    assert 400 == answer.status_code
    assert "JSON schema error" in answer.json()["error"]["message"]
