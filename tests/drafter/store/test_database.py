import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from drafter.errors import StoreError
from drafter.store.database import Database, insert_once
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.tables import Moment, keys
from tests import factories

EAST = timezone(timedelta(hours=5, minutes=30))
SQLITE = sa.create_engine("sqlite://").dialect
POSTGRESQL = sa.create_engine("postgresql+psycopg://").dialect
ROW = {"id": "key-1", "name": "Ada", "person": True, "scopes": "", "digest": "d"}


async def test_times_come_back_in_utc_to_the_microsecond(database: Database) -> None:
    at = datetime(2026, 3, 5, 1, 2, 3, 456789, tzinfo=EAST)
    async with database.writing() as connection:
        await connection.execute(sa.insert(keys).values(ROW | {"created_at": at}))
        back = await connection.scalar(sa.select(keys.c.created_at))
    assert back == at
    assert back is not None
    assert back.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Moment().process_bind_param(datetime(2026, 3, 5), SQLITE)  # noqa: DTZ001 - the point


def test_postgresql_is_given_the_zone() -> None:
    at = datetime(2026, 3, 5, 5, 30, tzinfo=EAST)
    given = Moment().process_bind_param(at, POSTGRESQL)
    assert given == at
    assert given is not None
    assert given.tzinfo is UTC


async def test_a_row_is_inserted_once(database: Database) -> None:
    row = ROW | {"created_at": factories.NOON}
    async with database.writing() as connection:
        assert await insert_once(connection, keys, row)
        assert not await insert_once(connection, keys, row | {"name": "Bo"})
        assert "Ada" == await connection.scalar(sa.select(keys.c.name))


async def test_what_is_raised_in_a_transaction_undoes_it(database: Database) -> None:
    async def insert_and_raise() -> None:
        async with database.writing() as connection:
            await insert_once(connection, keys, ROW | {"created_at": factories.NOON})
            raise LookupError

    with pytest.raises(LookupError):
        await insert_and_raise()
    async with database.reading() as connection:
        assert 0 == await connection.scalar(sa.select(sa.func.count()).select_from(keys))


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://host/db", "drafter.db"]
)
def test_a_url_that_the_store_cannot_use_is_refused_with_those_that_it_can(url: str) -> None:
    with pytest.raises(StoreError, match=r"has to be sqlite:///PATH or postgresql://"):
        Database(url)


async def test_without_its_tables_the_store_says_how_to_get_them(bare_url: str) -> None:
    database = Database(bare_url)
    with pytest.raises(StoreError, match=r"drafts.*; run `drafter migrate`"):
        await Drafts(database).get("drf-1")
    await database.close()


async def test_a_cancelled_writer_ends_its_transaction_and_keeps_no_lock(
    database: Database,
) -> None:
    reports = Reports(database)
    for number in range(40):
        text = f"The old bridge of town {number} was closed on Tuesday. It is cracked."
        task = asyncio.create_task(reports.add(factories.report(text), "Ada"))
        await asyncio.sleep(number % 8 / 1000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        assert await reports.add(factories.report("It opens again on Friday."), "Ada")
