"""A database file for each test, copied from one on which a worker has been."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest

from drafter.store.migrate import migrate
from tests.drafter.jobs.newsroom import Newsroom


class Opened(Protocol):
    """Opens a newsroom on the test's own file."""

    def __call__(self, endpoint: str | None = None, fallback: str = "extractive") -> Newsroom: ...


@pytest.fixture(scope="session")
def used_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file whose first start, which takes DBOS a second, is behind it."""
    file = tmp_path_factory.mktemp("jobs") / "drafter.db"

    async def use() -> None:
        migrate(f"sqlite:///{file}")
        newsroom = Newsroom(file, None)
        async with newsroom.at_work():
            pass
        await newsroom.database.close()

    asyncio.run(use())
    return file


@pytest.fixture
async def opened(used_file: Path, tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens newsrooms on one file, and closes them."""
    file = tmp_path / "drafter.db"
    shutil.copy(used_file, file)
    newsrooms: list[Newsroom] = []

    def open_one(endpoint: str | None = None, fallback: str = "extractive") -> Newsroom:
        newsrooms.append(Newsroom(file, endpoint, fallback))
        return newsrooms[-1]

    yield open_one
    for newsroom in newsrooms:
        await newsroom.database.close()
