"""When a call is made again, and after how long: one rule for both clients."""

import random
from dataclasses import dataclass

import httpx2

from drafter.client.problems import problem_of, retry_after

BUSY = 429
RUNNING = "idempotency-running"
AWAY = (502, 503, 504)
"""The service, or what stands before it, cannot answer now."""
NO_USE = (httpx2.LocalProtocolError, httpx2.UnsupportedProtocol)
"""The same again would fail again: the request cannot be sent as it is."""
NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)

Outcome = httpx2.Response | httpx2.RequestError


@dataclass(frozen=True)
class Patience:
    """How often a call is made at most, and how many seconds are waited between.

    A call is made again only where that cannot do a thing twice: nothing was sent, the service
    refused to begin (429), or the call is repeatable: a read, or one with an Idempotency-Key.
    A `Retry-After` beyond `longest` is not waited for: what it answered is raised at once.
    """

    tries: int = 5
    first: float = 0.5
    longest: float = 30.0

    def pause(self, outcome: Outcome, attempt: int, repeatable: bool) -> float | None:  # noqa: FBT001 - both clients pass the call's own
        """Seconds until the call is made again; null where this outcome is what it came to."""
        if attempt >= self.tries or not _worth_it(outcome, repeatable=repeatable):
            return None
        told = retry_after(outcome) if isinstance(outcome, httpx2.Response) else None
        if told is None:
            most = min(self.longest, self.first * 2.0 ** (attempt - 1))
            return most * random.uniform(0.5, 1)  # noqa: S311 - so that plugins do not march in step
        return told if told <= self.longest else None


def _worth_it(outcome: Outcome, *, repeatable: bool) -> bool:
    if not isinstance(outcome, httpx2.Response):
        sensible = not isinstance(outcome, NO_USE)
        return isinstance(outcome, NOTHING_SENT) or (repeatable and sensible)
    if outcome.status_code == BUSY:
        return True
    return repeatable and (outcome.status_code in AWAY or problem_of(outcome).kind == RUNNING)
