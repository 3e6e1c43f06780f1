"""The names of jobs: a draft's own, and with a number for each time that it was asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from drafter.errors import NotFound
from drafter.store.database import Database, whole
from drafter.store.tables import audit, drafts
from schemas.job import Priority
from schemas.review import Action, DraftRecord, DraftState

REDRAFTS = sa.and_(audit.c.draft_id == drafts.c.id, audit.c.action == Action.REDRAFTED)
"""Lines of the audit trail that make another job of a draft."""


@dataclass(frozen=True)
class QueuePlace:
    """A draft's last job, its priority, and its turn among those of its priority."""

    job: str
    priority: Priority
    turn: int


class Naming:
    """The names of the jobs of one database's drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unfinished(self) -> dict[str, str]:
        """The drafts that are being drafted, oldest first, each with the name of its job."""
        return await self._named(drafts.c.state == DraftState.DRAFTING)

    async def jobs(self, draft_ids: Sequence[str]) -> dict[str, str]:
        """The name of each draft's last job. One that there is not is left out."""
        return await self._named(drafts.c.id.in_(draft_ids))

    async def job(self, draft_id: str) -> str:
        """The name of the draft's last job.

        Raises:
            NotFound: there is no such draft.
        """
        try:
            return (await self.jobs([draft_id]))[draft_id]
        except KeyError:
            raise NotFound(f"there is no draft {draft_id}") from None

    @whole
    async def place(self, draft_id: str) -> QueuePlace:
        """The draft's last job, and where it stands in the queue.

        Raises:
            NotFound: there is no such draft.
        """
        query = (
            sa.select(drafts.c.priority, drafts.c.turn, sa.func.count(audit.c.number))
            .outerjoin(audit, REDRAFTS)
            .where(drafts.c.id == draft_id)
            .group_by(drafts.c.id)
        )
        async with self._database.reading() as connection:
            found = (await connection.execute(query)).one_or_none()
        if found is None:
            raise NotFound(f"there is no draft {draft_id}")
        priority, turn, redrafts = found
        return QueuePlace(job_of(draft_id, redrafts), Priority(priority), turn)

    @whole
    async def _named(self, which: sa.ColumnElement[bool]) -> dict[str, str]:
        query = (
            sa.select(drafts.c.id, sa.func.count(audit.c.number))
            .outerjoin(audit, REDRAFTS)
            .where(which)
            .group_by(drafts.c.id, drafts.c.created_at)
            .order_by(drafts.c.created_at, drafts.c.id)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(query)
            return {draft_id: job_of(draft_id, redrafts) for draft_id, redrafts in found}


def last_job(record: DraftRecord) -> str:
    """The name of the draft's last job, by its audit trail."""
    actions = [entry.action for entry in record.history]
    return job_of(record.id, actions.count(Action.REDRAFTED))


def job_of(draft_id: str, redrafts: int) -> str:
    """The name of a job: the draft's own, and with a number after it was asked for again."""
    return f"{draft_id}.{redrafts}" if redrafts else draft_id
