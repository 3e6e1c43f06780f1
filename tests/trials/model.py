"""The model of a trial: it replies after a while, and counts its calls by what was asked."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.fakes.endpoint import Body, FakeEndpoint, Given, request_hash, valid

MOST_CALLS = 20_000
"""More than any trial makes."""
FOR_EVER = 3600.0


class Model:
    """A call takes `least` to `most` seconds, the same call always the same.

    After `hold` it replies to no further call; after `resume` it does again, but never to those
    that came between.
    """

    def __init__(self, log: Path, least: float = 0.1, most: float = 0.3) -> None:
        self._least, self._most = least, most
        self._log = log
        self._held: int | None = None
        self.endpoint = FakeEndpoint(*[self._reply] * MOST_CALLS, log=log)

    def hold(self) -> None:
        """Reply to no further call."""
        self._held = 0

    def resume(self) -> None:
        """Reply to calls again."""
        self._held = None

    @property
    def begun(self) -> int:
        """Calls that came."""
        return len(self.endpoint.bodies)

    @property
    def finished(self) -> int:
        """Calls that were replied to."""
        return len(self._replied())

    @property
    def at_rest(self) -> bool:
        """Whether it holds some calls, and nothing else that came is in flight."""
        ended = self.finished + self.endpoint.hung_up
        return bool(self._held) and self.begun == ended + (self._held or 0)

    def in_flight(self) -> frozenset[str]:
        """Calls that came, by what was asked, and have not been replied to."""
        begun = Counter(map(request_hash, self.endpoint.bodies))
        return frozenset(begun - Counter(self._replied()))

    def paid_twice(self, *, but: frozenset[str] = frozenset()) -> int:
        """Replies to a call that had been replied to before, those calls aside."""
        return sum(n - 1 for call, n in Counter(self._replied()).items() if call not in but)

    def _replied(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []

    def _reply(self, body: Body) -> Given:
        if self._held is not None:
            self._held += 1
            return replace(valid(body), delay=FOR_EVER)
        share = int(request_hash(body)[:8], 16) / 0xFFFFFFFF
        return replace(valid(body), delay=self._least + share * (self._most - self._least))
