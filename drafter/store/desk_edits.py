"""What editors did to the drafts that were approved, the newest of them."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from drafter.desk.statistics import DraftEdits, draft_edits, grouped
from drafter.diffing.revisions import Written
from drafter.review import MACHINE
from drafter.store.approvals import NEWEST_FIRST, ApprovedFilter, approvals
from drafter.store.database import Database
from drafter.store.tables import drafts, revisions
from schemas.desk import DeskStatistics, Period
from schemas.draft import Draft
from schemas.review import RevisionLine

AT_ONCE = 25
"""Drafts whose texts are in memory together."""
_LINE = tuple(revisions.c[name] for name in RevisionLine.model_fields)
Texts = dict[str, list[tuple[RevisionLine, str]]]
"""The documents of each draft's revisions, oldest first."""


class DeskEdits:
    """The edits of one database's drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def statistics(
        self, wanted: ApprovedFilter, period: Period, *, most: int
    ) -> DeskStatistics:
        """What became of what engines wrote, in the `most` last approved drafts of those.

        Reads two revisions or so of each draft, and compares them in a thread.
        """
        query = approvals(wanted).order_by(*NEWEST_FIRST).limit(most + 1)
        async with self._database.reading() as connection:
            found = [(name, at) for name, at in await connection.execute(query)]
        looked_at = found[:most]
        counted: list[DraftEdits] = []
        for start in range(0, len(looked_at), AT_ONCE):
            counted += await self._compared(looked_at[start : start + AT_ONCE], wanted.model)
        return DeskStatistics(
            period=period,
            groups=grouped(counted, period),
            drafts=len(counted),
            oldest=looked_at[-1][1] if looked_at else None,
            complete=len(found) <= most,
        )

    async def _compared(
        self, approved: Sequence[tuple[str, datetime]], model: str | None
    ) -> list[DraftEdits]:
        texts = await self._texts([name for name, _ in approved])

        def compared() -> list[DraftEdits]:
            every = (draft_edits(at, _written(texts[name])) for name, at in approved)
            return [one for one in every if model in (None, one.made_by.model)]

        return await asyncio.to_thread(compared)

    async def _texts(self, names: Sequence[str]) -> Texts:
        """What the machine wrote of each draft, and what was approved. None of it changes."""
        query = (
            sa.select(revisions.c.draft_id, revisions.c.document, *_LINE)
            .join(drafts, drafts.c.id == revisions.c.draft_id)
            .where(revisions.c.draft_id.in_(names))
            .where(sa.or_(revisions.c.author == MACHINE, revisions.c.number == drafts.c.revision))
            .order_by(revisions.c.draft_id, revisions.c.number)
        )
        texts: Texts = {name: [] for name in names}
        async with self._database.reading() as connection:
            for row in (await connection.execute(query)).mappings():
                line = {name: row[name] for name in RevisionLine.model_fields}
                kept = (RevisionLine.model_validate(line), row["document"])
                texts[row["draft_id"]].append(kept)
        return texts


def _written(texts: Sequence[tuple[RevisionLine, str]]) -> list[Written]:
    return [(line, Draft.model_validate_json(document)) for line, document in texts]
