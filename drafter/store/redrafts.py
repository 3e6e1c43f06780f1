"""Sections that are written anew: what was asked, of which revision, and who had the draft then."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.redrafting.asking import Commission, SectionRedraft, Wish
from drafter.redrafting.moves import (
    given_back,
    redraft_of,
    redrafts_of,
    section_redrafted,
    section_written,
)
from drafter.store import asking, rows
from drafter.store.database import Database, whole
from drafter.store.events import Told, record
from drafter.store.spending import Reservation, reserve, settle
from drafter.store.tables import section_redrafts
from drafter.store.workers import require_lease
from schemas.draft import Draft
from schemas.review import DraftRecord, DraftState

COLUMNS = tuple(section_redrafts.c[name] for name in SectionRedraft.model_fields)


class Redrafts:
    """The section redrafts of one database. Each change is one short transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def ask(
        self,
        draft_id: str,
        wish: Wish,
        by: str,
        reservation: Reservation | None = None,
        *,
        revision: int,
    ) -> DraftRecord:
        """Have a section of this revision written anew; its likely cost is put by for the key.

        Raises:
            NotFound: there is no such draft.
            WrongState: the draft, or the section, is none to be written anew.
            NotYours: another editor has it in review.
            StaleRevision: it has changed since `revision`.
            OverBudget: it could cost more than the key may spend in a day, or nobody knows.
            SpentToday: it could cost more than the key may still spend today.
        """
        async with self._database.writing() as connection:
            turn = await asking.new_turn(connection, draft_id)  # before it counts as waited for
            before = await rows.read(connection, draft_id, lock=True)
            at = clock.now()
            after = section_redrafted(before, wish, by, at, revision=revision)
            await rows.save(connection, before, after)
            kept = dict(redraft_of(before, wish)) | {"draft_id": draft_id, "by": by, "at": at}
            await connection.execute(sa.insert(section_redrafts).values(kept))
            await asking.take_turn(connection, draft_id, turn)
            if reservation is not None:
                await reserve(connection, draft_id, reservation)
            return after

    @whole
    async def commission(self, draft_id: str, job: str) -> Commission | None:
        """What a job writes anew; None where it writes the whole draft."""
        async with self._database.reading() as connection:
            redraft = await _read(connection, draft_id, _number(draft_id, job))
            if redraft is None:
                return None
            draft = await rows.read_revision(connection, draft_id, redraft.revision)
            return Commission(redraft, draft, await rows.last_statement_of(connection, draft_id))

    @whole
    async def finish(
        self,
        draft_id: str,
        job: str,
        draft: Draft,
        cost: Decimal | None,
        told: Told,
        *,
        worker: str | None = None,
    ) -> None:
        """The section is written: the next revision, with whoever had the draft. Twice is once.

        `told` is what followers hear of it then. What it has cost takes the place of what was put
        by.

        Raises:
            LeaseLost: peers have taken over what this worker was drafting.
        """
        async with self._database.writing() as connection:
            if worker is not None:
                await require_lease(connection, worker)
            before = await rows.read(connection, draft_id, lock=True)
            redraft = await _read(connection, draft_id, _number(draft_id, job))
            after = section_written(before, redraft, draft, clock.now()) if redraft else before
            if after is before:  # it was handed over before, or called off
                return
            await rows.save(connection, before, after)
            await record(connection, draft_id, *told)
            await settle(connection, draft_id, cost)


async def back_to_its_holder(
    connection: AsyncConnection, before: DraftRecord, after: DraftRecord
) -> DraftRecord:
    """Where a section came to nothing, the draft goes back to whoever had it in review."""
    if before.state is not DraftState.DRAFTING or after.state is not DraftState.QUEUED:
        return after
    redraft = await _read(connection, before.id, redrafts_of(before))
    return given_back(after, redraft, after.updated_at) if redraft else after


def _number(draft_id: str, job: str) -> int:
    """The redraft that the job of that name makes; 0 for none: `DRAFT.2` is the second one."""
    return int(job.removeprefix(draft_id).removeprefix(".") or 0)


async def _read(connection: AsyncConnection, draft_id: str, number: int) -> SectionRedraft | None:
    query = sa.select(*COLUMNS).where(
        section_redrafts.c.draft_id == draft_id, section_redrafts.c.number == number
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return SectionRedraft.model_validate(dict(row)) if row else None
