"""A served app for each test, on a copy of one migrated file."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drafter.store.migrate import migrate
from tests.api.gate import FIRST, OPEN
from tests.api.samples import REPORT
from tests.api.serving import Desk, Served, serving, settings_for


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and nothing in them."""
    file = tmp_path_factory.mktemp("api") / "drafter.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> Path:
    """The test's own database file."""
    return Path(shutil.copy(migrated, tmp_path / "drafter.db"))


@pytest.fixture
async def served(file: Path) -> AsyncIterator[Served]:
    async with serving(settings_for(file)) as running:
        yield running


@pytest.fixture
async def ada(served: Served) -> Desk:
    """An editor with every scope."""
    return await served.desk("Ada")


@pytest.fixture
async def ben(served: Served) -> Desk:
    """Another editor with every scope."""
    return await served.desk("Ben")


@pytest.fixture
async def draft(ada: Desk) -> str:
    """The path of a draft that stands in the queue."""
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT], "topic": "harbour-bridge"})
    return str(answer.headers["Location"])


@pytest.fixture
async def claimed(ada: Desk, draft: str) -> str:
    """The path of a draft that Ada has claimed."""
    await ada("POST", f"{draft}/claim")
    return draft


@pytest.fixture
async def faulty(ada: Desk, claimed: str) -> str:
    """The path of a draft in Ada's hands, at revision 2, with a blocker on s1."""
    await ada.json("PATCH", claimed, json=OPEN, headers=FIRST)
    return claimed
