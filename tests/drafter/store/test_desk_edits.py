"""Statistics of edits are of what was approved, the newest first, up to a limit that is told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from drafter.redrafting.asking import Wish
from drafter.redrafting.joining import joined
from drafter.store.approvals import ApprovedFilter
from drafter.store.database import Database
from drafter.store.desk_edits import AT_ONCE, DeskEdits
from drafter.store.drafts import Drafts
from drafter.store.redrafts import Redrafts
from drafter.store.tables import audit, drafts
from schemas.desk import DeskStatistics, EditGroup, Period
from schemas.following import EventKind
from schemas.review import Action, DraftState
from schemas.sections import SectionName
from schemas.written import Written, WrittenParagraph
from tests import factories
from tests.drafter.store.approved import approve, scenario, written
from tests.drafter.store.rows import a_report, ago, change
from tests.factories import NOON, statement

DRAFT = factories.draft()
EDITED = factories.draft(headline=statement("Eastmere shuts its bridge"))
NO_FILTER = ApprovedFilter()


@pytest.fixture
def desk(database: Database) -> DeskEdits:
    return DeskEdits(database)


async def told(
    desk: DeskEdits, wanted: ApprovedFilter = NO_FILTER, *, most: int = 100
) -> DeskStatistics:
    return await desk.statistics(wanted, Period.NONE, most=most)


def only(made: DeskStatistics) -> EditGroup:
    [group] = made.groups
    return group


async def test_what_was_approved_is_held_against_what_the_engine_wrote(
    database: Database, desk: DeskEdits
) -> None:
    at = ago(days=2)
    await approve(database, DRAFT, at, edited=EDITED)
    made = await told(desk)
    group = only(made)
    headline = group.sections[0]
    assert (SectionName.HEADLINE, 1, 0, 1) == (
        headline.section,
        headline.written,
        headline.kept,
        headline.changed,
    )
    assert ("extractive", None, None, 0) == (
        group.recipe,
        group.model,
        group.start,
        group.untouched,
    )
    assert (1, at, True) == (made.drafts, made.oldest, made.complete)


@pytest.mark.parametrize("state", DraftState)
async def test_only_drafts_that_were_approved_count(
    database: Database, desk: DeskEdits, state: DraftState
) -> None:
    await approve(database, DRAFT, ago(days=2), state=state)
    counts = state in (DraftState.APPROVED, DraftState.EXPORTED, DraftState.WITHDRAWN)
    assert counts == (await told(desk)).drafts


async def test_a_draft_that_nobody_approved_does_not_count(
    database: Database, desk: DeskEdits
) -> None:
    order = factories.order(await a_report(database))
    await Drafts(database).hand_in(order, DRAFT, "Desk")
    made = await told(desk)
    assert (0, (), None, True) == (made.drafts, made.groups, made.oldest, made.complete)


async def test_a_section_written_anew_in_between_is_what_counts(
    database: Database, desk: DeskEdits
) -> None:
    store, redrafts = Drafts(database), Redrafts(database)
    made = (await store.hand_in(factories.order(await a_report(database)), DRAFT, "Desk")).id
    await store.claim(made, "Ada")
    await store.edit(made, EDITED, "Ada", revision=1, reason=None)
    await redrafts.ask(made, Wish(section=SectionName.BODY), "Ada", revision=2)
    commission = await redrafts.commission(made, f"{made}.1")
    assert commission is not None
    said = WrittenParagraph(subhead=None, statements=(statement("Ferries fill in."),))
    anew = joined(commission, factories.plan_of(), Written(body=(said,)), (), DRAFT.provenance)
    found = (EventKind.FINDINGS, {"count": 0})
    await redrafts.finish(made, f"{made}.1", anew, None, found)
    line = {"action": Action.APPROVED, "by": "Ada", "at": NOON, "revision": 3}
    await change(database, sa.insert(audit).values(line | {"draft_id": made}))
    await change(database, sa.update(drafts).values(state=DraftState.APPROVED))
    headline, body = only(await told(desk)).sections
    assert (1, 0) == (headline.changed, headline.rewritten)
    assert (1, 1, 0, 1) == (body.kept, body.rewritten, body.cut, body.written)


async def test_drafts_are_narrowed_by_time_topic_recipe_and_model(
    database: Database, desk: DeskEdits
) -> None:
    old, new = ago(days=40), ago(days=20)
    await approve(database, DRAFT, old, topic="ferries")
    await approve(database, written(scenario(), model="small"), new)
    for wanted, expected in (
        (NO_FILTER, 2),
        (ApprovedFilter(since=new), 1),
        (ApprovedFilter(until=new), 1),
        (ApprovedFilter(since=old, until=new + timedelta(seconds=1)), 2),
        (ApprovedFilter(until=old), 0),
        (ApprovedFilter(topic="ferries"), 1),
        (ApprovedFilter(recipe="extractive"), 2),
        (ApprovedFilter(recipe="briefing"), 0),
        (ApprovedFilter(model="small"), 1),
        (ApprovedFilter(model="large"), 0),
    ):
        assert (wanted, expected) == (wanted, (await told(desk, wanted)).drafts)
    assert [None, "small"] == [group.model for group in (await told(desk)).groups]


async def test_the_newest_count_where_there_are_more_and_the_rest_can_be_asked_for(
    database: Database, desk: DeskEdits
) -> None:
    times = [ago(days=days) for days in (1, 2, 3)]
    for at in times:
        await approve(database, DRAFT, at)
    first = await told(desk, most=2)
    assert (2, times[1], False) == (first.drafts, first.oldest, first.complete)
    rest = await told(desk, ApprovedFilter(until=first.oldest), most=2)
    assert (1, times[2], True) == (rest.drafts, rest.oldest, rest.complete)
    assert (await told(desk, most=3)).complete


async def test_more_drafts_than_are_in_memory_together_are_all_counted(
    database: Database, desk: DeskEdits
) -> None:
    for number in range(AT_ONCE + 2):
        await approve(database, DRAFT, ago(days=number))
    group = only(await told(desk))
    assert (AT_ONCE + 2, AT_ONCE + 2) == (group.whole.drafts, group.untouched)
