"""A database for each test, of either kind, copied from one that is prepared."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest

from drafter.jobs import prepare
from tests.drafter.jobs.newsroom import Newsroom
from tests.postgres import new_database


class Opened(Protocol):
    """Opens a newsroom on the test's own database."""

    def __call__(
        self, endpoint: str | None = None, fallback: str = "extractive", **settings: object
    ) -> Newsroom: ...


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("jobs") / "drafter.db"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(prepared_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(prepared_file, tmp_path / 'drafter.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return new_database(request.getfixturevalue("postgres"), prepare)


@pytest.fixture
async def opened(url: str) -> AsyncIterator[Opened]:
    """Opens newsrooms on one database, and closes them."""
    newsrooms: list[Newsroom] = []

    def open_one(
        endpoint: str | None = None, fallback: str = "extractive", **settings: object
    ) -> Newsroom:
        newsrooms.append(Newsroom(url, endpoint, fallback, **settings))
        return newsrooms[-1]

    yield open_one
    for newsroom in newsrooms:
        await newsroom.database.close()
