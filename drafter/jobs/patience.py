"""Patience with the store: what a job has come to is paid for, and a database comes back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from drafter.errors import StoreError

STORE_WAITS = (1.0, 4.0, 10.0, 20.0, 25.0)
"""Seconds before each new try where the database could not be used: a minute in all."""
T = TypeVar("T")

logger = logging.getLogger(__name__)


async def patiently(use: Callable[[], Awaitable[T]], waits: Sequence[float]) -> T:
    """Use the store, and once more after each wait where it fails.

    Raises:
        StoreError: it failed at the last, too.
    """
    for wait in waits:
        try:
            return await use()
        except StoreError as error:
            logger.warning("%s; once more in %g s", error, wait)
            await asyncio.sleep(wait)
    return await use()
