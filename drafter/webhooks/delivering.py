"""Delivering: a worker sends what is due, some at a time, and keeps how it went."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from drafter import clock
from drafter.store.database import Database
from drafter.store.deliveries import Deliveries, Due
from drafter.webhooks.sending import SECONDS, Message, Outcome, Sender
from schemas.webhook import DeliveryAttempt

SCHEDULE = tuple(
    timedelta(seconds=seconds)
    for seconds in (0, 5, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)))
)
"""How long after the try before each try comes (Standard Webhooks 1.0)."""
JITTER = 0.1
"""Of a wait, at most so much is added by chance, lest all come at once after an outage."""
LEASE = timedelta(seconds=4 * SECONDS)
AT_ONCE = 20
AT_ONCE_EACH = 4
"""Of one subscriber's: one that is slow holds up nobody but itself."""
POLL_SECONDS = 0.5

logger = logging.getLogger(__name__)


def by_chance() -> float:
    """A number from 0 to 1."""
    return secrets.randbelow(1_000_001) / 1_000_000


class Delivering:
    """Delivers what is due in one database. Every worker may, at the same time too."""

    def __init__(
        self,
        database: Database,
        sender: Sender,
        *,
        schedule: Sequence[timedelta] = SCHEDULE,
        poll: float = POLL_SECONDS,
        chance: Callable[[], float] = by_chance,
    ) -> None:
        self._deliveries = Deliveries(database)
        self._sender = sender
        self._schedule = schedule
        self._poll = poll
        self._chance = chance
        self._running: dict[asyncio.Task[None], str] = {}

    async def deliver_for_ever(self) -> None:
        """Deliver until the task is cancelled; what is under way then is tried again later."""
        try:
            while True:
                try:
                    await self._take()
                except Exception:
                    logger.exception("deliveries could not be read; the next look is soon")
                await self._pause()
        finally:
            await self._cut_off()

    async def deliver_all(self) -> None:
        """Deliver what is due now, to its end."""
        while True:
            idle = (
                not self._running
            )  # before the look: what runs keeps its subscriber's others back
            if not await self._take() and idle:
                return
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def _take(self) -> int:
        """Begin with what is due, as much as there is room for; how many that was."""
        if len(self._running) > AT_ONCE - AT_ONCE_EACH:
            return 0
        busy = set(self._running.values())
        due = await self._deliveries.due(limit=AT_ONCE_EACH, busy=busy, lease=LEASE)
        for one in due:
            task = asyncio.create_task(self._deliver(one))
            self._running[task] = one.webhook_id
            task.add_done_callback(self._running.pop)
        return len(due)

    async def _pause(self) -> None:
        """Until a delivery has ended, which makes room and may let another one go; or a while."""
        if self._running:
            await asyncio.wait(
                self._running, timeout=self._poll, return_when=asyncio.FIRST_COMPLETED
            )
        else:
            await asyncio.sleep(self._poll)

    async def _deliver(self, due: Due) -> None:
        message = Message(due.id, due.url, due.secrets, due.document)
        outcome = await self._outcome(message)
        tries = due.attempts + 1
        attempt = DeliveryAttempt(
            number=tries,
            at=clock.now(),
            status=outcome.status,
            seconds=outcome.seconds,
            trouble=outcome.trouble,
        )
        again_in = self._schedule[tries] if tries < len(self._schedule) else None
        if again_in is not None:
            again_in *= 1 + JITTER * self._chance()
        try:
            await self._deliveries.keep(due, attempt, again_in=again_in, gone=outcome.gone)
        except Exception:
            logger.exception("how %s went could not be kept; it is sent again", due.id)
        if outcome.trouble is not None:
            told = {"delivery": due.id, "webhook": due.webhook_id, "attempt": tries}
            logger.warning(
                "delivery %(delivery)s to %(webhook)s failed, try %(attempt)d", told, extra=told
            )

    async def _outcome(self, message: Message) -> Outcome:
        """How a try went. One that broke off here counts as any other failure: it must end."""
        try:
            return await self._sender.send(message)
        except Exception:
            logger.exception("sending %s broke off", message.id)
            return Outcome(None, 0.0, "broke off on our side; the log has more")

    async def _cut_off(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
