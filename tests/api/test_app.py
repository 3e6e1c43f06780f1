"""The app's life from start to end."""

import re
from pathlib import Path

import pytest

from drafter.store.database import Database
from drafter.store.keys import Keys
from schemas.key import Scope
from tests.api.serving import serving, settings_for

SHOWN = re.compile(r"First-run key \(shown once\): (drf_\w+)\n")


async def test_the_first_start_makes_the_database_and_shows_a_persons_key_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_for(tmp_path / "var" / "drafter.db")
    async with serving(settings) as served:
        captured = capsys.readouterr()
        [token] = SHOWN.findall(captured.err)
        assert "" == captured.out
        key = await served.newsroom.keys.check(token)
        assert (True, frozenset(Scope)) == (key.person, key.scopes)
        assert 200 == (await served.with_token(token)("GET", "/v1/drafts")).status_code
    async with serving(settings):
        assert not SHOWN.findall(capsys.readouterr().err)


async def test_no_key_is_made_where_there_is_one(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(f"sqlite:///{file}")
    await Keys(database).create("Ada", person=True, scopes=frozenset(Scope))
    await database.close()
    async with serving(settings_for(file)):
        assert not SHOWN.findall(capsys.readouterr().err)


async def test_the_queue_runs_exactly_as_long_as_the_app(file: Path) -> None:
    async with serving(settings_for(file)) as served:
        assert served.queue.running
    assert not served.queue.running
