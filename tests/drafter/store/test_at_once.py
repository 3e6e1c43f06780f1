"""How many drafts of a key may be drafting at once."""

import asyncio

import pytest
import sqlalchemy as sa

from drafter.errors import TooManyAtOnce
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.tables import drafts as table
from schemas.review import DraftState
from tests import factories
from tests.drafter.store.rows import a_report


async def count(database: Database) -> int | None:
    async with database.reading() as connection:
        return await connection.scalar(sa.select(sa.func.count()).select_from(table))


async def a_key(keys: Keys, most: int | None, name: str = "Ada") -> None:
    await keys.create(name, person=True, scopes=frozenset(), drafts_at_once=most)


async def test_one_too_many_is_refused_and_leaves_nothing(
    keys: Keys, drafts: Drafts, database: Database
) -> None:
    await a_key(keys, 2)
    order = factories.order(await a_report(database))
    for _ in range(2):
        await drafts.ask(order, "Ada")
    with pytest.raises(TooManyAtOnce, match="may have 2 drafts in the making at once, and has"):
        await drafts.ask(order, "Ada")
    assert 2 == await count(database)


async def test_another_is_let_in_when_one_has_ended(
    keys: Keys, drafts: Drafts, database: Database
) -> None:
    await a_key(keys, 1)
    order = factories.order(await a_report(database))
    first = await drafts.ask(order, "Ada")
    await drafts.cancel(first.id, "Ada", None)
    assert DraftState.DRAFTING is (await drafts.ask(order, "Ada")).state


async def test_others_and_those_without_a_limit_are_not_kept_back(
    keys: Keys, drafts: Drafts, database: Database
) -> None:
    await a_key(keys, 1)
    await a_key(keys, None, "Ben")
    order = factories.order(await a_report(database))
    for name in ("Ada", "Ben", "Ben", "command line", "command line"):
        await drafts.ask(order, name)
    assert 5 == await count(database)


async def test_of_many_who_ask_at_once_only_so_many_are_let_in(
    keys: Keys, drafts: Drafts, database: Database
) -> None:
    await a_key(keys, 3)
    order = factories.order(await a_report(database))
    asked = (drafts.ask(order, "Ada") for _ in range(8))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    refused = [type(one) for one in outcomes if isinstance(one, BaseException)]
    assert [TooManyAtOnce] * 5 == refused
    assert 3 == await count(database)
