"""Lists of drafts and reports, page by page. No draft, verdict or report text is read for them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.store import rows
from drafter.store.database import Database
from drafter.store.pages import Page, Place, beyond, place_of
from drafter.store.reports import LISTED
from drafter.store.searching import holding, holding_words
from drafter.store.tables import drafts, reports
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import ReportLine
from schemas.review import DraftRecord, DraftState

Record = TypeVar("Record")

RANKS = tuple(Priority)
"""In the order in which the queue takes them: what is breaking first."""


class Sort(StrEnum):
    """The order of a list of drafts.

    `created`: newest first. `updated`: what was changed last first. `queue`: by priority, and in
    it oldest first, as editors take them.
    """

    CREATED = "created"
    UPDATED = "updated"
    QUEUE = "queue"


@dataclass(frozen=True)
class DraftFilter:
    """Which drafts a list is of: those that fit all of it. `after` is at or after, `before` is not.

    `q` is searched for in headline and text, as `drafter.store.searching` has it.
    """

    states: tuple[DraftState, ...] = ()
    topic: str | None = None
    desk: str | None = None
    claimed_by: str | None = None
    engine: EngineName | None = None
    recipe: str | None = None
    degraded: bool | None = None
    priority: Priority | None = None
    created_by: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    updated_after: datetime | None = None
    q: str | None = None

    def conditions(self, dialect: sa.Dialect) -> Iterator[sa.ColumnElement[bool]]:
        """The same in SQL.

        Raises:
            InputError: `q` holds no word.
        """
        if self.states:
            yield drafts.c.state.in_(self.states)
        for name in _EQUAL:
            if (value := getattr(self, name)) is not None:
                yield drafts.c[name] == value
        if self.created_after is not None:
            yield drafts.c.created_at >= self.created_after
        if self.created_before is not None:
            yield drafts.c.created_at < self.created_before
        if self.updated_after is not None:
            yield drafts.c.updated_at >= self.updated_after
        if self.q is not None:
            yield holding(dialect, self.q)


_EQUAL = (
    *("topic", "desk", "claimed_by", "engine", "recipe", "degraded", "priority", "created_by"),
)


class Lists:
    """The lists of one database. What comes in between two pages moves none of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def drafts(
        self,
        wanted: DraftFilter | None = None,
        *,
        sort: Sort = Sort.CREATED,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[DraftRecord]:
        """A page of at most `limit` drafts, without their text, verdicts and history.

        Raises:
            InputError: the cursor is none of ours, or of another list; or `q` holds no word.
        """
        wanted = wanted or DraftFilter()
        of = (sort, wanted)
        place = None if cursor is None else place_of(cursor, of)
        async with self._database.reading() as connection:
            conditions = tuple(wanted.conditions(connection.dialect))
            if sort is Sort.QUEUE:
                found = await _by_rank(connection, conditions, wanted, place, limit + 1)
            else:
                time = drafts.c.updated_at if sort is Sort.UPDATED else drafts.c.created_at
                query = _ordered(conditions, time, place, newest_first=True)
                found = [*(await connection.execute(query.limit(limit + 1))).mappings()]
        at = "updated_at" if sort is Sort.UPDATED else "created_at"

        def end(record: DraftRecord) -> Place:
            rank = RANKS.index(record.priority) if sort is Sort.QUEUE else 0
            return Place(getattr(record, at), record.id, rank)

        return _page(tuple(map(rows.header, found)), limit, end, of)

    async def reports(
        self,
        *,
        publisher: str | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[ReportLine]:
        """A page of at most `limit` reports, newest first, without their texts.

        `q` is searched for in the headline.

        Raises:
            InputError: the cursor is none of ours, or of another list; or `q` holds no word.
        """
        of = ("reports", publisher, q)
        query = sa.select(*_LINE)
        if publisher is not None:
            query = query.where(reports.c.publisher == publisher)
        if q is not None:
            query = query.where(holding_words(reports.c.words, q))
        columns = (reports.c.created_at, reports.c.id)
        if cursor is not None:
            query = query.where(beyond(columns, place_of(cursor, of), newest_first=True))
        query = query.order_by(*(column.desc() for column in columns))
        async with self._database.reading() as connection:
            found = (await connection.execute(query.limit(limit + 1))).mappings().all()
        lines = tuple(ReportLine.model_validate(dict(row)) for row in found)
        return _page(lines, limit, lambda line: Place(line.created_at, line.id), of)


_LINE = tuple(reports.c[name] for name in ("id", *LISTED, "created_at", "created_by", "emptied_at"))


def _ordered(
    conditions: Sequence[sa.ColumnElement[bool]],
    time: sa.Column[datetime],
    place: Place | None,
    *,
    newest_first: bool,
) -> sa.Select[object]:
    columns = (time, drafts.c.id)
    query = sa.select(*rows.HEADER).where(*conditions)
    if place is not None:
        query = query.where(beyond(columns, place, newest_first=newest_first))
    return query.order_by(*(one.desc() if newest_first else one.asc() for one in columns))


async def _by_rank(
    connection: AsyncConnection,
    conditions: Sequence[sa.ColumnElement[bool]],
    wanted: DraftFilter,
    place: Place | None,
    limit: int,
) -> list[sa.RowMapping]:
    """One priority after the other, so that each is read along an index and none is sorted."""
    found: list[sa.RowMapping] = []
    first = place.rank if place else 0
    for rank, priority in enumerate(RANKS):
        if rank < first or wanted.priority not in (None, priority) or len(found) == limit:
            continue
        here = place if place and rank == place.rank else None
        of_rank = (*conditions, drafts.c.priority == priority)
        query = _ordered(of_rank, drafts.c.created_at, here, newest_first=False)
        more = await connection.execute(query.limit(limit - len(found)))
        found += more.mappings().all()
    return found


def _page(
    found: tuple[Record, ...], limit: int, end: Callable[[Record], Place], of: object
) -> Page[Record]:
    """As many as are wanted of one more than that: the one more tells that there is a next page."""
    kept = found[:limit]
    more = len(found) > limit and kept
    return Page(kept, end(kept[-1]).cursor(of) if more else None)
