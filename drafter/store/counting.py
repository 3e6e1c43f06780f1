"""Counting: how the newsroom stands, for probes and metrics. No document is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.store.database import Database
from drafter.store.migrate import FOLDER
from drafter.store.tables import drafts, events, spendings, workers
from schemas.following import EventKind
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.review import DraftState

LAST_DRAFTS = 3
"""A provider that failed each of so many drafts is in trouble."""
LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """Drafts of one priority that no worker has begun: how many, and since when the oldest."""

    drafts: int
    since: datetime


@dataclass(frozen=True)
class Standing:
    """How the newsroom stood at one moment of the database's own time."""

    at: datetime
    states: Mapping[DraftState, int]
    waiting: Mapping[Priority, Waiting]
    workers_alive: int
    workers_lost: int
    spent_today_usd: Decimal

    @property
    def queue_seconds(self) -> float:
        """How long the oldest draft has waited for a worker, 0 where none waits."""
        since = [one.since for one in self.waiting.values()]
        return max((self.at - min(since)).total_seconds(), 0.0) if since else 0.0


class Counting:
    """Counts in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def answers(self) -> bool:
        """Whether the database answers at all.

        Raises:
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as connection:
            return await connection.scalar(sa.select(1)) == 1

    async def is_current(self) -> bool:
        """Whether the database has the tables of this version.

        Raises:
            StoreError: it cannot be used, or has no tables yet.
        """
        async with self._database.reading() as connection:
            found = await connection.scalar(
                sa.select(sa.column("version_num")).select_from(_VERSION)
            )
        return found == newest_revision()

    async def standing(self) -> Standing:
        """How the newsroom stands.

        Raises:
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as connection:
            now = await _now(connection)
            alive = sa.and_(workers.c.expires_at >= now, workers.c.lost_at.is_(None))
            return Standing(
                at=now,
                states=await _states(connection),
                waiting=await _waiting(connection),
                workers_alive=await _rows(connection, workers, alive),
                workers_lost=await _rows(connection, workers, sa.not_(alive)),
                spent_today_usd=await _spent(connection, now),
            )

    async def models_fail(self) -> bool:
        """Whether a model wrote none of the last drafts that one was asked to write, lately.

        They failed, or the extractive engine stood in.

        Raises:
            StoreError: the database cannot be used.
        """
        query = (
            sa.select(drafts.c.state, drafts.c.degraded)
            .where(
                sa.or_(drafts.c.engine == EngineName.OPENAI, drafts.c.degraded),
                drafts.c.created_at > clock.now() - LATELY,
                drafts.c.state.not_in([DraftState.DRAFTING, DraftState.CANCELLED]),
            )
            .order_by(drafts.c.created_at.desc(), drafts.c.id.desc())
            .limit(LAST_DRAFTS)
        )
        async with self._database.reading() as connection:
            last = (await connection.execute(query)).all()
        return bool(last) and all(one.degraded or one.state == DraftState.FAILED for one in last)


@cache
def newest_revision() -> str | None:
    """The revision of the tables that this version works with."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


_VERSION = sa.table("alembic_version")


async def _now(connection: AsyncConnection) -> datetime:
    """Hosts disagree about the time, so leases on PostgreSQL go by its own."""
    if connection.dialect.name != "postgresql":
        return clock.now()
    found = await connection.scalar(sa.select(sa.func.clock_timestamp()))
    return found if isinstance(found, datetime) else clock.now()


async def _states(connection: AsyncConnection) -> dict[DraftState, int]:
    """Drafts by their state, each state named."""
    query = sa.select(drafts.c.state, sa.func.count()).group_by(drafts.c.state)
    counted = {DraftState(state): number for state, number in await connection.execute(query)}
    return {state: counted.get(state, 0) for state in DraftState}


async def _waiting(connection: AsyncConnection) -> dict[Priority, Waiting]:
    """A draft waits from the moment it was asked for (again) until its job tells of anything."""
    others = events.alias()
    newest = sa.select(sa.func.max(others.c.number)).where(others.c.draft_id == drafts.c.id)
    last = sa.and_(events.c.draft_id == drafts.c.id, events.c.number == newest.scalar_subquery())
    since = sa.func.min(sa.func.coalesce(events.c.at, drafts.c.updated_at))
    query = (
        sa.select(drafts.c.priority, sa.func.count(), since)
        .select_from(drafts.outerjoin(events, last))
        .where(
            drafts.c.state == DraftState.DRAFTING,
            sa.or_(events.c.kind.is_(None), events.c.kind == EventKind.STATE),
        )
        .group_by(drafts.c.priority)
    )
    found = await connection.execute(query)
    return {Priority(priority): Waiting(number, since) for priority, number, since in found}


async def _rows(
    connection: AsyncConnection, table: sa.Table, condition: sa.ColumnElement[bool]
) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(condition)
    return await connection.scalar(query) or 0


async def _spent(connection: AsyncConnection, now: datetime) -> Decimal:
    """US dollars of the drafts asked for today (UTC), put by or spent, as far as known."""
    query = sa.select(sa.func.sum(spendings.c.usd)).where(spendings.c.day == now.date())
    return await connection.scalar(query) or Decimal(0)
