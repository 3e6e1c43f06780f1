"""Jobs that draft at once, the same small draft each time, with no engine and no journal."""

from decimal import Decimal

from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.spending import Reservation
from schemas.review import DraftRecord, DraftState
from tests import factories


class FakeQueue:
    """Drafts when asked to, or only notes what it was asked (`idle`), or fails (`failure`).

    A move is made in the store first, as `drafter.jobs.Jobs` does it, and noted in `moves`.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        del settings
        self._drafts = Drafts(database)
        self.idle = False
        self.failure: Exception | None = None
        self.running = False
        self.enqueued: list[str] = []
        self.moves: list[tuple[str, str]] = []

    async def start(self) -> None:
        """Runs from now on."""
        self.running = True

    async def stop(self) -> None:
        """No longer runs."""
        self.running = False

    async def enqueue(self, draft_id: str) -> None:
        """Write the draft, unless idle."""
        if self.failure:
            raise self.failure
        self.enqueued.append(draft_id)
        await self._write(draft_id)

    async def cancel(self, draft_id: str, by: str, reason: str | None = None) -> DraftRecord:
        """Call the draft off, which has cost nothing yet."""
        record = await self._drafts.cancel(draft_id, by, reason)
        await self._drafts.settle(draft_id, Decimal(0))
        return await self._noted("cancel", record)

    async def hold(self, draft_id: str, by: str, reason: str) -> DraftRecord:
        """Put the draft aside."""
        return await self._noted("hold", await self._drafts.hold(draft_id, by, reason))

    async def release(self, draft_id: str, by: str) -> DraftRecord:
        """Give the draft back, and write it where it is not written, unless idle."""
        return await self._noted("release", await self._drafts.release(draft_id, by))

    async def retry(
        self, draft_id: str, by: str, *, reservation: Reservation | None = None
    ) -> DraftRecord:
        """Go on with the draft: write it, unless idle."""
        return await self._noted("retry", await self._drafts.retry(draft_id, by, reservation))

    async def _noted(self, move: str, record: DraftRecord) -> DraftRecord:
        if self.failure:
            raise self.failure
        self.moves.append((move, record.id))
        if record.state is DraftState.DRAFTING:
            await self._write(record.id)
        return record

    async def _write(self, draft_id: str) -> None:
        if self.idle:
            return
        order, reports = await self._drafts.inputs(draft_id)
        plan = factories.plan_of(*reports, earlier=order.earlier, topic=order.topic)
        await self._drafts.finish(draft_id, factories.draft(plan))
