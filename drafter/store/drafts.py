"""Drafts: what was asked for, its revisions, and its way through review."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock, review
from drafter.errors import NotFound
from drafter.sign_off import Revision
from drafter.spending.budget import paid
from drafter.store import asking, rows, signing
from drafter.store.database import Database, whole
from drafter.store.events import Told, record
from drafter.store.naming import QueuePlace, last_job
from drafter.store.redrafts import back_to_its_holder
from drafter.store.reports import read_reports
from drafter.store.spending import Reservation, reserve, settle
from drafter.store.tables import drafts
from drafter.store.workers import require_lease
from schemas.draft import Draft
from schemas.job import Order
from schemas.report import Report
from schemas.review import Approval, DraftRecord, DraftState, Judgement, RejectReason

Move = Callable[[DraftRecord], DraftRecord]


class Drafts:
    """The drafts of one database. Each change is one short transaction, with its audit entry.

    The rules of review stand in drafter.review; what they raise comes through here.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(
        self, order: Order, by: str, *, reservation: Reservation | None = None
    ) -> DraftRecord:
        """Keep an order: a draft in state drafting, revision 0, its likely cost put by for its key.

        Raises:
            DrafterError: as `ask_in_turn` does.
        """
        return (await self.ask_in_turn(order, by, reservation=reservation))[0]

    @whole
    async def ask_in_turn(
        self, order: Order, by: str, *, reservation: Reservation | None = None
    ) -> tuple[DraftRecord, QueuePlace]:
        """The same, with its place in the queue, which whoever queues it need not look up.

        Raises:
            NotFound: a report of the order is not stored.
            TooManyAtOnce: the key has as many drafts in the making as it may.
            OverBudget: it could cost more than the key may spend in a day, or nobody knows.
            SpentToday: it could cost more than the key may still spend today.
        """
        async with self._database.writing() as connection:
            return await asking.ask(connection, order, by, reservation)

    @whole
    async def hand_in(self, order: Order, draft: Draft, by: str) -> DraftRecord:
        """Keep an order and the draft that was already made for it: queued, revision 1.

        Raises:
            NotFound: a report of the order is not stored.
        """
        async with self._database.writing() as connection:
            asked, _ = await asking.ask(connection, order, by, None)
            queued = review.drafted(asked, draft, clock.now())
            await rows.save(connection, asked, queued)
            return queued

    @whole
    async def order(self, draft_id: str) -> Order:
        """What the draft was asked for with.

        Raises:
            NotFound: there is no such draft.
        """
        async with self._database.reading() as connection:
            text = await connection.scalar(asking.ordered(draft_id))
        if text is None:
            raise NotFound(f"there is no draft {draft_id}")
        return Order.model_validate_json(text)

    @whole
    async def inputs(self, draft_id: str) -> tuple[Order, tuple[Report, ...]]:
        """The order and its reports, in its order.

        Raises:
            NotFound: there is no such draft.
        """
        order = await self.order(draft_id)
        async with self._database.reading() as connection:
            return order, await read_reports(connection, order.reports)

    async def get(self, draft_id: str) -> DraftRecord:
        """The whole record, with its draft, verdicts and audit trail.

        Raises:
            NotFound: there is no such draft.
        """
        async with self._database.reading() as connection:
            return await rows.read(connection, draft_id)

    async def finish(
        self,
        draft_id: str,
        draft: Draft,
        *,
        told: Told | None = None,
        worker: str | None = None,
        job: str | None = None,
    ) -> None:
        """The draft is written: into the queue as its next revision. A repeat changes nothing.

        `told` is what followers hear of it then, in the same transaction. What it has cost takes
        the place of what was put by for it. A `job` that is named changes nothing where another one
        has begun since: the draft was written, and asked for again.

        Raises:
            LeaseLost: peers have taken over what this worker was drafting.
        """
        at, cost = clock.now(), paid(draft.provenance)
        move = partial(review.drafted, draft=draft, at=at)
        await self._end(draft_id, move, cost, worker, job, told)

    async def fail(
        self,
        draft_id: str,
        reason: str,
        cost: Decimal | None = None,
        *,
        worker: str | None = None,
        job: str | None = None,
    ) -> None:
        """The draft could not be written. One that is no longer being drafted stays as it is.

        `cost` is what was paid all the same; where nobody knows, what was put by counts as spent.
        A `job` that is named changes nothing where another one has begun since.

        Raises:
            LeaseLost: peers have taken over what this worker was drafting.
        """
        at = clock.now()
        move = partial(review.failed, reason=reason, at=at)
        await self._end(draft_id, move, cost, worker, job)

    @whole
    async def _end(
        self,
        draft_id: str,
        move: Move,
        cost: Decimal | None,
        worker: str | None,
        job: str | None,
        told: Told | None = None,
    ) -> None:
        async with self._database.writing() as connection:
            if worker is not None:
                await require_lease(connection, worker)
            before = await rows.read(connection, draft_id, lock=True)
            if job not in (None, last_job(before)):
                return
            if (after := move(before)) is not before:  # else it is over, and settled
                after = await back_to_its_holder(connection, before, after)
                await rows.save(connection, before, after)
                if told is not None:
                    await record(connection, draft_id, *told)
                await settle(connection, draft_id, cost)

    async def cancel(
        self, draft_id: str, by: str, reason: str | None, *, revision: int | None = None
    ) -> DraftRecord:
        """The draft is no longer wanted. What it has cost so far is settled apart.

        Where one section of it was to be written anew, it is back with whoever had it.
        """
        return await self._change(
            draft_id, lambda r: review.cancelled(r, by, clock.now(), reason), revision
        )

    @whole
    async def settle(self, draft_id: str, cost: Decimal | None) -> None:
        """What a draft has cost; where nobody knows, what was put by for it counts as spent."""
        async with self._database.writing() as connection:
            await settle(connection, draft_id, cost)

    async def hold(
        self, draft_id: str, by: str, reason: str, *, revision: int | None = None
    ) -> DraftRecord:
        """Put the draft aside, whether it is written or not."""
        return await self._change(
            draft_id, lambda r: review.held(r, by, clock.now(), reason), revision
        )

    @whole
    async def release(self, draft_id: str, by: str, *, revision: int | None = None) -> DraftRecord:
        """Give the draft back to the queue, or to be drafted where it is not written yet."""
        return await self._again(
            draft_id, lambda r: review.released(r, by, clock.now()), None, revision
        )

    @whole
    async def retry(
        self,
        draft_id: str,
        by: str,
        reservation: Reservation | None = None,
        *,
        revision: int | None = None,
    ) -> DraftRecord:
        """Have a failed or cancelled draft gone on with, its likely cost put by for its key.

        Raises:
            WrongState: it has neither failed nor been cancelled.
            OverBudget: it could cost more than the key may spend in a day, or nobody knows.
            SpentToday: it could cost more than the key may still spend today.
        """
        return await self._again(
            draft_id, lambda r: review.retried(r, by, clock.now()), reservation, revision
        )

    async def claim(self, draft_id: str, by: str, *, revision: int | None = None) -> DraftRecord:
        """Take the draft for review, under a lease of five minutes that each use renews."""
        return await self._change(draft_id, lambda r: review.claimed(r, by, clock.now()), revision)

    async def edit(
        self, draft_id: str, draft: Draft, by: str, *, revision: int, reason: str | None
    ) -> DraftRecord:
        """Keep the editor's version as the next revision; `revision` is the one it was made of."""

        def move(record: DraftRecord) -> DraftRecord:
            return review.edited(record, draft, by, clock.now(), revision=revision, reason=reason)

        return await self._change(draft_id, move)

    async def judge(self, draft_id: str, said: Judgement, by: str, *, revision: int) -> DraftRecord:
        """Keep an editor's word on a statement or a section of this revision."""
        return await self._change(
            draft_id, lambda r: review.judged(r, said, by, clock.now(), revision=revision)
        )

    async def approve(
        self, draft_id: str, given: Approval, by: str, *, revision: int, people: int = 1
    ) -> DraftRecord:
        """The editor stands by this revision; the review record is signed off with it.

        Where two `people` have to, the first one's approval puts the draft back into the queue.
        """
        async with self._database.reading() as connection:  # revisions do not change
            written = await signing.revisions_until(connection, draft_id, revision)

        def move(record: DraftRecord) -> DraftRecord:
            at = clock.now()
            return review.approved(record, given, by, at, revision=revision, people=people)

        return await self._approve(draft_id, given, move, written)

    @whole
    async def _approve(
        self, draft_id: str, given: Approval, move: Move, written: tuple[Revision, ...]
    ) -> DraftRecord:
        async with self._database.writing() as connection:
            after = await self._moved(connection, draft_id, move)
            await signing.sign(connection, after, given, written)
            return after

    async def review_record(self, draft_id: str) -> str:
        """The review record of the last approval: JSON, to the letter as it was signed off.

        Raises:
            NotFound: there is no such draft, or it was approved before records were kept.
            WrongState: it is not approved.
            StoreError: the record is no longer what was signed off.
        """
        async with self._database.reading() as connection:
            return await signing.read(connection, draft_id)

    async def reject(
        self,
        draft_id: str,
        by: str,
        reason: str,
        code: RejectReason = RejectReason.OTHER,
        *,
        revision: int | None = None,
    ) -> DraftRecord:
        """The editor turns the draft down, and says why."""
        return await self._change(
            draft_id, lambda r: review.rejected(r, by, clock.now(), reason, code), revision
        )

    async def withdraw(self, draft_id: str, by: str, note: str, *, revision: int) -> DraftRecord:
        """Take back what was approved; the note goes out as its correction."""
        return await self._change(
            draft_id, lambda r: review.withdrawn(r, by, clock.now(), note, revision=revision)
        )

    async def exported(self, draft_id: str, by: str) -> DraftRecord:
        """The approved draft goes out. One that has gone out before stays as it is."""
        return await self._change(draft_id, lambda r: review.exported(r, by, clock.now()))

    async def revision(self, draft_id: str, number: int) -> Draft:
        """One revision of the draft.

        Raises:
            NotFound: there is no such revision.
        """
        async with self._database.reading() as connection:
            return await rows.read_revision(connection, draft_id, number)

    async def last_statement(self, draft_id: str) -> int:
        """The highest number of a statement in any revision, 0 without one: for new ids."""
        async with self._database.reading() as connection:
            return await rows.last_statement_of(connection, draft_id)

    @whole
    async def redraft(
        self,
        draft_id: str,
        by: str,
        reservation: Reservation | None = None,
        *,
        revision: int | None = None,
    ) -> DraftRecord:
        """Have a degraded draft written again by the engine that was asked for at first.

        Raises:
            WrongState: it is not degraded, or a person has edited it.
            NotYours: another editor has it in review.
            OverBudget: it could cost more than the key may spend in a day, or nobody knows.
            SpentToday: it could cost more than the key may still spend today.
        """
        return await self._again(
            draft_id, lambda r: review.redrafted(r, by, clock.now()), reservation, revision
        )

    async def _again(
        self,
        draft_id: str,
        move: Move,
        reservation: Reservation | None,
        revision: int | None = None,
    ) -> DraftRecord:
        async with self._database.writing() as connection:
            turn = await asking.new_turn(connection, draft_id)  # before it counts as waited for
            after = await self._moved(connection, draft_id, move, revision)
            if after.state is DraftState.DRAFTING:
                await asking.take_turn(connection, draft_id, turn)
            if reservation is not None:
                await reserve(connection, draft_id, reservation)
            return after

    @whole
    async def turn(self, draft_id: str) -> int:
        """Its turn among the drafts of its priority, the lowest first.

        Raises:
            NotFound: there is no such draft.
        """
        async with self._database.reading() as connection:
            turn = await connection.scalar(sa.select(drafts.c.turn).where(drafts.c.id == draft_id))
        if turn is None:
            raise NotFound(f"there is no draft {draft_id}")
        return int(turn)

    @whole
    async def _change(self, draft_id: str, move: Move, revision: int | None = None) -> DraftRecord:
        """One move in one transaction: of two editors who race, the second sees the first.

        Raises:
            StaleRevision: a revision is named, and the draft is at another.
        """
        async with self._database.writing() as connection:
            return await self._moved(connection, draft_id, move, revision)

    async def _moved(
        self, connection: AsyncConnection, draft_id: str, move: Move, revision: int | None = None
    ) -> DraftRecord:
        before = await rows.read(connection, draft_id, lock=True)
        if revision is not None:
            review.current(before, revision)
        after = await back_to_its_holder(connection, before, move(before))
        await rows.save(connection, before, after)
        return after
