"""Whose turn it is: fair between those who ask, and in order for each of them."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.tables import drafts as table
from schemas.job import Order, Priority
from schemas.review import DraftState
from tests import factories
from tests.drafter.store.rows import a_report


class Desk:
    """Asks for drafts, and tells in which order they come up."""

    def __init__(self, database: Database, order: Order) -> None:
        self.database = database
        self.drafts = Drafts(database)
        self.order = order
        self.names: dict[str, str] = {}

    async def ask(self, by: str, count: int = 1, priority: Priority = Priority.NORMAL) -> list[str]:
        """So many drafts, one after the other."""
        order = self.order.model_copy(update={"priority": priority})
        made = [(await self.drafts.ask(order, by)).id for _ in range(count)]
        self.names |= dict.fromkeys(made, by)
        return made

    async def turns(self, ids: Sequence[str]) -> list[int]:
        return [await self.drafts.turn(name) for name in ids]

    async def waiting(self) -> list[str]:
        """The drafts that wait, in the order of their turns; of one turn, the oldest first."""
        query = sa.select(table.c.id).where(table.c.state == DraftState.DRAFTING)
        async with self.database.reading() as connection:
            found = await connection.scalars(query.order_by(table.c.turn, table.c.created_at))
            return list(found)

    async def line(self) -> list[str]:
        """Whose drafts wait, in that order."""
        return [self.names[name] for name in await self.waiting()]


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database, factories.order(await a_report(database)))


async def test_the_first_turn_is_0_and_those_of_one_key_follow_each_other(desk: Desk) -> None:
    assert [0, 1, 2, 3] == await desk.turns(await desk.ask("Ada", 4))


async def test_who_asks_for_one_behind_a_hundred_is_among_the_first_two(desk: Desk) -> None:
    await desk.ask("batch", 100)
    await desk.ask("Ada")
    assert "Ada" in (await desk.line())[:2]


async def test_who_comes_late_is_not_put_before_the_turn_that_it_is(desk: Desk) -> None:
    many = await desk.ask("batch", 6)
    for name in many[:3]:
        await desk.drafts.fail(name, "the model is gone")
    assert [3] == await desk.turns(await desk.ask("Ada"))


async def test_within_a_key_the_order_is_kept(desk: Desk) -> None:
    made: dict[str, list[str]] = {"Ada": [], "Bo": []}
    for by in ("Ada", "Bo", "Ada", "Ada", "Bo", "Ada"):
        made[by] += await desk.ask(by)
    for by, ids in made.items():
        assert ids == [name for name in await desk.waiting() if desk.names[name] == by]


async def test_keys_that_ask_for_many_alternate(desk: Desk) -> None:
    for by in ("Ada", "Bo", "Cleo"):
        await desk.ask(by, 4)
    assert ["Ada", "Bo", "Cleo"] * 4 == await desk.line()


async def test_each_priority_has_turns_of_its_own(desk: Desk) -> None:
    await desk.ask("batch", 5)
    for priority in (Priority.BREAKING, Priority.BACKFILL):
        assert [0, 1] == await desk.turns(await desk.ask("batch", 2, priority))
    assert [5] == await desk.turns(await desk.ask("batch"))


ENDS: dict[str, Callable[[Drafts, str], Coroutine[Any, Any, object]]] = {
    "finish": lambda drafts, name: drafts.finish(name, factories.draft()),
    "fail": lambda drafts, name: drafts.fail(name, "the model is gone"),
    "cancel": lambda drafts, name: drafts.cancel(name, "Ada", None),
    "hold": lambda drafts, name: drafts.hold(name, "Ada", "The court decides on Friday."),
}


@pytest.mark.parametrize("end", ENDS)
async def test_what_is_no_longer_waited_for_gives_its_turn_back(desk: Desk, end: str) -> None:
    _, later = await desk.ask("Ada", 2)
    await ENDS[end](desk.drafts, later)
    assert [1] == await desk.turns(await desk.ask("Ada"))


async def test_of_many_who_ask_at_once_each_key_has_its_share(desk: Desk) -> None:
    """Two orders of one key at the same moment may share a turn; nobody is shut out for that."""
    await asyncio.gather(*(desk.ask(by) for by in ["batch"] * 12 + ["Ada"]))
    [ada] = [name for name, by in desk.names.items() if by == "Ada"]
    assert [0] == await desk.turns([ada])
