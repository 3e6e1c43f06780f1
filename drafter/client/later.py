"""The client whose calls are awaited."""

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self, TypeVar

import httpx2

from drafter.client.answers import Event
from drafter.client.calls import Call, Later
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


class AsyncDrafter(Writing, Looking, Reviewing, Reckoning, Running, Subscribing, Later):
    """As `Drafter`, for a program that does other things meanwhile: its calls are awaited."""

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float = TIMEOUT,
        patience: Patience = PATIENT,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._timeout = timeout
        self._patience = patience
        self._http = httpx2.AsyncClient(
            base_url=root(base_url), headers=credentials(key), transport=transport
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def send(self, call: Call[T]) -> T:
        """What the call came to; made again where that is safe (`Patience`).

        Raises:
            ApiProblem: it was refused.
            Unreachable: no answer came.
            Unreadable: what came is no answer of the service.
        """
        attempt, outcome = 1, await self._outcome(call)
        while (pause := self._patience.pause(outcome, attempt, call.repeatable)) is not None:
            await asyncio.sleep(pause)
            attempt, outcome = attempt + 1, await self._outcome(call)
        return call.came_to(outcome)

    async def follow(self, draft_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events of a draft after that one, until there are no more; it reconnects itself."""
        place = Following(draft_id, after)
        if after:
            place.state = (await self.draft(draft_id)).state
        while not place.over:
            try:
                async with self._http.stream(**place.request()) as answer:
                    outcome: Outcome = answer
                    if answer.is_success:
                        async for told in httpx2.EventSource(answer):
                            if event := place.heard(told):
                                yield event
                    else:
                        await answer.aread()
            except httpx2.RequestError as error:
                outcome = error
            await asyncio.sleep(place.ended(outcome, self._patience))

    async def wait_for(self, draft_id: str, *, within: float = 600.0) -> DraftRecord:
        """The draft once it is no longer being written.

        Raises:
            TimeoutError: it still is after so many seconds.
        """
        for pause in pauses(within):
            record = await self.draft(draft_id)
            if record.state != DraftState.DRAFTING:
                return record
            await asyncio.sleep(pause)
        raise still_drafting(draft_id, within)

    async def _outcome(self, call: Call[T]) -> Outcome:
        try:
            return await self._http.request(**call.request(self._timeout))
        except httpx2.RequestError as error:
            return error
