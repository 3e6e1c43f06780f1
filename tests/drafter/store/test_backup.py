"""A backup of a SQLite file: taken while others write, whole, and never in the place of another."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest
import sqlalchemy as sa

from drafter.errors import InputError, StoreError
from drafter.store.backup import back_up
from drafter.store.tables import METADATA, audit, drafts
from tests.drafter.store.conftest import transaction
from tests.drafter.store.test_copying import START, a_draft


@pytest.fixture
def kind() -> str:
    """Every test here is on SQLite."""
    return "sqlite"


class Desk:
    """Writes on and on, a draft and its line in the audit trail in one transaction each."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self.written = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def wait_for_more(self) -> None:
        """Nobody is kept from writing for long."""
        until, wanted = time.monotonic() + 10, self.written + 3
        while self.written < wanted:
            assert time.monotonic() < until
            time.sleep(0.001)

    def _write(self) -> None:
        while not self._end.is_set():
            name = f"drf-{self.written:06}"
            line = {"action": "asked", "by": "Ada", "at": START, "revision": 0}
            with transaction(self._url) as connection:
                connection.execute(sa.insert(drafts).values(a_draft(name, START, 0)))
                connection.execute(sa.insert(audit).values(line | {"draft_id": name}))
            self.written += 1


def test_a_backup_taken_under_writes_holds_a_state_that_once_was(url: str, tmp_path: Path) -> None:
    with Desk(url) as desk:
        for number in range(5):
            desk.wait_for_more()
            before = desk.written
            back_up(url, tmp_path / f"{number}.db")
            after = desk.written + 1
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as kept:
                assert [("ok",)] == kept.execute("PRAGMA integrity_check").fetchall()
                assert [] == kept.execute("PRAGMA foreign_key_check").fetchall()
                counts = "SELECT (SELECT count(*) FROM drafts), (SELECT count(*) FROM audit)"
                [(held, lines)] = kept.execute(counts).fetchall()
            assert before <= held <= after
            assert held == lines
        desk.wait_for_more()


def test_a_backup_is_one_file_that_only_its_owner_reads(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(url, folder / "monday.db")
    assert ["monday.db"] == [file.name for file in folder.iterdir()]
    assert 0o600 == (folder / "monday.db").stat().st_mode & 0o777
    with transaction(f"sqlite:///{folder}/monday.db") as connection:
        assert set(METADATA.tables) <= set(sa.inspect(connection).get_table_names())


def test_a_file_that_is_there_is_overwritten_only_where_that_is_asked_for(
    url: str, tmp_path: Path
) -> None:
    file = tmp_path / "monday.db"
    file.write_text("the minutes of Monday")
    with pytest.raises(InputError, match=r"monday\.db is there already; .* --force"):
        back_up(url, file)
    assert "the minutes of Monday" == file.read_text()
    back_up(url, file, overwrite=True)
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_the_database_is_never_overwritten_by_its_own_backup(url: str) -> None:
    with pytest.raises(InputError, match="is there already"):
        back_up(url, Path(url.removeprefix("sqlite:///")), overwrite=True)


def test_a_folder_that_is_not_there_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the backup cannot be written: .*No such file"):
        back_up(url, tmp_path / "none" / "monday.db")


def test_a_database_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no database .*/none\.db to back up"):
        back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "monday.db")
    assert [] == list(tmp_path.iterdir())


def test_a_damaged_database_gives_no_backup(url: str, tmp_path: Path) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'drafts'"
        ).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(os.urandom(size))
    with pytest.raises(StoreError, match=r"the database is damaged|malformed"):
        back_up(url, tmp_path / "monday.db")
    assert not (tmp_path / "monday.db").exists()


def test_on_postgresql_the_way_is_shown_without_the_password(tmp_path: Path) -> None:
    url = "postgresql://ada:river-stone@db.example.org/drafts?password=old-pier&sslmode=require"
    with pytest.raises(StoreError) as told:
        back_up(url, tmp_path / "my monday.dump")
    command = "pg_dump --format=custom '--file=" + str(tmp_path / "my monday.dump") + "'"
    shown = f"{command} 'postgresql://ada@db.example.org/drafts?sslmode=require'"
    assert str(told.value).endswith(shown)
