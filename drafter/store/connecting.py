"""How the store connects: the URLs that it takes, and what SQLite has to be told first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from drafter.errors import StoreError
from drafter.store.trouble import told

PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
"""The timeout stands first: the switch to WAL has to wait for other processes too."""

SETTING = "DRAFTER_DATABASE_URL"
WANTED = "it has to be sqlite:///PATH or postgresql://..."

WRITING = "writing"
"""Execution option of a connection whose transactions take the write lock when they begin."""


def parsed(url: str, *, asynchronous: bool, named: str = SETTING) -> sa.URL:
    """The URL with the driver that fits. The folder of a SQLite file is made.

    `named` is what the user knows it by.

    Raises:
        StoreError: it names no database that the store can use.
    """
    try:
        given = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # what it says may hold a part of the password
        raise StoreError(f"{named} is not a database URL; {WANTED}") from None
    backend = given.get_backend_name()
    if backend == "postgresql":
        if "@" in (given.host or ""):
            raise StoreError(f"{named} has an @ in its password: write it as %40")
        return given.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(f"{named} names {backend}; {WANTED}")
    if given.database in (None, "", ":memory:"):
        raise StoreError(f"{named} names no file, and memory would be lost; {WANTED}")
    _make_folder(Path(str(given.database)).parent)
    return given.set(drivername="sqlite+aiosqlite" if asynchronous else "sqlite+pysqlite")


def prepare(engine: sa.Engine) -> None:
    """On SQLite set the pragmas, and begin transactions ourselves; other databases need nothing.

    Left alone, the driver begins a transaction at its first write, too late to have the lock
    under what was read before.
    """
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _connected)
        sa.event.listen(engine, "begin", _begin)


@contextmanager
def store_errors() -> Iterator[None]:
    """What goes wrong in the database becomes a StoreError that says what to do."""
    try:
        yield
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        raise StoreError(told(error)) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder of the database cannot be made: {error}") from error


def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
