"""The store on both databases: a test that takes `url`, or what is made from it, runs on each."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from drafter.store.connecting import WRITING, parsed, prepare
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.migrate import migrate
from drafter.store.reports import Reports
from tests.postgres import Server, new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that the test runs on."""
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """A database without a row. Its tables stay as they are: another test has it next."""
    if kind == "sqlite":
        made = f"sqlite:///{tmp_path}/var/drafter.db"  # in a folder that is not there yet
        migrate(made)
        yield made
        return
    server: Server = request.getfixturevalue("postgres")
    with server.lent() as lent:
        yield lent


@pytest.fixture
def bare_url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, without a table."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/bare/drafter.db"
        return
    server: Server = request.getfixturevalue("postgres")
    made = new_database(server, prepare=None)
    yield made
    server.drop(made)


@pytest.fixture
def own_url(bare_url: str) -> str:
    """A database of the test's own, whose tables it may change."""
    migrate(bare_url)
    return bare_url


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database(url)
    yield opened
    await opened.close()


@pytest.fixture
def reports(database: Database) -> Reports:
    return Reports(database)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


@pytest.fixture
def keys(database: Database) -> Keys:
    return Keys(database)


@contextmanager
def transaction(url: str) -> Iterator[sa.Connection]:
    """A transaction past the store, as the next program might open one."""
    engine = sa.create_engine(
        parsed(url, asynchronous=False), execution_options={WRITING: True}, poolclass=sa.NullPool
    )
    prepare(engine)
    with engine.begin() as connection:
        yield connection


def tables(url: str) -> set[str]:
    """The names of its tables."""
    with transaction(url) as connection:
        return set(sa.inspect(connection).get_table_names())


def unguard(connection: sa.Connection, table: str) -> None:
    """Let the rows of a table be changed, as whoever owns the database can."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text(f"DROP TRIGGER {table}_is_kept_update"))
    else:
        connection.execute(sa.text(f"DROP TRIGGER {table}_is_kept ON {table}"))
