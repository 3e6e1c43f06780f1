from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.migrate import migrate
from drafter.store.reports import Reports


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database file of its own, in a folder that is not there yet."""
    made = f"sqlite:///{tmp_path}/var/drafter.db"
    migrate(made)
    return made


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
