"""Copies a whole database into an empty one: from a SQLite file to PostgreSQL, or another way."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from drafter.errors import StoreError
from drafter.store.connecting import SETTING, WRITING, parsed, prepare, store_errors
from drafter.store.migrate import FOLDER
from drafter.store.tables import METADATA, drafts, workers
from schemas.review import DraftState

TABLES = tuple(table for table in METADATA.sorted_tables if table is not workers)
"""In the order of their foreign keys. Workers are of the moment, and stay where they are."""

AT_ONCE = 500
"""Rows of a batch."""

SOURCE = "--copy-from"


@dataclass
class Sum:
    """How many rows, and what they come to, in whichever order they are read.

    Databases sort texts differently, so the digests of the rows (SHA-256) are added up.
    """

    rows: int = 0
    digest: int = 0

    def add(self, row: Mapping[str, object]) -> None:
        """Count a row in, field by field."""
        digest = hashlib.sha256(repr(sorted(row.items())).encode()).digest()
        self.rows += 1
        self.digest = (self.digest + int.from_bytes(digest)) % 2**256


def copy(source: str, target: str) -> dict[str, int]:
    """Copy every row into a migrated, empty database; gives how many each table holds.

    All is done in one transaction, and nobody else writes to either side meanwhile. The copy is
    read again and compared before it is kept.

    Raises:
        StoreError: the target is not empty; the source is of another version, or drafts are still
            being drafted there; the copy is not equal; or one of the two cannot be used.
    """
    there, here = _source(source), parsed(target, asynchronous=False)
    if there == here:
        raise StoreError(f"{SOURCE} names the database that {SETTING} names")
    with store_errors(), _opened(there) as old, _opened(here) as new:
        _require_whole(old)
        _require_empty(new)
        sums = {table.name: _copy(table, old, new) for table in TABLES}
        for table in TABLES:
            if sums[table.name] != _sum(table, new):
                raise StoreError(
                    f"the copy of {table.name} is not equal to what was read; nothing was kept"
                )
            _go_on_counting(table, new)
        return {name: counted.rows for name, counted in sums.items()}


def _source(url: str) -> sa.URL:
    """The address of the source, which has to be there: SQLite would make an empty file."""
    address = parsed(url, asynchronous=False, named=SOURCE)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).is_file():
        raise StoreError(f"{SOURCE}: there is no file {address.database}")
    return address


@contextmanager
def _opened(address: sa.URL) -> Iterator[sa.Connection]:
    """A transaction during which nobody else writes."""
    engine = sa.create_engine(address, execution_options={WRITING: True})
    prepare(engine)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _require_whole(source: sa.Connection) -> None:
    """The source is of this version, and rests."""
    at = MigrationContext.configure(source).get_current_revision()
    here = ScriptDirectory(str(FOLDER)).get_current_head()
    if at is None:
        raise StoreError(f"{SOURCE}: this is no database of drafter's")
    if at != here:
        raise StoreError(
            f"{SOURCE}: the database is at revision {at}, and this version of drafter works with"
            f" {here}; run `drafter migrate` on it first, or use its own version"
        )
    _keep_others_out(source)
    drafting = drafts.c.state == DraftState.DRAFTING
    busy = source.scalar(sa.select(sa.func.count()).select_from(drafts).where(drafting))
    if busy:
        raise StoreError(
            f"{SOURCE}: {busy} {'draft is' if busy == 1 else 'drafts are'} still being drafted;"
            " let them finish, or cancel them with `drafter jobs cancel`"
        )


def _require_empty(target: sa.Connection) -> None:
    _keep_others_out(target)
    for table in TABLES:
        if target.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise StoreError(
                f"{SETTING} names a database that is not empty: it has {table.name}; name a new one"
            )


def _keep_others_out(connection: sa.Connection) -> None:
    """SQLite has its write lock already. Readers go on."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in TABLES)
        connection.execute(sa.text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _rows(table: sa.Table, connection: sa.Connection) -> Iterator[list[dict[str, object]]]:
    """The rows in batches, as the table's types read them."""
    found = connection.execute(sa.select(table), execution_options={"yield_per": AT_ONCE})
    for batch in found.mappings().partitions():
        yield [dict(row) for row in batch]


def _copy(table: sa.Table, source: sa.Connection, target: sa.Connection) -> Sum:
    counted = Sum()
    for batch in _rows(table, source):
        for row in batch:
            counted.add(row)
        target.execute(sa.insert(table), batch)
    return counted


def _sum(table: sa.Table, connection: sa.Connection) -> Sum:
    counted = Sum()
    for batch in _rows(table, connection):
        for row in batch:
            counted.add(row)
    return counted


def _go_on_counting(table: sa.Table, target: sa.Connection) -> None:
    """The next row gets the number after the last. SQLite looks at the rows themselves."""
    numbered = table.autoincrement_column
    if numbered is None or target.dialect.name != "postgresql":
        return
    last = target.scalar(sa.select(sa.func.max(numbered)))
    if last is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, numbered.name)
        target.execute(sa.select(sa.func.setval(sequence, last)))
