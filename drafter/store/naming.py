"""The names of jobs: a draft's own, and with a number for each time that it was asked for again."""

from collections.abc import Sequence

import sqlalchemy as sa

from drafter.errors import NotFound
from drafter.store.database import Database, whole
from drafter.store.tables import audit, drafts
from schemas.review import Action, DraftState


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
    async def _named(self, which: sa.ColumnElement[bool]) -> dict[str, str]:
        redrafted = sa.and_(audit.c.draft_id == drafts.c.id, audit.c.action == Action.REDRAFTED)
        query = (
            sa.select(drafts.c.id, sa.func.count(audit.c.number))
            .outerjoin(audit, redrafted)
            .where(which)
            .group_by(drafts.c.id, drafts.c.created_at)
            .order_by(drafts.c.created_at, drafts.c.id)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(query)
            return {draft_id: job_of(draft_id, redrafts) for draft_id, redrafts in found}


def job_of(draft_id: str, redrafts: int) -> str:
    """The name of a job: the draft's own, and with a number after it was asked for again."""
    return f"{draft_id}.{redrafts}" if redrafts else draft_id
