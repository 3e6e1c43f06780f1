"""Streamed answers of the fake endpoint: server-sent events, as servers send them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MODEL = "fake-model"
SSE_HEADER = {"content-type": "text/event-stream", "x-request-id": "req-1"}
USAGE = {
    "prompt_tokens": 1000,
    "completion_tokens": 200,
    "total_tokens": 1200,
    "prompt_tokens_details": {"cached_tokens": 600},
    "completion_tokens_details": {"reasoning_tokens": 50},
}
DONE = b"data: [DONE]\n\n"
AZURE_FIRST = {"prompt_filter_results": [{"prompt_index": 0}]}
"""What is in Azure's first chunk beside its empty choices."""


@dataclass(frozen=True)
class Streamed:
    """What the endpoint streams for one request: each event is sent by itself.

    `delay` seconds pass before the first byte, `between` before each event. `cut`: the connection
    breaks off after the events, with the body unfinished. `hangs`: nothing more comes after them.
    """

    events: Sequence[bytes]
    headers: Mapping[str, str] = field(default_factory=lambda: SSE_HEADER)
    delay: float = 0.0
    between: float = 0.0
    cut: bool = False
    hangs: bool = False


def event(value: object) -> bytes:
    """One server-sent event with JSON."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def chunk(finish_reason: object = None, **delta: object) -> bytes:
    """One chunk of a completion with that delta."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return event(_chunk([choice]))


def streamed(
    text: str,
    finish_reason: str | None = "stop",
    *,
    pieces: int = 12,
    tool: bool = False,
    usage: bool = True,
    done: bool = True,
    azure: bool = False,
) -> Streamed:
    """A completion as OpenAI streams it: the role, the pieces, the end, the usage, `[DONE]`."""
    size = max(-(-len(text) // pieces), 1)
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    begun: dict[str, object] = {"tool_calls": [called("")]} if tool else {"content": ""}
    events = [event(_chunk([], **AZURE_FIRST))] if azure else []
    events.append(chunk(role="assistant", **begun))
    events += [chunk(**_said(part, tool=tool)) for part in parts]
    if finish_reason:
        events.append(chunk("tool_calls" if tool and finish_reason == "stop" else finish_reason))
    if usage:
        events.append(event(_chunk([], usage=USAGE)))
    return Streamed([*events, DONE] if done else events)


def called(arguments: str) -> dict[str, object]:
    """A call of the tool that was forced."""
    function = {"name": "reply", "arguments": arguments}
    return {"index": 0, "id": "call-1", "type": "function", "function": function}


def _said(part: str, *, tool: bool) -> dict[str, object]:
    if not tool:
        return {"content": part}
    return {"tool_calls": [{"index": 0, "function": {"arguments": part}}]}


def _chunk(choices: list[object], **more: object) -> dict[str, object]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
        "choices": choices,
        **more,
    }
