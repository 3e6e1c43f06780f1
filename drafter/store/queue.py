"""The queue of editors: who asks for the next draft has it, and nobody else."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock, review
from drafter.store import rows
from drafter.store.database import Database, whole
from drafter.store.tables import audit, drafts
from schemas.job import Priority
from schemas.review import Action, DraftRecord, DraftState


class ReviewQueue:
    """The drafts of one database that wait for an editor."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def next(
        self, by: str, *, desk: str | None = None, topic: str | None = None
    ) -> DraftRecord | None:
        """Claim the next draft for the editor: by priority, then the oldest; None without one.

        It is queued, or another editor's whose lease has run out. One that this editor has
        approved already, where two people have to, waits for somebody else.
        """
        at = clock.now()
        waits = sa.or_(
            drafts.c.state == DraftState.QUEUED,
            sa.and_(
                drafts.c.state == DraftState.IN_REVIEW,
                drafts.c.claimed_until <= at,
                drafts.c.claimed_by != by,
            ),
        )
        query = sa.select(drafts.c.id).where(waits, ~_endorsed(by)).order_by(*IN_TURN).limit(1)
        for column, wanted in ((drafts.c.desk, desk), (drafts.c.topic, topic)):
            query = query if wanted is None else query.where(column == wanted)
        async with self._database.writing() as connection:
            # Of two who ask at once, the second is given the next; SQLite has its write lock.
            found = await connection.scalar(query.with_for_update(skip_locked=True, of=drafts))
            return None if found is None else await _claimed(connection, found, by)


async def _claimed(connection: AsyncConnection, draft_id: str, by: str) -> DraftRecord:
    before = await rows.read(connection, draft_id, lock=True)
    after = review.claimed(before, by, clock.now())
    await rows.save(connection, before, after)
    return after


def _endorsed(by: str) -> sa.Exists:
    """Whether the editor has approved the present revision already, under whichever spelling."""
    return sa.exists().where(
        audit.c.draft_id == drafts.c.id,
        audit.c.action == Action.ENDORSED,
        audit.c.revision == drafts.c.revision,
        sa.func.lower(audit.c.by) == sa.func.lower(by),
    )


IN_TURN = (
    sa.case({one.value: place for place, one in enumerate(Priority)}, value=drafts.c.priority),
    drafts.c.created_at,
    drafts.c.id,
)
"""The order of the queue: by priority, then by age."""
