"""What an endpoint allows: so many calls at once, so many a minute, whoever makes them."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager


class Lane:
    """The way to one endpoint, for all variants that use it.

    `a_minute` None is without limit. Calls are spaced evenly: a burst at the start of each minute
    is what providers refuse.
    """

    def __init__(
        self,
        at_once: int,
        a_minute: int | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._apart = 60.0 / a_minute if a_minute else 0.0
        self._next = 0.0
        self._now = now
        self._sleep = sleep

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One call's turn: held until the call is over."""
        async with self._at_once:
            if self._apart:
                await self._spaced()
            yield

    async def _spaced(self) -> None:
        now = self._now()
        begins = max(now, self._next)
        self._next = begins + self._apart
        if begins > now:
            await self._sleep(begins - now)
