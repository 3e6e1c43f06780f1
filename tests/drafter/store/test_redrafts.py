"""A section is asked for anew and handed back, on both databases."""

import asyncio
from decimal import Decimal
from itertools import pairwise

import pytest
import sqlalchemy as sa

from drafter.editing import last_statement
from drafter.errors import LeaseLost, NotFound, SpentToday, StaleRevision, WrongState
from drafter.redrafting.asking import SectionRedraft, Wish
from drafter.redrafting.joining import joined
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.events import Events, Told
from drafter.store.keys import Keys
from drafter.store.naming import Naming
from drafter.store.redrafts import Redrafts
from drafter.store.spending import Reservation
from drafter.store.tables import section_redrafts, spendings
from schemas.draft import Draft
from schemas.following import EventKind
from schemas.key import Key, Scope
from schemas.review import Action, DraftState
from schemas.sections import SectionName
from schemas.written import Written, WrittenParagraph
from tests import factories
from tests.drafter.store.rows import a_report

DRAFT = factories.draft()
BODY = Wish(section=SectionName.BODY, instructions="Begin with the ferries.")
FOUND: Told = (EventKind.FINDINGS, {"count": 0})
ONE_CENT = Decimal("0.01")


@pytest.fixture
def redrafts(database: Database) -> Redrafts:
    return Redrafts(database)


async def queued(database: Database) -> str:
    """A draft that stands in the queue."""
    drafts = Drafts(database)
    order = factories.order(await a_report(database))
    draft_id = (await drafts.ask(order, "Desk")).id
    await drafts.finish(draft_id, DRAFT)
    return draft_id


async def in_review(database: Database) -> str:
    """A draft that Ada has."""
    draft_id = await queued(database)
    await Drafts(database).claim(draft_id, "Ada")
    return draft_id


async def rewritten(redrafts: Redrafts, draft_id: str, job: str) -> Draft:
    """What the job of that name comes to."""
    commission = await redrafts.commission(draft_id, job)
    assert commission is not None
    said = factories.statement("Ferries fill in.")
    written = Written(body=(WrittenParagraph(subhead=None, statements=(said,)),))
    before = commission.draft.provenance
    return joined(commission, factories.plan_of(), written, (), before)


async def a_key(keys: Keys) -> Key:
    """Ada's, who may spend a dollar a day."""
    scopes = frozenset({Scope.REVIEW})
    return await keys.check(
        await keys.create("Ada", person=True, scopes=scopes, daily_usd=Decimal(1))
    )


async def finish(redrafts: Redrafts, draft_id: str, job: str, **more: str) -> None:
    made = await rewritten(redrafts, draft_id, job)
    await redrafts.finish(draft_id, job, made, ONE_CENT, FOUND, **more)


