"""What goes round every request: its id, the bound on its body, and an answer when all else fails.

Written as plain ASGI: the framework's own body limit answers with plain text, and its last
resort stands outside of what could add a request id.
"""

import logging
import re
import uuid

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import answer
from api.problems import Kind, Problem
from drafter.telemetry.marks import requested

MOST_BYTES = 2 * 1024 * 1024
_OURS = re.compile(r"[A-Za-z0-9._-]{8,64}")

logger = logging.getLogger(__name__)


class Envelope:
    """Gives each request an id, the caller's own where that is a plain one, and answers with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        sending = _Sending(send, request_id)
        with requested(request_id):
            try:
                await self._app(scope, receive, sending)
            except Exception:
                logger.exception("request %s failed", request_id)
                if sending.started:
                    raise
                problem = Problem(Kind.INTERNAL, "Try again later; the log has more under this id.")
                await answer(problem, Request(scope))(scope, receive, sending)


class _Sending:
    """Sends, with the request's id among the headers."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            MutableHeaders(scope=message)["X-Request-ID"] = self._request_id
        await self._send(message)


class BodyBound:
    """Refuses a body of more than `MOST_BYTES`, told or not, before more than that is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _told_length(scope) > MOST_BYTES:
            await answer(_too_large(), Request(scope))(scope, receive, send)
        else:
            await self._app(scope, _bounded(receive), send)


def _bounded(receive: Receive) -> Receive:
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise _too_large()
        return message

    return bounded


def _too_large() -> Problem:
    return Problem(Kind.BODY_TOO_LARGE, f"Give at most {MOST_BYTES:,} bytes.")


def _told_length(scope: Scope) -> int:
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _request_id(scope: Scope) -> str:
    told = Headers(scope=scope).get("x-request-id", "")
    return told if _OURS.fullmatch(told) else uuid.uuid4().hex
