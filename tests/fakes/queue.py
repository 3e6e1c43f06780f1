"""Jobs that draft at once, the same small draft each time, with no engine and no journal."""

from decimal import Decimal

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.jobs.telling import findings_of
from drafter.pipeline import redraft
from drafter.redrafting.asking import narrowed
from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.naming import Naming, QueuePlace
from drafter.store.redrafts import Redrafts
from drafter.store.spending import Reservation
from schemas.following import EventKind
from schemas.review import DraftRecord, DraftState
from tests import factories


class FakeQueue:
    """Drafts when asked to, or only notes what it was asked (`idle`), or fails (`failure`).

    A move is made in the store first, as `drafter.jobs.Jobs` does it, and noted in `moves`.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        del settings
        self._drafts = Drafts(database)
        self._redrafts = Redrafts(database)
        self._naming = Naming(database)
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

    async def enqueue(self, draft_id: str, place: QueuePlace | None = None) -> None:
        """Write the draft, unless idle."""
        del place
        if self.failure:
            raise self.failure
        self.enqueued.append(draft_id)
        await self._write(draft_id)

    async def cancel(
        self, draft_id: str, by: str, reason: str | None = None, *, revision: int | None = None
    ) -> DraftRecord:
        """Call the draft off, which has cost nothing yet."""
        record = await self._drafts.cancel(draft_id, by, reason, revision=revision)
        await self._drafts.settle(draft_id, Decimal(0))
        return await self._noted("cancel", record)

    async def hold(
        self, draft_id: str, by: str, reason: str, *, revision: int | None = None
    ) -> DraftRecord:
        """Put the draft aside."""
        record = await self._drafts.hold(draft_id, by, reason, revision=revision)
        return await self._noted("hold", record)

    async def release(self, draft_id: str, by: str, *, revision: int | None = None) -> DraftRecord:
        """Give the draft back, and write it where it is not written, unless idle."""
        record = await self._drafts.release(draft_id, by, revision=revision)
        return await self._noted("release", record)

    async def retry(
        self,
        draft_id: str,
        by: str,
        *,
        reservation: Reservation | None = None,
        revision: int | None = None,
    ) -> DraftRecord:
        """Go on with the draft: write it, unless idle."""
        record = await self._drafts.retry(draft_id, by, reservation, revision=revision)
        return await self._noted("retry", record)

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
        job = await self._naming.job(draft_id)
        commission = await self._redrafts.commission(draft_id, job)
        if commission is None:
            await self._drafts.finish(draft_id, factories.draft(plan))
            return
        part = narrowed(plan, commission.draft, commission.wish)
        made = await redraft(part, ExtractiveEngine(), commission)
        told = (EventKind.FINDINGS, findings_of(made))
        await self._redrafts.finish(draft_id, job, made, Decimal(0), told)
