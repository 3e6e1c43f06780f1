"""What is shown once is shown again in a repeat, and kept nowhere."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.once import Made, Once
from api.problems import Kind, Problem
from drafter.store.answers import FirstAnswers
from drafter.store.database import Database
from drafter.store.keys import Keys
from drafter.store.tables import first_answers
from schemas.base import Closed


class Shown(Closed):
    """A thing with a secret."""

    name: str
    token: str


class Asker:
    """Makes a thing with a secret, under one API key."""

    def __init__(self, database: Database, key_id: str) -> None:
        self._answers = FirstAnswers(database)
        self._key_id = key_id
        self.made = 0

    async def ask(self, key: str | None, *, by: str = "drf_token", request: bytes = b"") -> Shown:
        """Ask for it, with this Idempotency-Key and this token."""
        once = Once(self._answers, self._key_id, by, key, request)

        def shown() -> Mapping[str, str]:
            return {"token": once.secret("token").hex()}

        async def make() -> Made:
            self.made += 1
            return Made(201, Shown(name="plugin", token=shown()["token"]))

        response = await once.answered(make, shown=shown)
        return Shown.model_validate_json(bytes(response.body))


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{file}")
    yield opened
    await opened.close()


@pytest.fixture
async def asker(database: Database) -> Asker:
    keys = Keys(database)
    token = await keys.create("Ada", person=True, scopes=frozenset())
    return Asker(database, (await keys.check(token)).id)


async def test_a_repeat_shows_the_same_secret_and_the_database_has_none_of_it(
    database: Database, asker: Asker
) -> None:
    first = await asker.ask("once")
    assert 64 == len(first.token)
    assert first == await asker.ask("once")
    assert 1 == asker.made
    async with database.reading() as connection:
        body = await connection.scalar(sa.select(first_answers.c.body))
    assert {"name": "plugin", "token": None} == json.loads(body or "")


async def test_without_an_idempotency_key_each_secret_is_new(asker: Asker) -> None:
    assert 3 == len({(await asker.ask(None)).token for _ in range(3)})


async def test_another_idempotency_key_is_another_secret(asker: Asker) -> None:
    assert (await asker.ask("once")).token != (await asker.ask("twice")).token


async def test_after_a_day_the_same_idempotency_key_is_another_secret(
    database: Database, asker: Asker
) -> None:
    first = await asker.ask("once")
    async with database.writing() as connection:
        await connection.execute(sa.delete(first_answers))  # as housekeeping does
    assert first != await asker.ask("once")


async def test_with_another_token_of_the_same_key_the_repeat_is_refused(asker: Asker) -> None:
    await asker.ask("once")
    with pytest.raises(Problem) as refused:
        await asker.ask("once", by="drf_rotated")
    assert Kind.IDEMPOTENCY_KEY_REUSED is refused.value.kind


async def test_two_purposes_have_two_secrets_and_none_before_the_request_begins(
    database: Database,
) -> None:
    once = Once(FirstAnswers(database), "key-1", "drf_token", None, b"")
    assert once.secret("token") == once.secret("token") != once.secret("webhook")
    with pytest.raises(RuntimeError, match="once the request has begun"):
        Once(FirstAnswers(database), "key-1", "drf_token", "once", b"").secret("token")
