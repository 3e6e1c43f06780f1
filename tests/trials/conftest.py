from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drafter.jobs import prepare
from tests.postgres import Server, new_database
from tests.trials.model import Model


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/drafter.db"
    server: Server = request.getfixturevalue("postgres")
    return new_database(server, prepare)


@pytest.fixture
async def model(tmp_path: Path) -> AsyncIterator[Model]:
    """A model that replies within 0.3 s."""
    model = Model(tmp_path / "calls.txt")
    async with model.endpoint:
        yield model
