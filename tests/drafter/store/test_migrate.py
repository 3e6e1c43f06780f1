import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from drafter.errors import StoreError
from drafter.store.connecting import WRITING, prepare
from drafter.store.migrate import config_for, migrate
from drafter.store.tables import METADATA

MIGRATE = "import sys; from drafter.store.migrate import migrate; migrate(sys.argv[1])"


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}


@contextmanager
def transaction(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, execution_options={WRITING: True})
    prepare(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_twice_is_as_good_as_once(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "down" / "drafter.db"
    for _ in range(2):
        migrate(f"sqlite:///{file}")
        assert set(METADATA.tables) <= tables(file)


def test_processes_that_migrate_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    file = tmp_path / "drafter.db"
    start = [sys.executable, "-W", "error", "-c", MIGRATE, f"sqlite:///{file}"]
    processes = [subprocess.Popen(start, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[1] for process in processes]
    assert ["", "", ""] == said
    assert [0, 0, 0] == [process.returncode for process in processes]
    assert set(METADATA.tables) <= tables(file)


def test_a_database_of_a_newer_version_is_refused_with_the_way_out(url: str) -> None:
    with transaction(url) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"at revision 9999, .* does not know; use"):
        migrate(url)


def test_the_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    with transaction(url) as connection:
        command.check(config_for(connection))


def test_down_and_up_again_leads_to_the_same_tables(url: str) -> None:
    with transaction(url) as connection:
        command.downgrade(config_for(connection), "base")
        assert ["alembic_version"] == sa.inspect(connection).get_table_names()
        command.upgrade(config_for(connection), "head")
        command.check(config_for(connection))


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "drafter.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE keys (id TEXT)")  # in the way of the last table
        connection.commit()
    with pytest.raises(StoreError, match="keys"):
        migrate(f"sqlite:///{file}")
    assert {"keys"} == tables(file)


@pytest.mark.parametrize("table", ["audit", "revisions"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET reason = 'other'"])
def test_the_audit_trail_and_revisions_are_only_added_to(url: str, table: str, change: str) -> None:
    columns = {
        "audit": "VALUES (1, 'd', 'asked', 'x', 'x', 0, NULL)",
        "revisions": "VALUES ('d', 1, 'x', 'x', NULL, 1, '{}')",
    }
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute(f"INSERT INTO {table} {columns[table]}")
        with pytest.raises(sqlite3.IntegrityError, match="are added and never changed"):
            connection.execute(change.format(table))
