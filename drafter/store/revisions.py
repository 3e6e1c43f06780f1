"""The revisions of drafts: who wrote which, when and why. None of them ever changes."""

import asyncio

import sqlalchemy as sa

from drafter.diffing.revisions import Written
from drafter.errors import NotFound
from drafter.store.database import Database
from drafter.store.tables import drafts, revisions
from schemas.draft import Draft
from schemas.review import RevisionLine

_LINE = tuple(revisions.c[name] for name in RevisionLine.model_fields)


class Revisions:
    """The revisions of one database's drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lines(self, draft_id: str) -> tuple[RevisionLine, ...]:
        """The draft's revisions without their texts, newest first; none before it is written.

        Raises:
            NotFound: there is no such draft.
        """
        query = sa.select(*_LINE).where(revisions.c.draft_id == draft_id)
        async with self._database.reading() as connection:
            if not await connection.scalar(sa.select(drafts.c.id).where(drafts.c.id == draft_id)):
                raise NotFound(f"there is no draft {draft_id}")
            found = await connection.execute(query.order_by(revisions.c.number.desc()))
            return tuple(RevisionLine.model_validate(dict(row)) for row in found.mappings())

    async def between(self, draft_id: str, first: int, last: int) -> tuple[Written, ...]:
        """The revisions from the first to the last, both with them, with their drafts.

        Raises:
            NotFound: one of the two is not there.
        """
        query = sa.select(*_LINE, revisions.c.document).where(
            revisions.c.draft_id == draft_id, revisions.c.number.between(first, last)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(revisions.c.number))
            kept = [dict(row) for row in found.mappings()]
        for number in (first, last):
            if number not in {row["number"] for row in kept}:
                raise NotFound(f"draft {draft_id} has no revision {number}")
        return await asyncio.to_thread(lambda: tuple(map(_read, kept)))


def _read(row: dict[str, object]) -> Written:
    draft = Draft.model_validate_json(str(row.pop("document")))
    return RevisionLine.model_validate(row), draft
