"""Brings a database to the tables of this version."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from drafter.errors import StoreError
from drafter.store.connecting import WRITING, parsed, prepare, store_errors

FOLDER = Path(__file__).parent / "migrations"
TRY_SECONDS = 0.1
LOCK = 0x64726674
"""Of PostgreSQL's advisory locks, ours: one migration at a time. SQLite has its write lock."""


def migrate(url: str) -> None:
    """Apply the migrations that the database lacks, all or none. Twice or two at once is harmless.

    Raises:
        StoreError: the database cannot be used, or is of a newer version than this program.
    """
    engine = sa.create_engine(parsed(url, asynchronous=False), execution_options={WRITING: True})
    prepare(engine)
    try:
        with store_errors(), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            upgrade(connection)
    finally:
        engine.dispose()


@contextmanager
def one_at_a_time(url: str) -> Iterator[None]:
    """Within the block, no other process is in one. SQLite's own lock does on one machine."""
    # Outside any transaction: an index that is made concurrently waits for all that are open.
    engine = sa.create_engine(parsed(url, asynchronous=False), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # A statement that waits for the lock would be waited for by such an index, too.
                while not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(LOCK + 1))):
                    time.sleep(TRY_SECONDS)
            yield  # the lock ends with the connection
    finally:
        engine.dispose()


def upgrade(connection: sa.Connection) -> None:
    """Apply the migrations on a connection whose transaction has the lock."""
    config = config_for(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    present = MigrationContext.configure(connection).get_current_heads()
    if unknown := [revision for revision in present if revision not in known]:
        raise StoreError(
            f"the database is at revision {unknown[0]}, which this version of drafter does not"
            " know; use the version that migrated it, or restore a backup"
        )
    command.upgrade(config, "head")


def config_for(connection: sa.Connection) -> Config:
    """Alembic's configuration, made here so that no file has to be shipped or found."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
