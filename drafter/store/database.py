"""The database: short transactions, one kind to read and one to write."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from drafter.store.connecting import WRITING, parsed, prepare, store_errors

SNAPSHOT = "REPEATABLE READ"
ON_POSTGRESQL: Mapping[str, Any] = {
    # A connection may have been lost since it was last used: PostgreSQL is asked first.
    "pool_pre_ping": True,
    # A process that is frozen inside a transaction must not keep its locks from a peer.
    "connect_args": {"options": "-c idle_in_transaction_session_timeout=15000"},
}
Given = ParamSpec("Given")
Result = TypeVar("Result")


class _Joint:
    """A transaction that others join while it is open."""

    def __init__(self, database: "Database", connection: AsyncConnection) -> None:
        self.database = database
        self.connection = connection
        self.open = True


_JOINT: ContextVar[_Joint | None] = ContextVar("joint", default=None)
"""The transaction of the task, and of the tasks that it starts. No other task sees it."""


class Database:
    """A pool of connections to one database, SQLite or PostgreSQL.

    Nothing slow belongs inside a transaction: no model call, no HTTP, no rendering.
    """

    def __init__(self, url: str) -> None:
        address = parsed(url, asynchronous=True)
        remote = ON_POSTGRESQL if address.get_backend_name() == "postgresql" else {}
        self._engine = create_async_engine(address, **remote)
        prepare(self._engine.sync_engine)
        self._writer = self._engine.execution_options(**{WRITING: True})
        # SQLite reads one state per transaction as it is.
        on_sqlite = self._engine.dialect.name == "sqlite"
        snapshot = {} if on_sqlite else {"isolation_level": SNAPSHOT}
        self._reader = self._engine.execution_options(**snapshot)
        # SQLite lets in whoever asks at the right moment; in one process, who came first.
        self._turns: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if on_sqlite else nullcontext()
        )

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that reads one state of the database.

        Raises:
            StoreError: the database cannot be used.
        """
        joint = self._joint()
        return _seen(joint) if joint else _transaction(self._reader)

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that writes. On SQLite it has the write lock before its first read.

        Raises:
            StoreError: the database cannot be used.
        """
        joint = self._joint()
        return _part(joint) if joint else self._written()

    @asynccontextmanager
    async def _written(self) -> AsyncIterator[AsyncConnection]:
        async with self._turns, _transaction(self._writer) as connection:
            yield connection

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """One transaction of all that is read and written in the block: all of it, or nothing.

        `reading` and `writing` join it, in the methods that the block calls and in the tasks that
        these start (`whole`), one after the other. A writing that fails in it is undone by itself;
        where the error leaves the block, so is everything.

        Raises:
            StoreError: the database cannot be used.
        """
        async with self.writing() as connection:
            joint = _Joint(self, connection)
            before = _JOINT.set(joint)
            try:
                yield
            finally:
                joint.open = False  # for a task that outlives the block
                _JOINT.reset(before)

    def _joint(self) -> _Joint | None:
        joint = _JOINT.get()
        return joint if joint and joint.open and joint.database is self else None

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[Any]:
        """The driver's own connection, for long and outside of any transaction; not used again.

        Raises:
            StoreError: the database cannot be used.
        """
        with store_errors():
            connection = await self._engine.connect()
        try:
            yield (await connection.get_raw_connection()).driver_connection
        finally:
            await connection.invalidate()
            await connection.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    with store_errors():
        async with engine.begin() as connection:
            yield connection


@asynccontextmanager
async def _seen(joint: _Joint) -> AsyncIterator[AsyncConnection]:
    with store_errors():
        yield joint.connection


@asynccontextmanager
async def _part(joint: _Joint) -> AsyncIterator[AsyncConnection]:
    with store_errors():
        async with joint.connection.begin_nested():
            yield joint.connection


def whole(
    method: Callable[Given, Coroutine[Any, Any, Result]],
) -> Callable[Given, Coroutine[Any, Any, Result]]:
    """Run a method to its end, even where whoever waits for it is cancelled meanwhile.

    A cancelled `BEGIN IMMEDIATE` can keep SQLite's write lock with nobody left to give it back, and
    a cancelled read loses its connection. Methods that write, and those that jobs use, which are
    cut off, are run so.
    """

    @wraps(method)
    async def run(*args: Given.args, **named: Given.kwargs) -> Result:
        task = asyncio.ensure_future(method(*args, **named))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            raise

    return run


async def only_writer(connection: AsyncConnection, table: sa.Table) -> None:
    """Nobody else writes the table before the transaction ends. SQLite has its write lock."""
    if connection.dialect.name == "postgresql":
        name = connection.dialect.identifier_preparer.format_table(table)
        await connection.execute(sa.text(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))


async def insert_once(
    connection: AsyncConnection, table: sa.Table, values: Mapping[str, object]
) -> bool:
    """Insert the row, and say whether it is new: one with the same unique value stays as it is."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    once = insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return (await connection.execute(once)).one_or_none() is not None
