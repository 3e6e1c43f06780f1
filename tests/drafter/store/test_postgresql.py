"""What concerns PostgreSQL alone: a server that goes away, passwords, names, two hosts."""

import asyncio

import pytest

from drafter.errors import DrafterError, InputError, NotFound, StoreError
from drafter.store.connecting import parsed
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.migrate import migrate
from tests.postgres import GUARDED, IMMEDIATE, Server

SECRET = "old-pier"


@pytest.fixture
def kind() -> str:
    """Every test here is on PostgreSQL."""
    return "postgresql"


def refused(url: str) -> str:
    with pytest.raises(StoreError) as told:
        migrate(url)
    said = str(told.value)
    assert "\n" not in said
    assert SECRET not in said
    return said


def test_a_wrong_password_is_told_as_such(postgres: Server) -> None:
    said = refused(postgres.address("postgres", f"{GUARDED}:{SECRET}"))
    assert said.endswith("see that the user and the password in DRAFTER_DATABASE_URL are right")


def test_a_database_that_is_missing_is_to_be_created(postgres: Server) -> None:
    said = refused(postgres.address("none"))
    assert 'database "none" does not exist; create it with `createdb`, or name another' in said


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("nowhere.invalid", "see that the host in DRAFTER_DATABASE_URL is right"),
        ("127.0.0.1:1", "Connection refused; see that its server runs, and that host and port"),
        ("", "see that its server runs, and that host and port"),
    ],
)
def test_a_server_that_cannot_be_reached_is_told_as_such(host: str, told: str) -> None:
    query = "" if host else "?host=/nowhere"
    assert told in refused(f"postgresql://ada:{SECRET}@{host}/drafts{query}")


@pytest.mark.parametrize("rest", ["@zz@host/db", "@zz:q@host/db", ":x@host:zz/db"])
def test_no_part_of_a_badly_written_password_is_told(rest: str) -> None:
    with pytest.raises(StoreError) as told:
        parsed(f"postgresql://ada:{SECRET}{rest}", asynchronous=False)
    assert not any(part in str(told.value) for part in (SECRET, "zz", "q@"))


async def test_a_server_that_was_away_is_used_again_at_once(
    postgres: Server, drafts: Drafts
) -> None:
    with pytest.raises(NotFound):
        await drafts.get("drf-1")
    postgres.stop(IMMEDIATE)
    try:
        with pytest.raises(StoreError, match="see that its server runs"):
            await drafts.get("drf-1")
    finally:
        postgres.start()
    with pytest.raises(NotFound):
        await drafts.get("drf-1")


async def test_a_connection_that_was_lost_meanwhile_is_made_again(
    postgres: Server, drafts: Drafts
) -> None:
    with pytest.raises(NotFound):
        await drafts.get("drf-1")
    postgres.stop()
    postgres.start()
    with pytest.raises(NotFound):
        await drafts.get("drf-1")


async def test_of_eight_hosts_that_give_one_name_in_many_spellings_one_has_it(url: str) -> None:
    databases = [Database(url) for _ in range(8)]
    made = await asyncio.gather(
        *(
            Keys(database).create(name, person=True, scopes=frozenset())
            for database, name in zip(databases, ["ada", "Ada", "ADA", "aDa"] * 2, strict=True)
        ),
        return_exceptions=True,
    )
    assert 1 == sum(isinstance(one, str) for one in made)
    assert 7 == sum(isinstance(one, InputError) for one in made if isinstance(one, DrafterError))
    for database in databases:
        await database.close()
