"""Who asks for the next draft has it alone: in turn, and whoever asks at the same moment."""

import asyncio
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from drafter import clock
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.queue import ReviewQueue
from drafter.store.tables import drafts
from schemas.job import Priority
from schemas.review import Action, DraftState
from tests import factories
from tests.drafter.store.rows import a_report, change
from tests.factories import YES

EDITORS = ("Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal")


async def queued(database: Database, **row: object) -> str:
    """A written draft in the queue, with these values in its row."""
    order = factories.order(await a_report(database))
    made = (await Drafts(database).hand_in(order, factories.draft(), "Desk")).id
    if row:
        await change(database, sa.update(drafts).where(drafts.c.id == made).values(row))
    return made


async def taken(database: Database, by: str = "Ada", **wanted: str) -> str | None:
    record = await ReviewQueue(database).next(by, **wanted)
    return None if record is None else record.id


async def test_it_gives_the_urgent_first_then_the_oldest(database: Database) -> None:
    now = clock.now()
    late = await queued(database, created_at=now)
    early = await queued(database, created_at=now - timedelta(hours=2))
    breaking = await queued(database, priority=Priority.BREAKING)
    backfill = await queued(
        database, priority=Priority.BACKFILL, created_at=now - timedelta(days=2)
    )
    given = [await taken(database) for _ in range(5)]
    assert [breaking, early, late, backfill, None] == given


async def test_the_draft_is_claimed_as_by_a_claim(database: Database) -> None:
    made = await queued(database)
    record = await ReviewQueue(database).next("Ada")
    assert record == await Drafts(database).get(made)
    assert record is not None
    assert (DraftState.IN_REVIEW, "Ada") == (record.state, record.claimed_by)
    assert Action.CLAIMED is record.history[-1].action


async def test_it_gives_those_of_a_desk_or_topic_alone(database: Database) -> None:
    await queued(database)
    harbour = await queued(database, desk="harbour")
    bridge = await queued(database, desk="city", topic="bridge")
    assert harbour == await taken(database, desk="harbour")
    assert None is await taken(database, desk="harbour")
    assert None is await taken(database, desk="harbour", topic="bridge")
    assert bridge == await taken(database, topic="bridge")


async def test_what_is_not_to_be_reviewed_is_not_given(database: Database) -> None:
    for state in set(DraftState) - {DraftState.QUEUED, DraftState.IN_REVIEW}:
        await queued(database, state=state)
    assert None is await taken(database)


async def test_a_draft_whose_lease_has_run_out_waits_for_others_and_the_takeover_is_told(
    database: Database,
) -> None:
    made = await queued(database)
    assert made == await taken(database, "Ada")
    assert None is await taken(database, "Bo")
    over = {"claimed_until": clock.now() - timedelta(seconds=1)}
    await change(database, sa.update(drafts).where(drafts.c.id == made).values(over))
    assert None is await taken(database, "Ada")
    assert made == await taken(database, "Bo")
    assert "taken over from Ada" in str((await Drafts(database).get(made)).history[-1].reason)


async def test_a_draft_that_one_has_approved_already_waits_for_somebody_else(
    database: Database,
) -> None:
    made = await queued(database)
    assert made == await taken(database, "Ada")
    await Drafts(database).approve(made, YES, "Ada", revision=1, people=2)
    assert None is await taken(database, "ADA")
    assert made == await taken(database, "Bo")


async def test_of_eight_editors_who_take_at_once_none_is_given_what_another_has(
    database: Database,
) -> None:
    waiting = {await queued(database) for _ in range(40)}

    async def take_all(by: str) -> list[str]:
        mine = []
        while (draft_id := await taken(database, by)) is not None:
            mine.append(draft_id)
        return mine

    given = await asyncio.gather(*map(take_all, EDITORS))
    times = Counter(draft_id for mine in given for draft_id in mine)
    assert dict.fromkeys(waiting, 1) == times
