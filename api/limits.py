"""Limits on requests: so many a minute for each key, and for the wrong keys from each address.

Each process counts for itself, in its memory: what asks no database costs next to nothing, and two
processes let through twice as much at the most.
"""

import hashlib
import ipaddress
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from api.problems import Kind, Problem
from schemas.key import Key

SECONDS = 60
MOST_WRONG = 30
"""Wrong keys from one address in a minute."""
MOST_NAMES = 1024
"""Those who were quiet for a minute are forgotten once there are more names than this."""
_IPV6_SITE = 64
"""Bits of an IPv6 address that one site shares; whoever has one has all the rest (RFC 6177)."""


@dataclass(frozen=True)
class Left:
    """What is left of a quota. `seconds` is how long until one more request fits."""

    quota: int
    requests: int
    seconds: int

    def headers(self) -> Mapping[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers-11."""
        return {
            "RateLimit-Policy": f'"requests";q={self.quota};w={SECONDS}',
            "RateLimit": f'"requests";r={self.requests};t={self.seconds}',
        }


class Window:
    """A moving window: by each name, never more than the quota in any 60 seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._taken: dict[str, deque[float]] = {}
        self._many = MOST_NAMES

    def __len__(self) -> int:
        """How many names are remembered."""
        return len(self._taken)

    def take(self, name: str, quota: int) -> Left | None:
        """Count one more, and say what is left; None where it does not fit, and is not counted."""
        taken = self._recent(name)
        if len(taken) >= quota:
            return None
        taken.append(self._now())
        return Left(quota, quota - len(taken), self._until(taken))

    def seconds(self, name: str, quota: int) -> int:
        """How long until one more fits; 0 where it does now."""
        taken = self._recent(name)
        return 0 if len(taken) < quota else self._until(taken)

    def _recent(self, name: str) -> deque[float]:
        if name not in self._taken and len(self._taken) >= self._many:
            self._forget()
        taken = self._taken.setdefault(name, deque())
        while taken and taken[0] <= self._now() - SECONDS:
            taken.popleft()
        return taken

    def _until(self, taken: deque[float]) -> int:
        return min(max(ceil(taken[0] + SECONDS - self._now()), 1), SECONDS)

    def _forget(self) -> None:
        old = self._now() - SECONDS
        self._taken = {name: t for name, t in self._taken.items() if t and t[-1] > old}
        self._many = max(2 * len(self._taken), MOST_NAMES)


class Limits:
    """The limits of one process. `quota` is for keys without one of their own; None: no limit."""

    def __init__(self, quota: int | None, now: Callable[[], float] = time.monotonic) -> None:
        self._quota = quota
        self._requests = Window(now)
        self._wrong = Window(now)
        self._right: set[bytes] = set()

    def take(self, key: Key) -> Left | None:
        """Count a request of the key, and say what is left; None where nothing limits it.

        Raises:
            Problem: it is one too many.
        """
        quota = key.requests_a_minute or self._quota
        if quota is None:
            return None
        if (left := self._requests.take(key.id, quota)) is not None:
            return left
        wait = Left(quota, 0, self._requests.seconds(key.id, quota))
        detail = f"This key may send {quota:,} requests a minute: wait {wait.seconds} s."
        raise _too_many("requests", detail, wait.seconds, wait.headers())

    def require_trusted(self, address: str | None, token: str) -> None:
        """Refuse tokens from where many wrong ones came, but those that were right here before.

        So whoever guesses is slowed down, and whoever shares their address can go on.

        Raises:
            Problem: this one is not looked at.
        """
        wait = self._wrong.seconds(_site(address), MOST_WRONG)
        if wait and _mark(token) not in self._right:
            detail = f"Many wrong keys came from your address: wait {wait} s."
            raise _too_many("wrong-keys", detail, wait)

    def wrong(self, address: str | None) -> None:
        """Count a token that let nobody in."""
        self._wrong.take(_site(address), MOST_WRONG)

    def right(self, token: str) -> None:
        """Remember a token that let somebody in; there are two of each key at the most."""
        self._right.add(_mark(token))


def _too_many(
    policy: str, detail: str, seconds: int, headers: Mapping[str, str] | None = None
) -> Problem:
    headers = {"Retry-After": str(seconds), **(headers or {})}
    return Problem(Kind.TOO_MANY_REQUESTS, detail, headers=headers, violated_policies=(policy,))


def _mark(token: str) -> bytes:
    """Something that tells tokens apart and is none, should memory be looked at."""
    return hashlib.sha256(token.encode()).digest()


def _site(address: str | None) -> str:
    """Whoever has the address: for IPv6, the whole network of the site."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:  # a socket file, or a test
        return address or ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, _IPV6_SITE), strict=False))
    return str(known)
