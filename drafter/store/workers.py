"""Workers: who drafts, and until when each is known to be alive.

A lease is a row that its worker renews. Times are the database's own on PostgreSQL, since hosts
disagree; a SQLite file is used on one machine only. Synchronous, for a thread of its own: a busy
loop must not look like a dead worker.
"""

import os
import socket
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import LeaseLost
from drafter.store.connecting import WRITING, parsed, prepare, store_errors
from drafter.store.tables import workers


@dataclass(frozen=True)
class WorkerName:
    """One life of one process. The id is never used again: a namesake could be taken for it."""

    id: str
    host: str
    pid: int


def this_worker() -> WorkerName:
    """A new name for this process."""
    host, pid = socket.gethostname(), os.getpid()
    return WorkerName(f"{host}-{pid}-{uuid.uuid4().hex[:8]}", host, pid)


async def require_lease(connection: AsyncConnection, worker: str) -> None:
    """Within a transaction that hands a draft over: the worker still counts as alive.

    Raises:
        LeaseLost: peers have taken over what it was drafting.
    """
    query = sa.select(workers.c.id).where(workers.c.id == worker, workers.c.lost_at.is_(None))
    if await connection.scalar(query.with_for_update(read=True)) is None:
        raise LeaseLost(f"worker {worker} was away for long, and its peers have taken over")


class Workers:
    """The leases of one database."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(
            parsed(url, asynchronous=False),
            execution_options={WRITING: True},
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
        )
        prepare(self._engine)

    def enlist(self, worker: WorkerName, seconds: float) -> None:
        """A worker begins, with a lease of so many seconds.

        Raises:
            StoreError: the database cannot be used.
        """
        with store_errors(), self._engine.begin() as connection:
            now = _now(connection)
            row = {"id": worker.id, "host": worker.host, "pid": worker.pid, "started_at": now}
            lease = _lease(now, seconds)
            connection.execute(sa.insert(workers).values(row | lease))

    def renew(self, worker: WorkerName, seconds: float) -> bool:
        """Renew the lease; False where a peer has taken over what this worker was doing.

        Raises:
            StoreError: the database cannot be used.
        """
        with store_errors(), self._engine.begin() as connection:
            renewed = connection.execute(
                sa.update(workers)
                .where(workers.c.id == worker.id, workers.c.lost_at.is_(None))
                .values(_lease(_now(connection), seconds))
            )
            return renewed.rowcount == 1

    def begin_anew(self, worker: WorkerName, seconds: float) -> None:
        """After a loss: the worker has let go of all that it was doing, and may work again."""
        self.leave(worker)
        self.enlist(worker, seconds)

    def leave(self, worker: WorkerName) -> None:
        """The worker has ended, and holds nothing any more."""
        with store_errors(), self._engine.begin() as connection:
            connection.execute(sa.delete(workers).where(workers.c.id == worker.id))

    def alive(self) -> frozenset[str]:
        """The ids of those whose lease runs."""
        with store_errors(), self._engine.begin() as connection:
            query = sa.select(workers.c.id).where(
                workers.c.expires_at >= _now(connection), workers.c.lost_at.is_(None)
            )
            return frozenset(connection.scalars(query))

    def lose(self, ids: Collection[str], *, expired: bool) -> frozenset[str]:
        """Mark workers as lost, so that none of them can hand over a draft. Gives those that are.

        With `expired`, only those whose lease has run out by now. A worker without a row is lost.
        """
        with store_errors(), self._engine.begin() as connection:
            now = _now(connection)
            marked = sa.update(workers).where(workers.c.id.in_(ids), workers.c.lost_at.is_(None))
            if expired:
                marked = marked.where(workers.c.expires_at < now)
            connection.execute(marked.values(lost_at=now))
            query = sa.select(workers.c.id).where(
                workers.c.id.in_(ids), workers.c.lost_at.is_(None)
            )
            return frozenset(ids) - frozenset(connection.scalars(query))

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()


def _now(connection: sa.Connection) -> datetime:
    if connection.dialect.name != "postgresql":
        return clock.now()
    found = connection.scalar(sa.select(sa.func.clock_timestamp()))
    if not isinstance(found, datetime):
        raise TypeError("the database does not tell the time")
    return found


def _lease(now: datetime, seconds: float) -> dict[str, datetime]:
    return {"beaten_at": now, "expires_at": now + timedelta(seconds=seconds)}
