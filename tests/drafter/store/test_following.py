"""Following, on both databases."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import pytest

from drafter import clock
from drafter.errors import NotFound
from drafter.store.database import Database
from drafter.store.events import Events
from drafter.store.following import Following, Standing
from schemas.following import DraftEvent, EventKind
from schemas.review import DraftState
from tests.drafter.store.rows import a_draft, a_report, ago, an_event
from tests.postgres import FAST, Server, new_database

PATIENCE = 20


@pytest.fixture
async def following(database: Database) -> AsyncIterator[Following]:
    following = Following(database)
    await following.start()
    yield following
    await following.stop()


@pytest.fixture
async def draft_id(database: Database) -> str:
    return await a_draft(database, await a_report(database))


async def told(
    events: AsyncGenerator[DraftEvent, None], most: int | None = None
) -> list[DraftEvent]:
    """What a follower hears, to the end or so many."""
    heard: list[DraftEvent] = []
    async with asyncio.timeout(PATIENCE), aclosing(events):
        async for event in events:
            heard.append(event)
            if len(heard) == most:
                break
    return heard


def numbers(events: list[DraftEvent]) -> list[int]:
    return [event.number for event in events]


async def tell(database: Database, draft_id: str, *values: int) -> None:
    for value in values:
        await Events(database).add(draft_id, [(EventKind.PROGRESS, {"value": value})])


async def found(database: Database, draft_id: str) -> None:
    await Events(database).add(draft_id, [(EventKind.FINDINGS, {"count": 0})])


async def ended(database: Database, state: DraftState) -> str:
    return await a_draft(database, await a_report(database), state=state)


async def test_eight_writers_at_once_leave_no_gap(
    database: Database, draft_id: str, following: Following
) -> None:
    follower = asyncio.create_task(told(following.follow(draft_id), 40))
    await asyncio.gather(*(tell(database, draft_id, *range(5)) for _ in range(8)))
    assert list(range(1, 41)) == numbers(await follower)


async def test_what_another_process_writes_is_heard_in_order_and_once(
    url: str, draft_id: str, following: Following
) -> None:
    follower = asyncio.create_task(told(following.follow(draft_id), 10))
    other = Database(url)
    await tell(other, draft_id, *range(10))
    await other.close()
    assert list(range(10)) == [event.data["value"] for event in await follower]


async def test_a_follower_hears_within_a_second_of_the_commit(
    url: str, draft_id: str, following: Following
) -> None:
    follower = asyncio.create_task(told(following.follow(draft_id), 1))
    await asyncio.sleep(0.7)
    other = Database(url)
    await tell(other, draft_id, 1)
    async with asyncio.timeout(1):
        assert [1] == numbers(await follower)
    await other.close()


async def test_a_follower_comes_back_after_the_last_that_it_had(
    database: Database, draft_id: str, following: Following
) -> None:
    await tell(database, draft_id, *range(4))
    first = await told(following.follow(draft_id), 2)
    second = await told(following.follow(draft_id, first[-1].number), 2)
    assert [1, 2, 3, 4] == numbers(first + second)


async def test_more_events_than_one_read_gives_are_all_told(
    database: Database, draft_id: str, following: Following
) -> None:
    many = [(EventKind.PROGRESS, {"value": value}) for value in range(450)]
    await Events(database).add(draft_id, many)
    assert list(range(1, 451)) == numbers(await told(following.follow(draft_id), 450))


async def test_it_ends_with_the_findings_of_a_queued_draft(
    database: Database, following: Following
) -> None:
    draft_id = await ended(database, DraftState.QUEUED)
    follower = asyncio.create_task(told(following.follow(draft_id)))
    await asyncio.sleep(0.3)
    assert not follower.done()
    await found(database, draft_id)
    async with asyncio.timeout(1.5):
        assert [EventKind.FINDINGS] == [event.kind for event in await follower]


async def test_it_ends_at_once_where_the_findings_were_heard_before(
    database: Database, following: Following
) -> None:
    draft_id = await ended(database, DraftState.QUEUED)
    await found(database, draft_id)
    async with asyncio.timeout(1):
        assert [] == await told(following.follow(draft_id, 1))


async def test_it_waits_for_findings_that_do_not_come_for_a_while_only(
    database: Database, following: Following
) -> None:
    draft_id = await ended(database, DraftState.QUEUED)
    async with asyncio.timeout(4):
        assert [] == await told(following.follow(draft_id))


@pytest.mark.parametrize("state", [DraftState.FAILED, DraftState.CANCELLED, DraftState.HELD])
async def test_it_ends_at_once_for_a_draft_without_findings(
    database: Database, following: Following, state: DraftState
) -> None:
    draft_id = await ended(database, state)
    await Events(database).add(draft_id, [(EventKind.STATE, {"state": state})])
    async with asyncio.timeout(1):
        assert [1] == numbers(await told(following.follow(draft_id)))


async def test_how_it_is_written_is_told_only_while_it_is(
    database: Database, draft_id: str
) -> None:
    late = await ended(database, DraftState.QUEUED)
    for name in (draft_id, late):
        await tell(database, name, 1)
    heard = [len(await Events(database).after(name, 0)) for name in (draft_id, late)]
    assert [1, 0] == heard


async def test_a_stop_ends_every_follower(draft_id: str, following: Following) -> None:
    followers = [asyncio.create_task(told(following.follow(draft_id))) for _ in range(3)]
    await asyncio.sleep(0.2)
    await following.stop()
    async with asyncio.timeout(1):
        assert [[], [], []] == await asyncio.gather(*followers)
    assert [] == await told(following.follow(draft_id))


async def test_followers_outlive_a_restart_of_the_database(postgres: Server) -> None:
    url = new_database(postgres)
    database = Database(url)
    draft_id = await a_draft(database, await a_report(database))
    following = Following(database)
    follower = asyncio.create_task(told(following.follow(draft_id), 2))
    await tell(database, draft_id, 1)
    await asyncio.sleep(0.3)
    await asyncio.to_thread(postgres.stop, FAST)
    await asyncio.sleep(0.5)
    await asyncio.to_thread(postgres.start)
    await tell(database, draft_id, 2)
    assert [1, 2] == numbers(await follower)
    await following.stop()
    await database.close()
    await asyncio.to_thread(postgres.drop, url)


@pytest.mark.parametrize(
    ("state", "over"),
    [
        (DraftState.DRAFTING, False),
        (DraftState.QUEUED, False),  # its findings may still come
        (DraftState.CANCELLED, True),
        (DraftState.IN_REVIEW, True),
    ],
)
async def test_how_far_a_draft_is(
    database: Database, following: Following, state: DraftState, *, over: bool
) -> None:
    draft_id = await ended(database, state)
    assert Standing(state, 0, over or state is DraftState.QUEUED) == await following.standing(
        draft_id
    )
    await an_event(database, draft_id, 1, EventKind.STATE, clock.now())
    assert Standing(state, 1, over) == await following.standing(draft_id)


async def test_a_draft_in_the_queue_is_over_with_its_findings_or_two_seconds_later(
    database: Database, following: Following
) -> None:
    with_findings = await ended(database, DraftState.QUEUED)
    await an_event(database, with_findings, 1, EventKind.FINDINGS, clock.now())
    without = await ended(database, DraftState.QUEUED)
    await an_event(database, without, 1, EventKind.STATE, ago(seconds=2.1))
    for draft_id in (with_findings, without):
        assert (await following.standing(draft_id)).over


async def test_of_a_draft_that_is_not_there_nothing_is_known(following: Following) -> None:
    with pytest.raises(NotFound, match="drf-none"):
        await following.standing("drf-none")
