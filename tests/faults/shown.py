"""How a server shows a fault: answers of the fake endpoint, streamed where that was asked for."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.fakes.endpoint import (
    JSON_HEADER,
    Answer,
    Body,
    Given,
    Scripted,
    completion,
    failure,
)
from tests.fakes.replies import valid_reply
from tests.fakes.streams import DONE, Streamed, chunk, event, streamed

CANARY = "Zaunkönigin"
"""A word of the sources. Faults quote it, and no line of the log may hold it."""
MARK = "Halfway"
"""Stands in every text that is cut or broken. No draft may hold it."""
Text = str | Callable[[Body], str]


def said(
    text: Text = "",
    finish_reason: str = "stop",
    *,
    refusal: str | None = None,
    reasoning: str | None = None,
) -> Scripted:
    """A completion of that text, whole or streamed."""

    def answer(body: Body) -> Given:
        told = text(body) if callable(text) else text
        if not body.get("stream"):
            return completion(told, finish_reason, refusal=refusal, reasoning_content=reasoning)
        first, *rest = streamed(told, finish_reason).events
        beside = {"refusal": refusal, "reasoning_content": reasoning}
        asides = [chunk(**{name: value}) for name, value in beside.items() if value]
        return Streamed([first, *asides, *rest])

    return answer


def refused(status: int, message: str, code: str | None = None, **headers: str) -> Answer:
    """An error status. Its message quotes the source, as those of some servers do."""
    return failure(status, f"{message} ({CANARY})", code, **{"x_request_id": "req-1", **headers})


def error_inside(message: str, code: object) -> Scripted:
    """An error with a status of success: as the body, or as an event of the stream."""
    error = {"error": {"message": f"{message} ({CANARY})", "code": code}}

    def answer(body: Body) -> Given:
        if body.get("stream"):
            return Streamed([chunk(role="assistant", content=MARK), event(error), DONE])
        headers = {**JSON_HEADER, "x-request-id": "req-1"}
        return Answer(json.dumps(error).encode(), headers=headers)

    return answer


def marked(body: Body) -> str:
    """A valid reply whose every text has the mark."""
    return valid_reply(body).replace('"text": "', f'"text": "{MARK} ')


def half(body: Body) -> str:
    """The first half of a marked reply."""
    return marked(body)[: len(marked(body)) // 2]


def packed(before: str, after: str) -> Scripted:
    """A valid reply in some packing."""
    return said(lambda body: f"{before}{valid_reply(body)}{after}")


def changed(change: Callable[[dict[str, Any]], None]) -> Scripted:
    """A valid reply, but for the first statement of its first section."""

    def text(body: Body) -> str:
        reply = json.loads(valid_reply(body))
        sections = (
            value[0] if isinstance(value, list) and value else value for value in reply.values()
        )
        change(next(one for one in sections if isinstance(one, dict) and "basis" in one))
        return json.dumps(reply, ensure_ascii=False)

    return said(text)


def blank(*, ends: str) -> Scripted:
    """A reply that goes on in white space until it is cut."""
    return said(lambda body: half(body).rsplit(",", 1)[0] + "\n" * 3000, ends)


def hang_up(_: Body) -> Given:
    """The connection is closed before the first byte of an answer."""
    raise ConnectionError


def cut_body(body: Body) -> Given:
    """The connection is closed in the middle of a body that is not streamed."""
    return replace(completion(marked(body)), cut=True)


def broken_off(*, with_reason: bool = False, cut: bool = True) -> Scripted:
    """A stream that ends early: the connection breaks, or the stream ends as if it were whole."""

    def answer(body: Body) -> Given:
        text = marked(body) if with_reason else half(body)
        whole = streamed(text, "stop" if with_reason else None, usage=False, done=False)
        return replace(whole, cut=cut)

    return answer


def finished_then_cut(body: Body) -> Given:
    """A stream whose connection breaks after its finish reason: nothing of the reply is missing."""
    return replace(streamed(valid_reply(body), usage=False, done=False), cut=True)


def silent(_: Body) -> Given:
    """No byte of an answer comes."""
    return Answer(delay=60.0)


def stalled(body: Body) -> Given:
    """The answer begins, and nothing more comes."""
    if body.get("stream"):
        return replace(streamed(half(body), None, usage=False, done=False), hangs=True)
    content = completion(marked(body)).content
    return Streamed([content[: len(content) // 2]], headers=JSON_HEADER, hangs=True)
