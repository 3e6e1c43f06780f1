"""Comments: kept with the words that they were made on; added and resolved, never changed."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound, WrongState
from drafter.store import rows
from drafter.store.database import Database, whole
from drafter.store.ids import new_id
from drafter.store.tables import comments, drafts
from schemas.comment import Comment
from schemas.review import DraftRecord
from schemas.sections import SectionName


class Comments:
    """The comments of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def add(
        self, draft_id: str, on: str, said: str, by: str, *, answers_to: str | None = None
    ) -> Comment:
        """Keep a comment on a statement, by its id, or on a section, by its name.

        Raises:
            NotFound: there is no such draft, statement, or comment to answer.
            WrongState: the draft is not written yet.
        """
        async with self._database.writing() as connection:
            record = await rows.read(connection, draft_id)
            section, quote = _place(record, on)
            if answers_to is not None:
                await _read(connection, draft_id, answers_to)
            comment = Comment(
                id=new_id("com"),
                draft_id=draft_id,
                revision=record.revision,
                section=section,
                statement=None if quote is None else on,
                quote=quote,
                said=said,
                by=by,
                at=clock.now(),
                answers_to=answers_to,
                resolved_by=None,
                resolved_at=None,
            )
            await connection.execute(sa.insert(comments).values(dict(comment)))
            return comment

    async def list(self, draft_id: str, *, resolved: bool | None = None) -> tuple[Comment, ...]:
        """The comments on a draft, the oldest first: all, the resolved ones, or the others.

        Raises:
            NotFound: there is no such draft.
        """
        query = _of(draft_id).order_by(comments.c.number)
        if resolved is not None:
            done = comments.c.resolved_at.is_not(None)
            query = query.where(done if resolved else ~done)
        async with self._database.reading() as connection:
            there = sa.select(drafts.c.id).where(drafts.c.id == draft_id)
            if await connection.scalar(there) is None:
                raise NotFound(f"there is no draft {draft_id}")
            found = (await connection.execute(query)).mappings()
            return tuple(Comment.model_validate(dict(row)) for row in found)

    @whole
    async def resolve(self, draft_id: str, comment_id: str, by: str) -> Comment:
        """The comment is dealt with. A repeat changes nothing.

        Raises:
            NotFound: there is no such comment on the draft.
        """
        change = (
            sa.update(comments)
            .where(comments.c.id == comment_id, comments.c.draft_id == draft_id)
            .where(comments.c.resolved_at.is_(None))
            .values(resolved_by=by, resolved_at=clock.now())
        )
        async with self._database.writing() as connection:
            await connection.execute(change)
            return await _read(connection, draft_id, comment_id)


async def _read(connection: AsyncConnection, draft_id: str, comment_id: str) -> Comment:
    query = _of(draft_id).where(comments.c.id == comment_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no comment {comment_id} on {draft_id}")
    return Comment.model_validate(dict(row))


def _of(draft_id: str) -> sa.Select[tuple[object, ...]]:
    columns = [comments.columns[name] for name in Comment.model_fields]
    return sa.select(*columns).where(comments.c.draft_id == draft_id)


def _place(record: DraftRecord, on: str) -> tuple[SectionName, str | None]:
    """The section, and the statement's text; null where it is on the section as a whole."""
    if record.draft is None:
        raise WrongState(f"{record.id} is {record.state}: there is nothing to comment on yet")
    if on in set(SectionName):
        return SectionName(on), None
    for section, statement in record.draft.statements():
        if statement.id == on:
            return section, statement.text
    raise NotFound(f"{record.id} has no statement or section {on}")
