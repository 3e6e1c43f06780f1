"""Several methods of the store in one transaction."""

import asyncio

import pytest
import sqlalchemy as sa

from drafter.errors import NotFound
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.tables import reports as report_rows
from tests import factories
from tests.drafter.store.rows import a_report

OTHERS = "The ferry takes the commuters."


async def stored(database: Database) -> int:
    """How many reports there are."""
    async with database.reading() as connection:
        query = sa.select(sa.func.count()).select_from(report_rows)
        return int(await connection.scalar(query) or 0)


async def test_what_is_written_together_is_seen_in_the_block_and_there_after_it(
    database: Database, reports: Reports, drafts: Drafts
) -> None:
    async with database.together():
        name = await reports.add(factories.report(), "Ada")
        assert 1 == await stored(database)
        asked = await drafts.ask(factories.order(name), "Ada")
        assert asked == await drafts.get(asked.id)
    assert asked == await drafts.get(asked.id)


async def test_an_error_that_leaves_the_block_undoes_all_of_it(
    database: Database, reports: Reports, drafts: Drafts
) -> None:
    async def two_of_which_one_fails() -> None:
        async with database.together():
            await reports.add(factories.report(), "Ada")
            await drafts.ask(factories.order("rep-none"), "Ada")

    with pytest.raises(NotFound, match="rep-none"):
        await two_of_which_one_fails()
    assert 0 == await stored(database)


async def test_a_writing_that_fails_in_the_block_is_undone_by_itself(
    database: Database, reports: Reports
) -> None:
    async def add_and_fail() -> None:
        async with database.writing() as connection:
            await reports.add(factories.report(OTHERS), "Ada")
            await connection.execute(sa.text("SELECT 1"))
            raise LookupError

    async with database.together():
        await reports.add(factories.report(), "Ada")
        with pytest.raises(LookupError):
            await add_and_fail()
        assert 1 == await stored(database)
    assert 1 == await stored(database)


async def test_a_block_in_a_block_is_a_part_of_it(database: Database, reports: Reports) -> None:
    async def outer() -> None:
        async with database.together():
            async with database.together():
                await reports.add(factories.report(), "Ada")
            raise LookupError

    with pytest.raises(LookupError):
        await outer()
    assert 0 == await stored(database)


async def test_others_do_not_see_it_before_its_end(database: Database, reports: Reports) -> None:
    go, done = asyncio.Event(), asyncio.Event()

    async def other() -> int:
        await go.wait()
        seen = await stored(database)
        done.set()
        return seen

    watching = asyncio.create_task(other())  # of a context of its own: it was there before
    async with database.together():
        await reports.add(factories.report(), "Ada")
        go.set()
        await done.wait()
    assert 0 == await watching
    assert 1 == await stored(database)


async def test_two_tasks_have_a_transaction_each(database: Database, reports: Reports) -> None:
    async def add(number: int, *, fail: bool) -> None:
        async with database.together():
            await reports.add(factories.report(f"Bridge {number} is shut. {OTHERS}"), "Ada")
            await asyncio.sleep(0.01)
            if fail:
                raise LookupError

    tasks = [add(number, fail=number % 2 == 0) for number in range(6)]
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert 3 == len([one for one in ended if one is None])
    assert 3 == await stored(database)


async def test_a_task_that_outlives_the_block_has_a_transaction_of_its_own(
    database: Database, reports: Reports
) -> None:
    over = asyncio.Event()

    async def later() -> str:
        await over.wait()
        return await reports.add(factories.report(OTHERS), "Ada")

    async with database.together():
        await reports.add(factories.report(), "Ada")
        task = asyncio.create_task(later())
    over.set()
    await task
    assert 2 == await stored(database)


async def test_another_database_does_not_join(database: Database, url: str) -> None:
    other = Database(url)
    await a_report(database)

    async def write_and_fail() -> None:
        async with database.together():
            assert 1 == await stored(other)
            async with other.reading() as connection, database.reading() as ours:
                assert connection is not ours
            raise LookupError

    with pytest.raises(LookupError):
        await write_and_fail()
    await other.close()


async def test_after_the_block_what_is_written_is_on_its_own(
    database: Database, reports: Reports
) -> None:
    async with database.together():
        await reports.add(factories.report(), "Ada")
    await reports.add(factories.report(OTHERS), "Ada")
    assert 2 == await stored(database)
