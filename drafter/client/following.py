"""Following a draft: what was heard, what to ask for next, and when it is over."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import httpx2

from drafter.client.answers import Event
from drafter.client.calls import path
from drafter.client.patience import Outcome, Patience
from drafter.client.problems import Unreachable, Unreadable, problem_of
from schemas.following import EventKind
from schemas.review import DraftState

SILENCE = 45.0
"""Seconds: the service says something every 15, so after these nobody is there any more."""
RECONNECT = 0.5
"""Seconds before an answer that ended too early is asked for again."""
POLLS = (0.2, 0.4, 0.8, 1.5)
"""Seconds between two looks at a draft that is being written; the last for as long as it takes."""


@dataclass
class Following:
    """One follower's place in the events of a draft."""

    draft_id: str
    last: int
    state: str | None = None
    over: bool = False
    _news: bool = False
    _final: bool = False
    _failures: int = 0

    def request(self) -> dict[str, Any]:
        """What to ask for, as both of httpx2's clients take it: what comes after the last event."""
        self._news = False
        return {
            "method": "GET",
            "url": path("drafts", self.draft_id, "events"),
            "headers": {"Accept": "text/event-stream", "Last-Event-ID": str(self.last)},
            "timeout": SILENCE,
        }

    def heard(self, told: httpx2.ServerSentEvent) -> Event | None:
        """The event, noted; null where it only says how the connection is to be kept.

        Raises:
            Unreadable: it is no event of the service.
        """
        if not told.data:
            return None
        try:
            event = Event(number=int(told.id), kind=told.event, data=json.loads(told.data))
        except ValueError as error:
            raise Unreadable(f"{self.draft_id}: {told.data!r:.80} is no event") from error
        if event.kind == EventKind.STATE:
            self.state = str(event.data.get("state"))
        ready = event.kind == EventKind.FINDINGS and self.state == DraftState.QUEUED
        ended = self.state not in (None, DraftState.DRAFTING, DraftState.QUEUED)
        self.last, self._news, self._final = event.number, True, ready or ended
        self._failures = 0
        return event

    def ended(self, outcome: Outcome, patience: Patience) -> float:
        """Note that an answer has ended; the seconds until the next is asked for.

        It is over at the last event of a draft; or where nothing is new of one that is not being
        written: an answer also ends when the service stops, and then there may be more.

        Raises:
            ApiProblem: it was refused.
            Unreachable: nobody answers, however often it was tried.
        """
        if isinstance(outcome, httpx2.Response) and outcome.is_success:
            idle = not self._news and self.state not in (None, DraftState.DRAFTING)
            self.over = self._final or idle
            return 0.0 if self.over else RECONNECT
        self._failures += 1
        pause = patience.pause(outcome, self._failures, repeatable=True)
        if pause is not None:
            return pause
        if isinstance(outcome, httpx2.Response):
            raise problem_of(outcome)
        raise Unreachable(f"{self.draft_id} cannot be followed: {outcome!r}") from outcome


def pauses(within: float) -> Iterator[float]:
    """The pauses between looks at a draft, for so many seconds."""
    until = time.monotonic() + within
    for pause in chain(POLLS, repeat(POLLS[-1])):
        if time.monotonic() + pause > until:
            return
        yield pause
