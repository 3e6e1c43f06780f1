"""Events: what happens to a draft, in order, so that a follower on any host misses none."""

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.store.database import Database, whole
from drafter.store.deliveries import announce
from drafter.store.tables import drafts, events
from drafter.store.workers import require_lease
from schemas.following import DraftEvent, EventKind
from schemas.review import DraftState

CHANNEL = "drafter_events"
"""Of PostgreSQL's notifications, ours; the payload is the draft's id."""
AFTERWARDS = frozenset({EventKind.STATE, EventKind.FINDINGS})
"""What is told of a draft that is not being written."""
Told = tuple[EventKind, Mapping[str, JsonValue]]


async def record(
    connection: AsyncConnection, draft_id: str, kind: EventKind, data: Mapping[str, JsonValue]
) -> None:
    """Add the next event of a draft, in a transaction that holds the draft's row.

    Whoever reads up to a number has read all before it: no two writers count at once. A move is
    also kept for delivery to those who have subscribed to it.
    """
    await _record(connection, draft_id, [(kind, data)])
    if kind is EventKind.STATE:
        await announce(connection, draft_id, data)


async def record_first(
    connection: AsyncConnection, draft_id: str, kind: EventKind, data: Mapping[str, JsonValue]
) -> None:
    """The same of a draft that this transaction has just made: nothing has happened to it yet."""
    await _record(connection, draft_id, [(kind, data)], last=0)
    await announce(connection, draft_id, data)


class Events:
    """The events of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def add(self, draft_id: str, told: Sequence[Told], *, worker: str | None = None) -> None:
        """Add events to a draft, in one transaction of their own.

        How a draft is written is told only while it is: a late call has nothing more to say.

        Raises:
            LeaseLost: peers have taken over what this worker was drafting.
            StoreError: the database cannot be used.
        """
        if not told:
            return
        async with self._database.writing() as connection:
            if worker is not None:
                await require_lease(connection, worker)
            row = sa.select(drafts.c.state).where(drafts.c.id == draft_id).with_for_update()
            state = await connection.scalar(row)
            timely = [one for one in told if state == DraftState.DRAFTING or one[0] in AFTERWARDS]
            if state is not None and timely:
                await _record(connection, draft_id, timely)

    @whole
    async def after(
        self, draft_id: str, number: int, *, limit: int = 200
    ) -> tuple[DraftEvent, ...]:
        """The draft's events with a higher number, in order, at most `limit` of them."""
        query = (
            sa.select(events)
            .where(events.c.draft_id == draft_id, events.c.number > number)
            .order_by(events.c.number)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings()
            return tuple(map(_event, rows))


async def _record(
    connection: AsyncConnection, draft_id: str, told: Sequence[Told], *, last: int | None = None
) -> None:
    if last is None:
        highest = sa.select(sa.func.max(events.c.number)).where(events.c.draft_id == draft_id)
        last = await connection.scalar(highest) or 0
    at = clock.now()
    rows = [
        {"draft_id": draft_id, "number": number, "at": at, "kind": kind, "document": _json(data)}
        for number, (kind, data) in enumerate(told, last + 1)
    ]
    await connection.execute(sa.insert(events), rows)
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_notify(CHANNEL, draft_id)))


def _json(data: Mapping[str, JsonValue]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _event(row: sa.RowMapping) -> DraftEvent:
    known = {name: row[name] for name in DraftEvent.model_fields if name != "data"}
    return DraftEvent.model_validate(known | {"data": json.loads(row["document"])})
