"""Uses of keys: each answer tells what is left of the key's quota, and the use is noted.

Written as plain ASGI, so that refusals and failures tell it too; noting waits for the answer.
"""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import Left
from api.newsroom import Newsroom
from schemas.key import Key

HEADERS: dict[str, Any] = {
    "RateLimit": {
        "description": "how many requests are left now, and in how many seconds there is one more",
        "schema": {"type": "string"},
        "example": '"requests";r=598;t=57',
    },
    "RateLimit-Policy": {
        "description": "how many requests the key may send (q) in how many seconds (w)",
        "schema": {"type": "string"},
        "example": '"requests";q=600;w=60',
    },
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}},
}
"""Of answers to a key, where its requests are limited; the last one of refusals for that."""


class Uses:
    """Goes by what the guard has left in the request's state: the key, and what is left of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            left = scope.get("state", {}).get("left")
            if message["type"] == "http.response.start" and isinstance(left, Left):
                MutableHeaders(scope=message).update(left.headers())
            await send(message)

        try:
            await self._app(scope, receive, telling)
        finally:
            await _note(scope)


async def _note(scope: Scope) -> None:
    key, newsroom = scope.get("state", {}).get("key"), getattr(scope["app"].state, "newsroom", None)
    if isinstance(key, Key) and isinstance(newsroom, Newsroom):
        await newsroom.keys.used(key)


def documented(made: dict[str, Any]) -> None:
    """Tell of these headers in the document, where an answer goes well and where it is 429."""
    made["components"]["headers"] = HEADERS
    for path in made["paths"].values():
        for operation in path.values():
            if operation.get("security") != []:
                _tell(operation["responses"])


def _tell(responses: dict[str, Any]) -> None:
    known = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    left = {name: known[name] for name in ("RateLimit", "RateLimit-Policy")}
    for status, answer in responses.items():
        if status.startswith("2"):
            answer["headers"] = left | answer.get("headers", {})
    responses["429"]["headers"] = known
