"""Sending: one try to deliver one message to one subscriber."""

import asyncio
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore2

from drafter import __version__, clock
from drafter.errors import UrlRefused
from drafter.webhooks.addresses import Guarded, Networks, Resolve, require_url, resolved
from drafter.webhooks.signature import signed

SECONDS = 15.0
"""For all of it: to connect, to send, and to be answered."""
GONE = 410
MOST_BYTES = 16 * 1024
"""Of an answer's body, more is not waited for; nothing of it is kept."""


@dataclass(frozen=True)
class Message:
    """What is sent, and to whom. `document` is the very text that is signed."""

    id: str
    url: str
    secrets: tuple[str, ...]
    document: str


@dataclass(frozen=True)
class Outcome:
    """How a try went: the status that came, if any, and what was wrong, if anything."""

    status: int | None
    seconds: float
    trouble: str | None

    @property
    def gone(self) -> bool:
        """Whether the subscriber wants to hear no more."""
        return self.status == GONE


class Sender:
    """Sends messages, only to addresses that may be written to; follows no redirect, no proxy."""

    def __init__(
        self, networks: Networks = (), *, resolve: Resolve = resolved, seconds: float = SECONDS
    ) -> None:
        self._networks = networks
        self._seconds = seconds
        context = ssl.create_default_context()
        self._pools = {
            scheme: httpcore2.AsyncConnectionPool(
                ssl_context=context,
                max_connections=None,  # whoever delivers sees to how many there are
                max_keepalive_connections=0,  # each connection is looked at anew
                network_backend=Guarded(networks, resolve, private=scheme == "http"),
            )
            for scheme in ("https", "http")
        }

    async def send(self, message: Message) -> Outcome:
        """Try once. Nothing is raised: whatever goes wrong is the outcome."""
        began = time.perf_counter()
        status, trouble = None, None
        try:
            require_url(message.url, self._networks)
            async with asyncio.timeout(self._seconds):
                status = await self._status(message)
            trouble = None if 200 <= status < 300 else f"answered {status}"  # noqa: PLR2004 - well
        except TimeoutError:
            trouble = f"no answer within {self._seconds:g} s"
        except UrlRefused as error:
            trouble = str(error)
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as e:
            trouble = f"cannot be reached: {str(e) or type(e).__name__}"
        except OSError as error:
            trouble = f"cannot be reached: {error.strerror or error}"
        return Outcome(status, round(time.perf_counter() - began, 4), trouble)

    async def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()

    async def _status(self, message: Message) -> int:
        body = message.document.encode()
        at = int(clock.now().timestamp())
        headers = signed(message.secrets, message.id, at, body) | {
            "Content-Type": "application/json",
            "User-Agent": f"drafter/{__version__}",
        }
        pool = self._pools[urlsplit(message.url).scheme]
        async with pool.stream(
            "POST", message.url, headers=_encoded(message.url, headers, body), content=body
        ) as response:
            got = 0
            async for part in response.aiter_stream():
                got += len(part)
                if got > MOST_BYTES:
                    break
            return response.status


def _encoded(url: str, headers: dict[str, str], body: bytes) -> Sequence[tuple[bytes, bytes]]:
    host = urlsplit(url).netloc
    whole = {"Host": host, "Content-Length": str(len(body))} | headers
    return [(name.encode(), value.encode()) for name, value in whole.items()]
