import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command

from drafter.errors import StoreError
from drafter.jobs import prepare
from drafter.store.migrate import config_for, migrate
from drafter.store.tables import METADATA
from tests.drafter.store.conftest import tables, transaction

MIGRATE = "import sys; from drafter.store.migrate import migrate; migrate(sys.argv[1])"
PREPARE = "import sys; from drafter.jobs import prepare; prepare(sys.argv[1])"


def test_twice_is_as_good_as_once(bare_url: str) -> None:
    for _ in range(2):
        migrate(bare_url)
        assert set(METADATA.tables) <= tables(bare_url)


@pytest.mark.parametrize("program", [MIGRATE, PREPARE])
def test_processes_that_migrate_at_once_do_not_disturb_each_other(
    bare_url: str, program: str
) -> None:
    start = [sys.executable, "-W", "error", "-c", program, bare_url]
    processes = [subprocess.Popen(start, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[1] for process in processes]
    assert ["", "", ""] == said
    assert [0, 0, 0] == [process.returncode for process in processes]
    assert set(METADATA.tables) <= tables(bare_url)


def test_a_database_of_a_newer_version_is_refused_with_the_way_out(own_url: str) -> None:
    with transaction(own_url) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"at revision 9999, .* does not know; use"):
        migrate(own_url)


def test_the_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    with transaction(url) as connection:
        command.check(config_for(connection))


def test_the_journals_own_tables_are_no_difference(bare_url: str) -> None:
    """On SQLite they stand in the same file."""
    prepare(bare_url)
    with transaction(bare_url) as connection:
        command.check(config_for(connection))


def test_a_table_that_lacks_a_column_is_a_difference(own_url: str) -> None:
    with transaction(own_url) as connection:
        connection.execute(sa.text("ALTER TABLE workers DROP COLUMN host"))
    with (
        pytest.raises(Exception, match="New upgrade operations detected"),
        transaction(own_url) as connection,
    ):
        command.check(config_for(connection))


def test_down_and_up_again_leads_to_the_same_tables(own_url: str) -> None:
    with transaction(own_url) as connection:
        command.downgrade(config_for(connection), "base")
        assert ["alembic_version"] == sa.inspect(connection).get_table_names()
        command.upgrade(config_for(connection), "head")
        command.check(config_for(connection))


def test_a_migration_that_fails_leaves_the_database_as_it_was(bare_url: str) -> None:
    migrate(bare_url)
    with transaction(bare_url) as connection:
        command.downgrade(config_for(connection), "base")
        connection.execute(sa.text("CREATE TABLE keys (id TEXT)"))  # in the way of the last table
    with pytest.raises(StoreError, match="keys"):
        migrate(bare_url)
    assert {"keys", "alembic_version"} == tables(bare_url)


@pytest.mark.parametrize("table", ["audit", "revisions"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET reason = 'other'"])
def test_the_audit_trail_and_revisions_are_only_added_to(url: str, table: str, change: str) -> None:
    draft = """INSERT INTO drafts
        (id, state, revision, engine, recipe, created_at, updated_at, created_by, ordered)
        VALUES ('d', 'queued', 1, 'x', 'x', '2026-03-05', '2026-03-05', 'x', '{}')"""
    rows = {
        "audit": "VALUES (1, 'd', 'asked', 'x', '2026-03-05', 0, NULL)",
        "revisions": "VALUES ('d', 1, 'x', '2026-03-05', NULL, 1, '{}')",
    }
    with transaction(url) as connection:
        connection.exec_driver_sql(draft)
        connection.exec_driver_sql(f"INSERT INTO {table} {rows[table]}")
    with (
        pytest.raises(sa.exc.DBAPIError, match="are added and never changed"),
        transaction(url) as connection,
    ):
        connection.exec_driver_sql(change.format(table))
