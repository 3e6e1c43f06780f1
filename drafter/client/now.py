"""The client whose calls come back when they are answered."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self, TypeVar

import httpx2

from drafter.client.answers import Event
from drafter.client.calls import Call, Now
from drafter.client.connection import PATIENT, TIMEOUT, credentials, root, still_drafting
from drafter.client.following import Following, pauses
from drafter.client.looking import Looking
from drafter.client.patience import Outcome, Patience
from drafter.client.reckoning import Reckoning
from drafter.client.reviewing import Reviewing
from drafter.client.running import Running
from drafter.client.subscribing import Subscribing
from drafter.client.writing import Writing
from schemas.review import DraftRecord, DraftState

T = TypeVar("T")


class Drafter(Writing, Looking, Reviewing, Reckoning, Running, Subscribing, Now):
    """The API with one key. Use it as a context manager, or close it; threads may share it."""

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float = TIMEOUT,
        patience: Patience = PATIENT,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._timeout = timeout
        self._patience = patience
        self._http = httpx2.Client(
            base_url=root(base_url), headers=credentials(key), transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def send(self, call: Call[T]) -> T:
        """What the call came to; made again where that is safe (`Patience`).

        Raises:
            ApiProblem: it was refused.
            Unreachable: no answer came.
            Unreadable: what came is no answer of the service.
        """
        attempt, outcome = 1, self._outcome(call)
        while (pause := self._patience.pause(outcome, attempt, call.repeatable)) is not None:
            time.sleep(pause)
            attempt, outcome = attempt + 1, self._outcome(call)
        return call.came_to(outcome)

    def follow(self, draft_id: str, after: int = 0) -> Iterator[Event]:
        """The events of a draft after that one, until there are no more; it reconnects itself."""
        place = Following(draft_id, after)
        if after:
            place.state = self.draft(draft_id).state
        while not place.over:
            try:
                with self._http.stream(**place.request()) as answer:
                    outcome: Outcome = answer
                    if answer.is_success:
                        for told in httpx2.EventSource(answer):
                            if event := place.heard(told):
                                yield event
                    else:
                        answer.read()
            except httpx2.RequestError as error:
                outcome = error
            time.sleep(place.ended(outcome, self._patience))

    def wait_for(self, draft_id: str, *, within: float = 600.0) -> DraftRecord:
        """The draft once it is no longer being written.

        Raises:
            TimeoutError: it still is after so many seconds.
        """
        for pause in pauses(within):
            record = self.draft(draft_id)
            if record.state != DraftState.DRAFTING:
                return record
            time.sleep(pause)
        raise still_drafting(draft_id, within)

    def _outcome(self, call: Call[T]) -> Outcome:
        try:
            return self._http.request(**call.request(self._timeout))
        except httpx2.RequestError as error:
            return error