async def test_what_was_asked_for_is_what_its_job_writes(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    record = await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    assert record == await drafts.get(draft_id)
    assert DraftState.DRAFTING is record.state
    assert {draft_id: f"{draft_id}.1"} == await Naming(database).unfinished()
    commission = await redrafts.commission(draft_id, f"{draft_id}.1")
    assert commission is not None
    wish = SectionRedraft(**dict(BODY), number=1, revision=1, held_by="Ada")
    expected = (wish, DRAFT, last_statement(DRAFT))
    assert expected == (commission.wish, commission.draft, commission.last_statement)


async def test_the_job_of_a_whole_draft_writes_no_section(
    database: Database, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    assert await redrafts.commission(draft_id, draft_id) is None
    assert await redrafts.commission(draft_id, f"{draft_id}.2") is None


async def test_who_asked_and_when_is_kept(database: Database, redrafts: Redrafts) -> None:
    draft_id = await in_review(database)
    record = await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    columns = (section_redrafts.c.by, section_redrafts.c.at)
    async with database.reading() as connection:
        row = (await connection.execute(sa.select(*columns))).one()
    assert ("Ada", record.history[-1].at) == tuple(row)


async def test_handed_back_it_is_the_next_revision_with_its_editor_and_followers_hear_it(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    await finish(redrafts, draft_id, f"{draft_id}.1")
    record = await drafts.get(draft_id)
    expected = (DraftState.IN_REVIEW, "Ada", 2)
    assert expected == (record.state, record.claimed_by, record.revision)
    assert record.draft is not None
    assert "Ferries fill in." == (record.draft.body or ())[0].statements[0].text
    told = await Events(database).after(draft_id, 0)
    assert [EventKind.STATE, EventKind.FINDINGS] == [event.kind for event in told][-2:]
    assert DRAFT == await drafts.revision(draft_id, 1)


async def test_handed_back_twice_is_once(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    for _ in range(2):
        await finish(redrafts, draft_id, f"{draft_id}.1")
    assert 2 == (await drafts.get(draft_id)).revision


async def test_what_failed_is_given_back_as_it_was(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    await drafts.fail(draft_id, "the endpoint is down", ONE_CENT)
    record = await drafts.get(draft_id)
    expected = (DraftState.IN_REVIEW, "Ada", 1, None)
    assert expected == (record.state, record.claimed_by, record.revision, record.failure)
    last = record.history[-1]
    assert (Action.FAILED, "the endpoint is down") == (last.action, last.reason)
    edited = await drafts.edit(draft_id, DRAFT, "Ada", revision=1, reason=None)
    assert 1 == edited.revision


async def test_asked_of_the_queue_it_fails_into_the_queue(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await queued(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    await drafts.fail(draft_id, "the endpoint is down")
    record = await drafts.get(draft_id)
    assert (DraftState.QUEUED, None) == (record.state, record.claimed_by)


async def test_a_new_draft_that_fails_after_a_redraft_of_another_is_failed(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    await redrafts.ask(await in_review(database), BODY, "Ada", revision=1)
    order = factories.order(await a_report(database))
    other = (await drafts.ask(order, "Desk")).id
    await drafts.fail(other, "the endpoint is down")
    assert DraftState.FAILED is (await drafts.get(other)).state


@pytest.mark.parametrize("off", ["cancel", "hold"])
async def test_what_comes_after_it_was_called_off_changes_nothing(
    database: Database, drafts: Drafts, redrafts: Redrafts, off: str
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    before = await getattr(drafts, off)(draft_id, "Ada", "not now")
    await finish(redrafts, draft_id, f"{draft_id}.1")
    assert before == await drafts.get(draft_id)


async def test_an_id_that_an_earlier_revision_had_is_not_given_again(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    for number in (1, 2):
        await redrafts.ask(draft_id, BODY, "Ada", revision=number)
        await finish(redrafts, draft_id, f"{draft_id}.{number}")
    used = [
        {statement.id for _, statement in (await drafts.revision(draft_id, n)).statements()}
        for n in (1, 2, 3)
    ]
    assert [1, 1] == [len(new - old) for old, new in pairwise(used)]
    assert not (used[2] - used[1]) & used[0]


async def test_its_likely_cost_is_put_by_and_what_it_cost_takes_the_place(
    database: Database, keys: Keys, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    key = await keys.check(
        await keys.create(
            "Ada", person=True, scopes=frozenset({Scope.REVIEW}), daily_usd=Decimal(1)
        )
    )
    put_by = Reservation(key.id, Decimal("0.5"))
    await redrafts.ask(draft_id, BODY, "Ada", put_by, revision=1)
    await finish(redrafts, draft_id, f"{draft_id}.1")
    async with database.reading() as connection:
        rows = (await connection.execute(sa.select(spendings.c.usd, spendings.c.settled))).all()
    assert [(ONE_CENT, True)] == [tuple(row) for row in rows]


async def test_what_the_key_cannot_pay_for_leaves_the_draft_as_it_is(
    database: Database, drafts: Drafts, keys: Keys, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    key = await keys.check(
        await keys.create(
            "Ada", person=True, scopes=frozenset({Scope.REVIEW}), daily_usd=Decimal(1)
        )
    )
    await redrafts.ask(draft_id, BODY, "Ada", Reservation(key.id, Decimal(1)), revision=1)
    await drafts.fail(draft_id, "the endpoint is down")
    before = await drafts.get(draft_id)
    with pytest.raises(SpentToday):
        await redrafts.ask(draft_id, BODY, "Ada", Reservation(key.id, Decimal(1)), revision=1)
    assert before == await drafts.get(draft_id)


async def test_of_two_who_ask_at_once_one_does(database: Database, redrafts: Redrafts) -> None:
    draft_id = await queued(database)
    asking = (redrafts.ask(draft_id, BODY, by, revision=1) for by in ("Ada", "Ben"))
    came = await asyncio.gather(*asking, return_exceptions=True)
    assert [WrongState] == [type(one) for one in came if isinstance(one, Exception)]


async def test_a_former_revision_and_a_draft_that_is_not_there_are_refused(
    database: Database, redrafts: Redrafts
) -> None:
    draft_id = await queued(database)
    with pytest.raises(StaleRevision):
        await redrafts.ask(draft_id, BODY, "Ada", revision=7)
    with pytest.raises(NotFound):
        await redrafts.ask("drf-none", BODY, "Ada", revision=1)


async def test_a_worker_that_counts_as_dead_cannot_hand_back(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    draft_id = await in_review(database)
    await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    with pytest.raises(LeaseLost):
        await finish(redrafts, draft_id, f"{draft_id}.1", worker="nobody")
    assert DraftState.DRAFTING is (await drafts.get(draft_id)).state


async def test_a_job_that_comes_late_with_the_whole_draft_changes_nothing(
    database: Database, drafts: Drafts, redrafts: Redrafts
) -> None:
    """Its worker died after the hand-over, and another one carries it out once more."""
    draft_id = await in_review(database)
    before = await redrafts.ask(draft_id, BODY, "Ada", revision=1)
    other = factories.draft(headline=factories.statement("Another headline"))
    await drafts.finish(draft_id, other, job=draft_id)
    await drafts.fail(draft_id, "the model is gone", job=draft_id)
    assert before == await drafts.get(draft_id)
    await finish(redrafts, draft_id, f"{draft_id}.1")
    after = await drafts.get(draft_id)
    assert after.draft is not None
    assert (2, DRAFT.headline) == (after.revision, after.draft.headline)
