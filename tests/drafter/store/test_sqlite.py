"""What concerns SQLite alone: its pragmas, its file and its folder."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from drafter.errors import StoreError
from drafter.store.database import Database
from drafter.store.reports import Reports
from tests import factories


@pytest.fixture
def kind() -> str:
    """Every test here is on SQLite."""
    return "sqlite"


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 30000), ("foreign_keys", 1)],
)
async def test_sqlite_is_set_for_safety(database: Database, pragma: str, expected: object) -> None:
    async with database.reading() as connection:
        assert await connection.scalar(sa.text(f"PRAGMA {pragma}")) == expected


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="the folder of the database cannot be made"):
        Database(f"sqlite:///{tmp_path}/file/drafter.db")


async def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database at all. " * 100)
    database = Database(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(StoreError, match=r"file is not a database; .* another file"):
        await Reports(database).add(factories.report(), "Ada")
    await database.close()
