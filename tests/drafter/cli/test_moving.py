"""`drafter backup`, `drafter migrate --copy-from`, and a database that is not there."""

import pytest

from tests.drafter.cli.conftest import Terminal
from tests.postgres import Server, new_database


def test_a_backup_is_taken_once_and_again_by_force(terminal: Terminal) -> None:
    terminal("keys", "create", "Ada")
    assert (0, "") == (terminal("backup", "monday.db").status, terminal("backup", "b.db").out)
    again = terminal("backup", "monday.db")
    assert (2, 1) == (again.status, again.err.count("\n"))
    assert 0 == terminal("backup", "monday.db", "--force").status


def test_a_newsroom_moves_to_postgresql_with_its_keys(
    terminal: Terminal, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("keys", "create", "Ada")
    url = new_database(postgres, prepare=None)
    monkeypatch.setenv("DRAFTER_DATABASE_URL", url)
    moved = terminal("migrate", "--copy-from", "sqlite:///var/drafter.db")
    assert (0, True) == (moved.status, "equal field by field: 1 keys" in moved.err)
    assert "Ada" in terminal("keys", "list").out
    again = terminal("migrate", "--copy-from", "sqlite:///var/drafter.db")
    assert (1, True) == (again.status, "is not empty: it has keys" in again.err)
    backed = terminal("backup", "monday.dump")
    assert (1, True) == (backed.status, "pg_dump --format=custom --file=monday.dump" in backed.err)
    postgres.drop(url)


def test_a_server_that_is_not_there_is_one_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_DATABASE_URL", "postgresql://ada:old-pier@127.0.0.1:1/drafts")
    refused = terminal("migrate")
    assert (1, 1) == (refused.status, refused.err.count("\n"))
    assert "old-pier" not in refused.err
