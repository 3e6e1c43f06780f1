"""What became of scenarios is kept word by word, and told by the last word on each."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from drafter.desk.forecasts import due_at
from drafter.errors import InputError, NotFound, StoreError, WrongState
from drafter.store import outcomes as module
from drafter.store.approvals import ApprovedFilter
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.outcomes import Outcomes
from drafter.store.tables import scenario_outcomes
from schemas.desk_scenarios import Resolution
from schemas.review import DraftState
from schemas.sections import Horizon, Likelihood
from tests import factories
from tests.drafter.store.approved import approve, ids, scenario, written
from tests.drafter.store.rows import a_draft, a_report, ago, change

HAPPENED, DID_NOT, OPEN = Resolution
DRAFT = written(
    scenario("The town may grow quieter."),
    scenario("The ferries may fill.", Horizon.SHORT_TERM, Likelihood.UNLIKELY),
    scenario("A new bridge may rise.", Horizon.LONG_TERM, None),
)
QUIET, FULL, RISE = ids(DRAFT)
NO_FILTER = ApprovedFilter()


@pytest.fixture
def outcomes(database: Database) -> Outcomes:
    return Outcomes(database)


async def test_a_word_is_kept_with_a_copy_of_what_was_forecast(
    database: Database, outcomes: Outcomes
) -> None:
    at = ago(days=12)
    made = await approve(database, DRAFT, at, topic="harbour-bridge")
    kept = await outcomes.record(
        made, FULL, HAPPENED, "Ada", note="Seen at the quay.", source="https://courier.example.org"
    )
    assert (made, FULL, 1, "The ferries may fill.") == (
        kept.draft_id,
        kept.statement,
        kept.revision,
        kept.text,
    )
    assert (Horizon.SHORT_TERM, Likelihood.UNLIKELY, at) == (
        kept.horizon,
        kept.likelihood,
        kept.approved_at,
    )
    assert (HAPPENED, "Seen at the quay.", "https://courier.example.org", "Ada") == (
        kept.outcome,
        kept.note,
        kept.source,
        kept.by,
    )
    [_, followed, _] = await outcomes.of_draft(made)
    [word] = followed.recorded
    assert (kept.outcome, kept.note, kept.source, kept.by, kept.at) == (
        word.outcome,
        word.note,
        word.source,
        word.by,
        word.at,
    )
    assert due_at(at, Horizon.SHORT_TERM) == followed.due_at


async def test_a_later_word_takes_the_place_of_an_earlier_one_which_stays(
    database: Database, outcomes: Outcomes
) -> None:
    made = await approve(database, DRAFT, ago(days=12))
    for outcome in (OPEN, HAPPENED, DID_NOT):
        await outcomes.record(made, QUIET, outcome, "Ada")
    [quiet, full, rise] = await outcomes.of_draft(made)
    assert [DID_NOT, HAPPENED, OPEN] == [word.outcome for word in quiet.recorded]
    assert ((), ()) == (full.recorded, rise.recorded)
    reckoned = await outcomes.calibration(NO_FILTER)
    assert (1, 1, 0) == (
        reckoned.recorded,
        reckoned.overall.forecasts,
        reckoned.overall.happened,
    )


@pytest.mark.parametrize("state", [DraftState.APPROVED, DraftState.EXPORTED, DraftState.WITHDRAWN])
async def test_scenarios_of_whatever_was_approved_are_followed_up(
    database: Database, outcomes: Outcomes, state: DraftState
) -> None:
    made = await approve(database, DRAFT, ago(days=12), state=state)
    await outcomes.record(made, QUIET, HAPPENED, "Ada")
    assert [QUIET, FULL, RISE] == [one.statement for one in await outcomes.of_draft(made)]


async def test_nothing_is_kept_of_what_is_no_scenario_or_was_not_approved(
    database: Database, outcomes: Outcomes
) -> None:
    made = await approve(database, DRAFT, ago(days=12))
    queued = await Drafts(database).hand_in(
        factories.order(await a_report(database)), DRAFT, "Desk"
    )
    unwritten = await a_draft(database, await a_report(database))
    watch_for = DRAFT.scenarios[0].watch_for if DRAFT.scenarios else None
    assert watch_for is not None
    for draft_id, name, error, said in (
        (made, "s1", NotFound, "no scenario with the statement s1"),
        (made, watch_for.id, NotFound, "no scenario"),
        ("drf-none", QUIET, NotFound, "no draft drf-none"),
        (queued.id, QUIET, WrongState, "is queued: scenarios are followed up once it is approved"),
        (unwritten, QUIET, WrongState, "is drafting"),
    ):
        with pytest.raises(error, match=said):
            await outcomes.record(draft_id, name, HAPPENED, "Ada")
    for draft_id, refusal in (("drf-none", NotFound), (queued.id, WrongState)):
        with pytest.raises(refusal):
            await outcomes.of_draft(draft_id)
    assert 0 == (await outcomes.calibration(NO_FILTER)).recorded


@pytest.mark.parametrize("how", [sa.delete(scenario_outcomes), sa.update(scenario_outcomes)])
async def test_words_are_added_and_never_changed(
    database: Database, outcomes: Outcomes, how: sa.Delete | sa.Update
) -> None:
    made = await approve(database, DRAFT, ago(days=12))
    await outcomes.record(made, QUIET, HAPPENED, "Ada")
    if isinstance(how, sa.Update):
        how = how.values(outcome=DID_NOT)
    with pytest.raises(StoreError, match="are added and never changed"):
        await change(database, how)


async def due(outcomes: Outcomes, topic: str | None = None) -> list[tuple[str, str]]:
    page = await outcomes.due(topic=topic)
    return [(one.draft_id, one.statement) for one in page.records]


async def test_a_scenario_is_due_once_its_horizon_has_ended(
    database: Database, outcomes: Outcomes
) -> None:
    expected = {
        days: await approve(database, DRAFT, ago(days=days)) for days in (800, 62, 60, 11, 9)
    }
    assert [
        (expected[11], QUIET),
        (expected[60], QUIET),
        (expected[62], QUIET),
        (expected[62], FULL),
        (expected[800], QUIET),
        (expected[800], FULL),
        (expected[800], RISE),
    ] == await due(outcomes)


async def test_what_is_settled_is_due_no_more_and_neither_is_what_was_looked_at_since(
    database: Database, outcomes: Outcomes
) -> None:
    first = await approve(database, DRAFT, ago(days=11))
    other = await approve(database, DRAFT, ago(days=12), state=DraftState.EXPORTED)
    await outcomes.record(first, QUIET, DID_NOT, "Ada")
    await outcomes.record(other, QUIET, OPEN, "Ada")
    assert [] == await due(outcomes)


async def test_what_was_open_before_its_horizon_ended_is_due_once_it_has(
    database: Database, outcomes: Outcomes
) -> None:
    made = await approve(database, DRAFT, ago(days=11))
    kept = dict(await outcomes.record(made, FULL, OPEN, "Ada"))
    early = kept | {"statement": QUIET, "at": ago(days=5)}
    await change(database, sa.insert(scenario_outcomes).values(early))
    assert [(made, QUIET)] == await due(outcomes)
    await outcomes.record(made, QUIET, HAPPENED, "Ada")
    assert [] == await due(outcomes)


async def test_due_scenarios_are_paged_by_drafts_past_pages_without_any(
    database: Database, outcomes: Outcomes
) -> None:
    made = [await approve(database, DRAFT, ago(days=days)) for days in (11, 12, 13, 14, 15)]
    for name in made[1:3]:
        await outcomes.record(name, QUIET, HAPPENED, "Ada")
    await approve(database, DRAFT, ago(days=12), topic="ferries")
    seen, cursor, pages = [], None, 0
    while True:
        page = await outcomes.due(topic=None, cursor=cursor, limit=2)
        seen += [one.draft_id for one in page.records]
        cursor, pages = page.next_cursor, pages + 1
        if cursor is None:
            break
    assert (3, 4) == (pages, len(seen))
    assert [made[0], made[3], made[4]] == [name for name in seen if name in made]
    [(ferries, _)] = await due(outcomes, topic="ferries")
    assert ferries in seen
    with pytest.raises(InputError):
        await outcomes.due(cursor="nonsense")


async def test_of_approvals_at_one_moment_none_is_left_out_between_pages(
    database: Database, outcomes: Outcomes
) -> None:
    at = ago(days=20)
    made = {await approve(database, DRAFT, at) for _ in range(3)}
    seen, cursor = set(), None
    for _ in range(3):
        page = await outcomes.due(cursor=cursor, limit=1)
        seen |= {one.draft_id for one in page.records}
        cursor = page.next_cursor
    assert (made, None) == (seen, cursor)


async def test_calibration_is_of_the_approved_drafts_that_are_asked_for(
    database: Database, outcomes: Outcomes
) -> None:
    old, new = ago(days=40), ago(days=20)
    by_model = written(scenario(), model="small")
    of_ferries = DRAFT.model_copy(update={"topic": "ferries"})
    for draft, at in ((of_ferries, old), (by_model, new)):
        made = await approve(database, draft, at, topic=draft.topic)
        await outcomes.record(made, ids(draft)[0], HAPPENED, "Ada")
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
        assert (wanted, expected) == (wanted, (await outcomes.calibration(wanted)).recorded)


async def test_more_outcomes_than_are_looked_at_are_told_and_the_newest_count(
    database: Database, outcomes: Outcomes
) -> None:
    made = await approve(database, DRAFT, ago(days=12))
    kept = dict(await outcomes.record(made, QUIET, HAPPENED, "Ada"))
    more = [kept | {"statement": f"s{n}", "approved_at": moment(n)} for n in range(100, 10_100)]
    await change(database, sa.insert(scenario_outcomes).values(more[:1]))
    assert (await outcomes.calibration(NO_FILTER)).complete
    async with database.writing() as connection:
        await connection.execute(sa.insert(scenario_outcomes), more[1:])
    reckoned = await outcomes.calibration(NO_FILTER)
    assert (module.MOST, False) == (reckoned.recorded, reckoned.complete)


def moment(number: int) -> datetime:
    return factories.NOON + timedelta(seconds=number)
