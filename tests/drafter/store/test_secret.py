"""What is kept of a token, under which secret, and what happens when that changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.errors import NotFound, StoreError
from drafter.store.database import Database
from drafter.store.keys import Keys
from drafter.store.tables import keys as table
from drafter.store.tables import secrets
from drafter.store.tokens import digest, plain_digest
from tests.drafter.store.conftest import transaction
from tests.drafter.store.rows import change


async def make(keys: Keys, name: str = "Ada") -> str:
    return await keys.create(name, person=True, scopes=frozenset())


def kept(url: str, column: str = "digest") -> str:
    with transaction(url) as connection:
        return str(connection.scalar(sa.select(table.c[column])))


def own_secret(url: str) -> list[str]:
    with transaction(url) as connection:
        return list(connection.scalars(sa.select(secrets.c.value)))


async def put(database: Database, **values: object) -> None:
    """Change the only key's row."""
    await change(database, sa.update(table).values(values))


async def test_without_a_secret_the_database_makes_one_and_digests_with_it(
    keys: Keys, url: str
) -> None:
    token = await make(keys)
    [secret] = own_secret(url)
    assert len(secret) >= 43
    assert digest(token, secret) == kept(url)


async def test_the_secret_of_the_settings_is_used_and_none_is_made(
    database: Database, url: str
) -> None:
    token = await make(Keys(database, "of the desk"))
    assert digest(token, "of") == kept(url)
    assert [] == own_secret(url)


async def test_of_many_who_make_the_first_keys_at_once_all_have_one_secret(
    database: Database, url: str
) -> None:
    tokens = await asyncio.gather(*(make(Keys(database), f"Key {n}") for n in range(5)))
    assert 1 == len(own_secret(url))
    found = [await Keys(database).check(token) for token in tokens]
    assert {f"Key {n}" for n in range(5)} == {key.name for key in found}


async def test_another_process_lets_the_key_in_its_first_requests_at_once_too(
    keys: Keys, database: Database
) -> None:
    token, other = await make(keys), Keys(database)
    found = await asyncio.gather(*(other.check(token) for _ in range(8)))
    assert ["Ada"] * 8 == [key.name for key in found]


async def test_after_a_restore_the_secret_of_that_database_is_read_again(
    keys: Keys, database: Database
) -> None:
    token = await make(keys)
    await keys.check(token)
    await change(database, sa.update(secrets).values(value="of the copy"))
    await put(database, digest=digest(token, "of the copy"))
    assert "Ada" == (await keys.check(token)).name


@pytest.mark.parametrize("secret", [None, "s3cret"])
async def test_a_key_of_before_is_digested_anew_at_its_first_use(
    database: Database, url: str, secret: str | None
) -> None:
    keys = Keys(database, secret)
    token = await make(Keys(database, "other"))
    await put(database, digest=plain_digest(token))
    assert "Ada" == (await keys.check(token)).name
    assert digest(token, secret or own_secret(url)[0]) == kept(url)
    assert "Ada" == (await keys.check(token)).name


async def test_a_key_of_the_databases_secret_goes_over_to_that_of_the_settings(
    keys: Keys, database: Database, url: str
) -> None:
    token = await make(keys)
    assert "Ada" == (await Keys(database, "s3cret").check(token)).name
    assert digest(token, "s3cret") == kept(url)


async def test_a_former_token_goes_over_too(keys: Keys, database: Database, url: str) -> None:
    token = await make(keys)
    await keys.rotate((await keys.check(token)).id)
    await Keys(database, "s3cret").check(token)
    assert digest(token, "s3cret") == kept(url, "former_digest")


async def test_a_former_secret_may_stand_behind_the_new_one(database: Database, url: str) -> None:
    token = await make(Keys(database, "former"))
    with pytest.raises(NotFound):
        await Keys(database, "new").check(token)
    assert "Ada" == (await Keys(database, "new former").check(token)).name
    assert digest(token, "new") == kept(url)
    assert "Ada" == (await Keys(database, "new").check(token)).name


async def test_a_digest_that_is_current_is_not_written_again(
    keys: Keys, database: Database
) -> None:
    token = await make(keys)
    await keys.check(token)
    async with database.writing():  # SQLite has one writer: a second one would wait for this
        assert "Ada" == (await asyncio.wait_for(keys.check(token), 2)).name


class ReadOnly(Database):
    """A database that takes nothing."""

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        raise StoreError("the disk is full")


@pytest.fixture
async def read_only(url: str) -> AsyncIterator[Database]:
    opened = ReadOnly(url)
    yield opened
    await opened.close()


async def test_a_key_lets_in_where_its_digest_cannot_be_written(
    database: Database, read_only: Database, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = await make(Keys(database, "former"))
    key = await Keys(read_only, "new former").check(token)
    assert digest(token, "former") == kept(url)
    assert f"key {key.id} keeps its former digest for now: the disk is full" in caplog.text
    assert token not in caplog.text


async def test_a_use_that_cannot_be_noted_harms_nobody(
    database: Database, read_only: Database, caplog: pytest.LogCaptureFixture
) -> None:
    key = await Keys(database).check(await make(Keys(database)))
    await Keys(read_only).used(key)
    assert f"that key {key.id} is used could not be noted: the disk is full" in caplog.text
