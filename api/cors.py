"""CORS (the Fetch standard): a page may read what a key gets where the key lists its origin.

A preflight comes without a key, and is answered well for an origin that any key lists; what then
comes with a key is shared with the origin only where that very key lists it. Never with `*`, and
never with credentials: a key is sent by the page itself, not by the browser.
"""

import logging
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.newsroom import Newsroom
from drafter.errors import StoreError
from schemas.key import Key

METHODS = "DELETE, GET, PATCH, POST, PUT"
SENT = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "Prefer",
    "X-Request-ID",
)
"""Headers that a page may send."""
EXPOSED = (
    "Drafter-Revision",
    "Drafter-State",
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Preference-Applied",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
)
"""Headers that a page may read."""
PREFLIGHT_SECONDS = 600
"""So long a browser need not ask again; a key that is revoked meanwhile is refused all the same."""
KNOWN_SECONDS = 5.0
"""So long the origins of all keys are kept."""

logger = logging.getLogger(__name__)


class Cors:
    """Answers preflights, and shares answers with the origins of the key that asked."""

    def __init__(self, app: ASGIApp, now: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._now = now
        self._origins: frozenset[str] = frozenset()
        self._until: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        asks = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        if asks and origin in await self._known(scope):
            await _preflight(origin)(scope, receive, send)
            return

        async def sharing(message: Message) -> None:
            if message["type"] == "http.response.start":
                _share(MutableHeaders(scope=message), scope, origin)
            await send(message)

        await self._app(scope, receive, sharing)

    async def _known(self, scope: Scope) -> frozenset[str]:
        """The origins of all keys, a few seconds old; none where the database cannot be asked."""
        newsroom = getattr(scope["app"].state, "newsroom", None)
        if not isinstance(newsroom, Newsroom):
            return frozenset()
        if self._until is None or self._now() >= self._until:
            try:
                self._origins = await newsroom.keys.origins()
            except StoreError as error:
                logger.warning("the origins of keys could not be read: %s", error)
            self._until = self._now() + KNOWN_SECONDS
        return self._origins


def _share(headers: MutableHeaders, scope: Scope, origin: str) -> None:
    headers.add_vary_header("Origin")
    key = scope.get("state", {}).get("key")
    if isinstance(key, Key) and origin in key.origins:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)


def _preflight(origin: str) -> Response:
    headers = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ", ".join(SENT),
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    }
    return Response(status_code=204, headers=headers)
