"""What keys may spend: put by when a draft is asked for, settled when it is finished."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import OverBudget, SpentToday
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.naming import Naming
from drafter.store.reports import Reports
from drafter.store.spending import Reservation
from drafter.store.tables import spendings
from schemas.draft import Draft
from schemas.job import Order
from schemas.key import Key, Scope
from schemas.review import DraftRecord, DraftState
from tests import factories
from tests.drafter.spending.calls import by_model, call

SCOPES = frozenset({Scope.DRAFTS_WRITE})


class Newsroom:
    """Asks for drafts with keys that have a limit."""

    def __init__(self, database: Database) -> None:
        self.drafts = Drafts(database)
        self.keys = Keys(database)
        self.reports = Reports(database)
        self.database = database

    async def key(self, limit: str | None, name: str = "Ada") -> Key:
        usd = Decimal(limit) if limit else None
        token = await self.keys.create(name, person=True, scopes=SCOPES, daily_usd=usd)
        return await self.keys.check(token)

    async def order(self) -> Order:
        return factories.order(await self.reports.add(factories.report(), "Ada"))

    async def ask(self, key: Key, usd: str | None) -> DraftRecord:
        reservation = Reservation(key.id, Decimal(usd) if usd else None)
        order = await self.order()
        return await self.drafts.ask(order, key.name, reservation=reservation)

    async def spent(self, key: Key) -> Decimal | None:
        return (await self.keys.spent_today()).get(key.id)


@pytest.fixture
def newsroom(database: Database) -> Newsroom:
    return Newsroom(database)


async def test_a_keys_limit_is_kept_to_the_millionth(newsroom: Newsroom) -> None:
    assert Decimal("5.000001") == (await newsroom.key("5.000001")).daily_usd


async def test_a_key_has_no_limit_where_none_is_set(newsroom: Newsroom) -> None:
    assert (await newsroom.key(None)).daily_usd is None


async def test_the_likely_cost_is_put_by_when_a_draft_is_asked_for(newsroom: Newsroom) -> None:
    ada, ben = await newsroom.key("1"), await newsroom.key("1", "Ben")
    await newsroom.ask(ada, "0.25")
    await newsroom.ask(ada, "0.000001")
    spent = (await newsroom.spent(ada), await newsroom.spent(ben))
    assert (Decimal("0.250001"), None) == spent


async def test_a_limit_may_be_used_up_to_the_last_of_it(newsroom: Newsroom) -> None:
    key = await newsroom.key("0.5")
    for _ in range(2):
        await newsroom.ask(key, "0.25")
    assert Decimal("0.5") == await newsroom.spent(key)


async def test_what_is_over_the_rest_of_the_day_is_refused_until_midnight(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key("0.5")
    await newsroom.ask(key, "0.4")
    with pytest.raises(SpentToday) as refused:
        await newsroom.ask(key, "0.2")
    expected = (
        "this key may spend $0.50 a day, has spent $0.40 today, and this draft would cost about"
        " $0.20: ask again after midnight UTC, or for the engine extractive"
    )
    assert expected == str(refused.value)
    assert 0 < refused.value.seconds <= 24 * 60 * 60


async def test_a_draft_that_is_refused_leaves_no_trace(newsroom: Newsroom) -> None:
    key = await newsroom.key("0.5")
    with pytest.raises(OverBudget):
        await newsroom.ask(key, "0.6")
    assert not await Naming(newsroom.database).unfinished()
    assert await newsroom.spent(key) is None


async def test_what_is_over_a_whole_days_limit_is_no_matter_of_waiting(newsroom: Newsroom) -> None:
    key = await newsroom.key("0.5")
    with pytest.raises(OverBudget, match=r"may spend \$0\.50 a day.* about \$0\.60") as refused:
        await newsroom.ask(key, "0.6")
    assert OverBudget is type(refused.value)


async def test_an_unknown_cost_is_refused_with_the_way_out(newsroom: Newsroom) -> None:
    key = await newsroom.key("0.5")
    with pytest.raises(OverBudget, match=r"is not known: .*DRAFTER_PRICE") as refused:
        await newsroom.ask(key, None)
    assert OverBudget is type(refused.value)


async def test_without_a_limit_anything_goes_and_what_is_known_is_counted(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key(None)
    await newsroom.ask(key, "100")
    await newsroom.ask(key, None)
    assert Decimal(100) == await newsroom.spent(key)


async def test_of_eight_who_race_for_the_rest_of_a_day_only_those_that_fit_have_it(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key("0.5")
    asked = (newsroom.ask(key, "0.2") for _ in range(8))
    came = await asyncio.gather(*asked, return_exceptions=True)
    assert 2 == sum(isinstance(one, DraftRecord) for one in came)
    assert 6 == sum(isinstance(one, SpentToday) for one in came)
    assert Decimal("0.4") == await newsroom.spent(key)


async def test_what_a_draft_has_cost_takes_the_place_of_what_was_put_by(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key("0.5")
    record = await newsroom.ask(key, "0.4")
    await newsroom.drafts.finish(record.id, written("0.1"))
    assert Decimal("0.1") == await newsroom.spent(key)
    await newsroom.ask(key, "0.4")


async def test_a_draft_finished_twice_has_cost_once(newsroom: Newsroom) -> None:
    key = await newsroom.key("0.5")
    record = await newsroom.ask(key, "0.4")
    for usd in ("0.1", "0.3"):
        await newsroom.drafts.finish(record.id, written(usd))
    assert Decimal("0.1") == await newsroom.spent(key)


async def test_where_the_extractive_engine_stood_in_and_nothing_was_paid_all_is_free_again(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key("0.5")
    record = await newsroom.ask(key, "0.4")
    await newsroom.drafts.finish(record.id, factories.draft())
    assert 0 == await newsroom.spent(key)


async def test_where_nobody_knows_what_a_draft_has_cost_what_was_put_by_stays(
    newsroom: Newsroom,
) -> None:
    key = await newsroom.key("0.5")
    record = await newsroom.ask(key, "0.4")
    await newsroom.drafts.finish(record.id, written(None))
    assert Decimal("0.4") == await newsroom.spent(key)


@pytest.mark.parametrize(("paid", "spent"), [("0.15", "0.15"), ("0", "0"), (None, "0.4")])
async def test_a_draft_that_failed_has_cost_what_was_paid_all_the_same(
    newsroom: Newsroom, paid: str | None, spent: str
) -> None:
    key = await newsroom.key("0.5")
    record = await newsroom.ask(key, "0.4")
    await newsroom.drafts.fail(record.id, "no answer", Decimal(paid) if paid else None)
    failed = await newsroom.drafts.get(record.id)
    assert (DraftState.FAILED, Decimal(spent)) == (failed.state, await newsroom.spent(key))


async def test_a_day_later_a_key_may_spend_its_limit_again(newsroom: Newsroom) -> None:
    """What was put by is dated back to yesterday, since nobody here turns the clock."""
    key = await newsroom.key("0.5")
    await newsroom.ask(key, "0.4")
    async with newsroom.database.writing() as connection:
        yesterday = clock.now().date() - timedelta(days=1)
        await connection.execute(sa.update(spendings).values(day=yesterday))
    assert await newsroom.spent(key) is None
    await newsroom.ask(key, "0.5")


async def test_another_keys_spending_is_its_own(newsroom: Newsroom) -> None:
    ada, ben = await newsroom.key("0.5"), await newsroom.key("0.5", "Ben")
    for key in (ada, ben):
        await newsroom.ask(key, "0.5")
    with pytest.raises(SpentToday):
        await newsroom.ask(ben, "0.1")


async def test_another_try_is_put_by_and_settled_beside_the_first(newsroom: Newsroom) -> None:
    key = await newsroom.key("1")
    record = await newsroom.ask(key, "0.4")
    await newsroom.drafts.fail(record.id, "no answer", Decimal("0.1"))
    await newsroom.drafts.retry(record.id, "Ada", Reservation(key.id, Decimal("0.4")))
    await newsroom.drafts.fail(record.id, "no answer", Decimal("0.2"))
    assert Decimal("0.3") == await newsroom.spent(key)


def written(usd: str | None) -> Draft:
    """A draft that a model wrote for so much."""
    draft = factories.draft()
    provenance = by_model(call(usd=usd), usd=usd)
    return draft.model_copy(update={"provenance": provenance})
