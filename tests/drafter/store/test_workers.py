"""Leases: who is alive, who is lost, and that the lost know it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from drafter.errors import StoreError
from drafter.store.database import Database
from drafter.store.tables import workers as table
from drafter.store.workers import WorkerName, Workers, this_worker
from tests.drafter.store.rows import a_worker, change

ONE, TWO = WorkerName("desk-1", "desk.example.org", 7), WorkerName("desk-2", "desk.example.org", 8)


@pytest.fixture
def workers(url: str) -> Iterator[Workers]:
    opened = Workers(url)
    yield opened
    opened.close()


async def row(database: Database, name: str) -> sa.RowMapping:
    async with database.reading() as connection:
        found = await connection.execute(sa.select(table).where(table.c.id == name))
        return found.mappings().one()


async def expire(database: Database, name: str) -> None:
    """Set the end of a lease an hour back."""
    ended = (await row(database, name))["expires_at"] - timedelta(hours=1)
    await change(database, sa.update(table).where(table.c.id == name).values(expires_at=ended))


def test_no_name_is_given_twice_and_each_tells_host_and_process() -> None:
    first, second = this_worker(), this_worker()
    assert first.id != second.id
    assert (first.host, first.pid) == (second.host, second.pid)
    assert first.id.startswith(f"{first.host}-{first.pid}-")


async def test_a_worker_that_begins_is_alive_until_its_lease_ends(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    kept = await row(database, "desk-1")
    assert ("desk.example.org", 7, None) == (kept["host"], kept["pid"], kept["lost_at"])
    assert kept["started_at"] == kept["beaten_at"]
    assert timedelta(seconds=15) == kept["expires_at"] - kept["beaten_at"]
    assert {"desk-1"} == workers.alive()
    await expire(database, "desk-1")
    assert set() == workers.alive()


async def test_a_name_is_enlisted_once(workers: Workers) -> None:
    workers.enlist(ONE, 15)
    with pytest.raises(StoreError):
        workers.enlist(ONE, 15)


async def test_a_beat_renews_the_lease_and_leaves_the_others(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    workers.enlist(TWO, 15)
    before, other = await row(database, "desk-1"), await row(database, "desk-2")
    assert workers.renew(ONE, 30)
    after = await row(database, "desk-1")
    assert before["beaten_at"] < after["beaten_at"]
    assert timedelta(seconds=30) == after["expires_at"] - after["beaten_at"]
    assert before["started_at"] == after["started_at"]
    assert other == await row(database, "desk-2")


async def test_an_expired_lease_that_nobody_took_over_is_renewed(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    await expire(database, "desk-1")
    assert workers.renew(ONE, 15)
    assert {"desk-1"} == workers.alive()


async def test_an_expired_lease_is_lost_once_it_is_taken_over(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    await expire(database, "desk-1")
    assert {"desk-1"} == workers.lose(["desk-1"], expired=True)
    assert not workers.renew(ONE, 15)
    assert set() == workers.alive()
    assert (await row(database, "desk-1"))["lost_at"] is not None


async def test_a_live_lease_is_not_taken_over(database: Database, workers: Workers) -> None:
    workers.enlist(ONE, 15)
    assert set() == workers.lose(["desk-1"], expired=True)
    assert workers.renew(ONE, 15)
    assert None is (await row(database, "desk-1"))["lost_at"]


async def test_of_several_the_expired_alone_are_lost(database: Database, workers: Workers) -> None:
    workers.enlist(ONE, 15)
    workers.enlist(TWO, 15)
    await expire(database, "desk-2")
    assert {"desk-2"} == workers.lose(["desk-1", "desk-2"], expired=True)
    assert {"desk-1"} == workers.alive()


async def test_whoever_is_known_to_be_dead_is_lost_while_its_lease_runs(workers: Workers) -> None:
    workers.enlist(ONE, 15)
    workers.enlist(TWO, 15)
    assert {"desk-1"} == workers.lose(["desk-1"], expired=False)
    assert {"desk-2"} == workers.alive()
    assert not workers.renew(ONE, 15)


@pytest.mark.parametrize("expired", [True, False])
async def test_a_worker_without_a_row_is_lost(workers: Workers, expired: bool) -> None:  # noqa: FBT001 - a case
    assert {"desk-1"} == workers.lose(["desk-1"], expired=expired)
    assert not workers.renew(ONE, 15)


async def test_nobody_is_lost_where_nobody_is_named(workers: Workers) -> None:
    workers.enlist(ONE, 15)
    assert set() == workers.lose([], expired=False)
    assert {"desk-1"} == workers.alive()


async def test_who_was_lost_first_stays_so_with_the_same_time(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    workers.lose(["desk-1"], expired=False)
    before = await row(database, "desk-1")
    assert {"desk-1"} == workers.lose(["desk-1"], expired=True)
    assert before == await row(database, "desk-1")


async def test_after_a_loss_a_worker_begins_anew(database: Database, workers: Workers) -> None:
    workers.enlist(ONE, 15)
    workers.lose(["desk-1"], expired=False)
    workers.begin_anew(ONE, 15)
    assert {"desk-1"} == workers.alive()
    assert None is (await row(database, "desk-1"))["lost_at"]
    assert workers.renew(ONE, 15)


async def test_who_was_forgotten_begins_anew_too(workers: Workers) -> None:
    workers.begin_anew(ONE, 15)
    assert {"desk-1"} == workers.alive()


async def test_who_leaves_is_gone_and_leaving_twice_is_no_error(
    database: Database, workers: Workers
) -> None:
    workers.enlist(ONE, 15)
    await a_worker(database, "desk-3", seconds=60)
    for _ in range(2):
        workers.leave(ONE)
    assert {"desk-3"} == workers.alive()
    assert not workers.renew(ONE, 15)
