"""The app's life from start to end."""

import asyncio
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


@pytest.mark.parametrize(("user", "name"), [("drafter", "editor"), ("ada", "ada")])
async def test_the_first_key_has_a_name_that_a_key_may_have(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    user: str,
    name: str,
) -> None:
    monkeypatch.setenv("LOGNAME", user)
    async with serving(settings_for(tmp_path / "drafter.db")) as served:
        [token] = SHOWN.findall(capsys.readouterr().err)
        assert name == (await served.newsroom.keys.check(token)).name


async def test_of_services_that_start_at_once_for_the_first_time_one_makes_the_key(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def start() -> None:
        async with serving(settings_for(file)) as served:
            assert not await served.newsroom.keys.none_yet()

    await asyncio.gather(*(start() for _ in range(3)))
    assert 1 == len(SHOWN.findall(capsys.readouterr().err))


async def test_the_queue_runs_exactly_as_long_as_the_app(file: Path) -> None:
    async with serving(settings_for(file)) as served:
        assert served.queue.running
    assert not served.queue.running
