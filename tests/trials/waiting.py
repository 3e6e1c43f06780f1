"""Waiting for what another process does: with a deadline, and a word on what did not come."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from drafter.errors import StoreError

PATIENCE = 60.0
"""Seconds that anything may take before a trial gives up on it."""
POLL = 0.05


async def until(
    happened: Callable[[], Awaitable[bool]], what: str, seconds: float = PATIENCE
) -> float:
    """Wait until it has happened, and say how long that took. The database may be away meanwhile.

    Raises:
        TimeoutError: it has not happened in so many seconds.
    """
    started = time.monotonic()
    said = ""
    while (taken := time.monotonic() - started) < seconds:
        try:
            if await happened():
                return time.monotonic() - started
        except StoreError as error:
            said = f" ({error})"
        await asyncio.sleep(POLL)
    raise TimeoutError(f"after {taken:.0f} s: not {what}{said}")
