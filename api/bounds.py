"""Bounds on what a request may send: its headers, the size and pace of its body, its nesting.

Written as plain ASGI, before anything is read: the framework's own limits answer in plain text.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import answer
from api.problems import Kind, Problem

MOST_BYTES = 2 * 1024 * 1024
MOST_HEADER_BYTES = 16 * 1024
MOST_HEADERS = 100
DEEPEST = 64
"""Objects and lists inside each other, in JSON; ours have 8 at the most."""
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")


class Bounds:
    """Refuses what is too large, too slow or packed, before more than that is kept.

    A body has `seconds` to arrive from the first time that it is waited for.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refused := _refused(scope):
            await answer(refused, Request(scope))(scope, receive, send)
        else:
            await self._app(scope, _bounded(receive, self._seconds), send)


def require_shallow(body: bytes) -> None:
    """Refuse JSON that is nested so deep that only reading it could break something.

    Raises:
        Problem: it has more than `DEEPEST` objects and lists inside each other.
    """
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", body)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            detail = f"Nest at most {DEEPEST} objects and lists in each other."
            raise Problem(Kind.MALFORMED_BODY, detail)


def _refused(scope: Scope) -> Problem | None:
    """What is wrong with a request by its headers alone."""
    raw = scope["headers"]
    if len(raw) > MOST_HEADERS or sum(len(n) + len(v) for n, v in raw) > MOST_HEADER_BYTES:
        detail = f"Send at most {MOST_HEADERS} headers of {MOST_HEADER_BYTES:,} bytes in all."
        return Problem(Kind.HEADERS_TOO_LARGE, detail)
    if "\x00" in scope["path"]:  # PostgreSQL keeps none, so there is no such thing
        return Problem(Kind.NOT_FOUND, f"{Kind.NOT_FOUND.title}.")
    headers = Headers(scope=scope)
    told = headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told) > MOST_BYTES:
        return _too_large()
    packed = headers.get("content-encoding", "identity").strip().lower()
    if packed != "identity":  # what is small when it is sent may be anything when it is unpacked
        return Problem(Kind.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, not packed.")
    return None


def _bounded(receive: Receive, seconds: float) -> Receive:
    got = 0
    until: float | None = None

    async def bounded() -> Message:
        nonlocal got, until
        now = asyncio.get_running_loop().time()
        until = until or now + seconds
        message = await _in_time(receive, until)
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise _too_large()
        if not message.get("more_body"):
            until = float("inf")  # what comes after the body is that the caller has left
        return message

    return bounded


async def _in_time(receive: Callable[[], Awaitable[Message]], until: float) -> Message:
    try:
        async with asyncio.timeout_at(None if until == float("inf") else until):
            return await receive()
    except TimeoutError:
        raise Problem(Kind.BODY_TOO_SLOW, "Send the body at once, or in smaller parts.") from None


def _too_large() -> Problem:
    return Problem(Kind.BODY_TOO_LARGE, f"Give at most {MOST_BYTES:,} bytes.")
