"""What goes round every request: its id, headers for safety, and an answer when all else fails.

Written as plain ASGI: the framework's last resort stands outside of what could add a request id.
"""

import logging
import re
import uuid
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import answer
from api.problems import Kind, Problem
from drafter.telemetry.marks import requested

SAFE: Mapping[str, str] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)
"""On every answer that does not say otherwise: drafts are nobody else's business, and no pages."""
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
    """Sends, with the request's id and the safe headers."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            for name, value in SAFE.items():
                headers.setdefault(name, value)
        await self._send(message)


def _request_id(scope: Scope) -> str:
    told = Headers(scope=scope).get("x-request-id", "")
    return told if _OURS.fullmatch(told) else uuid.uuid4().hex
