import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import (
    GateClosed,
    NotFound,
    NotYours,
    StaleRevision,
)
from drafter.review import LEASE
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.naming import Naming
from drafter.store.reports import Reports
from drafter.store.tables import drafts as drafts_table
from drafter.store.tables import revisions
from schemas.draft import Draft
from schemas.review import (
    Action,
    AuditEntry,
    DraftRecord,
    DraftState,
    EditorVerdict,
    Judgement,
    StatementVerdict,
)
from schemas.statement import Basis
from schemas.written import WrittenParagraph
from tests import factories
from tests.factories import YES

DRAFT = factories.draft()
OTHER = factories.draft(headline=factories.statement("Bridge of Eastmere shut"))
LONGER = factories.draft(plain_english=(factories.statement("The bridge is shut."),))


async def asked(database: Database, topic: str | None = None) -> str:
    report = await Reports(database).add(factories.report(), "Desk")
    return (await Drafts(database).ask(factories.order(report, topic=topic), "Desk")).id


async def queued(database: Database, draft: Draft = DRAFT) -> str:
    draft_id = await asked(database)
    await Drafts(database).finish(draft_id, draft)
    return draft_id


async def in_review(database: Database, draft: Draft = DRAFT) -> str:
    draft_id = await queued(database, draft)
    await Drafts(database).claim(draft_id, "Ada")
    return draft_id


def actions(record: DraftRecord) -> list[tuple[Action, str, int]]:
    return [(entry.action, entry.by, entry.revision) for entry in record.history]


def newest(record: DraftRecord) -> AuditEntry:
    return record.history[-1]


async def count(database: Database, table: sa.Table) -> int:
    async with database.reading() as connection:
        return await connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


# Asking


async def test_a_draft_that_is_asked_for_is_being_drafted(
    database: Database, drafts: Drafts
) -> None:
    record = await drafts.get(await asked(database, "eastmere-bridge"))
    assert (DraftState.DRAFTING, 0) == (record.state, record.revision)
    assert ("eastmere-bridge", "Desk", None) == (record.topic, record.created_by, record.draft)
    assert [(Action.ASKED, "Desk", 0)] == actions(record)


async def test_a_draft_id_is_drf_and_16_characters(database: Database) -> None:
    prefix, _, rest = (await asked(database)).partition("-")
    assert (prefix, len(rest), rest) == ("drf", 16, rest.lower())


async def test_order_and_reports_come_back_in_their_order(reports: Reports, drafts: Drafts) -> None:
    texts = [factories.report(f"The bridge is closed for {n} weeks.") for n in range(2, 6)]
    order = factories.order(*[await reports.add(text, "Desk") for text in texts])
    record = await drafts.ask(order, "Desk")
    assert await drafts.inputs(record.id) == (order, tuple(texts))
    assert await drafts.order(record.id) == order


async def test_a_draft_of_a_report_that_is_not_there_is_refused_and_not_kept(
    database: Database, drafts: Drafts
) -> None:
    with pytest.raises(NotFound, match="no report rep-none"):
        await drafts.ask(factories.order("rep-none"), "Desk")
    assert 0 == await count(database, drafts_table)


async def test_a_draft_that_is_not_there_is_not_found(drafts: Drafts) -> None:
    for ask in (drafts.get, drafts.order, drafts.inputs):
        with pytest.raises(NotFound, match="no draft drf-none"):
            await ask("drf-none")
    with pytest.raises(NotFound, match="no draft drf-none"):
        await drafts.claim("drf-none", "Ada")


# Being drafted


async def test_a_finished_draft_is_queued_as_revision_1_and_comes_back_as_it_was(
    database: Database, drafts: Drafts
) -> None:
    record = await drafts.get(await queued(database))
    assert (DraftState.QUEUED, 1, DRAFT) == (record.state, record.revision, record.draft)
    assert record.headline == DRAFT.headline.text
    assert [(Action.DRAFTED, "drafter", 1)] == actions(record)[1:]


async def test_finishing_twice_changes_nothing(database: Database, drafts: Drafts) -> None:
    draft_id = await queued(database)
    before = await drafts.get(draft_id)
    await drafts.finish(draft_id, OTHER)
    assert await drafts.get(draft_id) == before


async def test_a_failed_draft_says_why_and_failing_again_changes_nothing(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await asked(database)
    await drafts.fail(draft_id, "the endpoint is gone")
    await drafts.fail(draft_id, "another reason")
    record = await drafts.get(draft_id)
    assert (DraftState.FAILED, "the endpoint is gone") == (record.state, record.failure)
    assert [Action.ASKED, Action.FAILED] == [a for a, *_ in actions(record)]


def stood_in() -> Draft:
    """A draft that the extractive engine wrote in place of a model."""
    draft = factories.draft()
    by = draft.provenance.model_copy(update={"fallback_reason": "the endpoint is down"})
    return draft.model_copy(update={"provenance": by})


async def test_unfinished_are_those_being_drafted_oldest_first(
    database: Database, drafts: Drafts
) -> None:
    first, second = await asked(database), await asked(database)
    await queued(database)
    await drafts.fail(await asked(database), "the endpoint is gone")
    assert [(first, first), (second, second)] == list((await Naming(database).unfinished()).items())


async def test_a_redraft_is_a_job_of_its_own(database: Database, drafts: Drafts) -> None:
    made = await asked(database)
    await drafts.finish(made, stood_in())
    await drafts.redraft(made, "Ada")
    assert {made: f"{made}.1"} == await Naming(database).unfinished()
    assert f"{made}.1" == await Naming(database).job(made)


async def test_a_redraft_is_the_next_revision(database: Database, drafts: Drafts) -> None:
    made = await asked(database)
    await drafts.finish(made, stood_in())
    assert (await drafts.get(made)).degraded
    await drafts.redraft(made, "Ada")
    await drafts.finish(made, OTHER)
    record = await drafts.get(made)
    assert (DraftState.QUEUED, 2, False) == (record.state, record.revision, record.degraded)
    assert record.draft == OTHER
    assert await drafts.revision(made, 1) == stood_in()


# Review


async def test_of_eight_who_claim_at_once_one_wins(url: str, database: Database) -> None:
    """From two pools, as from two processes; the losers are told who has it."""
    draft_id = await queued(database)
    other = Database(url)
    names = [f"Editor {number}" for number in range(8)]
    pools = [Drafts(database), Drafts(other)] * 4
    claims = [pool.claim(draft_id, name) for pool, name in zip(pools, names, strict=True)]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, DraftRecord)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, NotYours)]
    assert (1, 7) == (len(won), len(lost))
    record = await Drafts(other).get(draft_id)
    assert (record.claimed_by, actions(record)[2:]) == (
        won[0].claimed_by,
        [(Action.CLAIMED, won[0].claimed_by, 1)],
    )
    await other.close()


async def test_a_claim_is_kept_with_its_lease(database: Database, drafts: Drafts) -> None:
    before = clock.now()
    draft_id = await in_review(database)
    until = (await drafts.get(draft_id)).claimed_until
    assert until is not None
    assert before + LEASE <= until <= clock.now() + LEASE


async def test_an_expired_lease_is_taken_by_one_of_eight(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await in_review(database)
    async with database.writing() as connection:
        past = clock.now() - timedelta(seconds=1)
        await connection.execute(sa.update(drafts_table).values(claimed_until=past))
    claims = [drafts.claim(draft_id, f"Editor {number}") for number in range(8)]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    assert 1 == sum(isinstance(outcome, DraftRecord) for outcome in outcomes)
    said = newest(await drafts.get(draft_id)).reason
    assert said is not None
    assert said.startswith("taken over from Ada")


async def test_each_edit_is_a_revision_and_none_is_lost(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    returned = await drafts.edit(draft_id, OTHER, "Ada", revision=1, reason="shorter")
    assert returned == await drafts.get(draft_id)
    assert (2, "Bridge of Eastmere shut") == (returned.revision, returned.headline)
    assert (Action.EDITED, "shorter") == (newest(returned).action, newest(returned).reason)
    assert DRAFT == await drafts.revision(draft_id, 1)
    assert OTHER == await drafts.revision(draft_id, 2)
    with pytest.raises(NotFound, match="has no revision 3"):
        await drafts.revision(draft_id, 3)


async def test_of_two_edits_of_one_revision_one_wins(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    edits = [drafts.edit(draft_id, OTHER, "Ada", revision=1, reason=None) for _ in range(4)]
    outcomes = await asyncio.gather(*edits, return_exceptions=True)
    assert 1 == sum(isinstance(outcome, DraftRecord) for outcome in outcomes)
    assert 3 == sum(isinstance(outcome, StaleRevision) for outcome in outcomes)
    assert 2 == await count(database, revisions)


async def test_a_refused_edit_leaves_no_trace(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    before = await drafts.get(draft_id)
    with pytest.raises(NotYours):
        await drafts.edit(draft_id, OTHER, "Bo", revision=1, reason=None)
    assert await drafts.get(draft_id) == before


async def test_the_last_statement_is_that_of_all_revisions(
    database: Database, drafts: Drafts
) -> None:
    assert 0 == await drafts.last_statement(await asked(database))
    draft_id = await in_review(database, LONGER)
    await drafts.edit(draft_id, DRAFT, "Ada", revision=1, reason=None)
    assert 3 == await drafts.last_statement(draft_id)


async def test_findings_keep_the_gate_shut_until_a_person_judges(
    database: Database, drafts: Drafts
) -> None:
    text = "Repairs may take 9 weeks."
    guess = factories.statement(text, basis=Basis.BACKGROUND, cites=())
    paragraph = WrittenParagraph(subhead=None, statements=(guess,))
    draft_id = await in_review(database, factories.draft(body=(paragraph,)))
    with pytest.raises(GateClosed):
        await drafts.approve(draft_id, YES, "Ada", revision=1)
    said = Judgement(
        on="s2", verdict=EditorVerdict.VERIFIED, reason="The mayor said so this morning."
    )
    judged = await drafts.judge(draft_id, said, "Ada", revision=1)
    [kept] = judged.verdicts
    assert isinstance(kept, StatementVerdict)
    assert (text, "Ada", 1) == (kept.text, kept.by, len(kept.findings))
    assert judged == await drafts.get(draft_id)
    record = await drafts.approve(draft_id, YES, "Ada", revision=1)
    assert record == await drafts.get(draft_id)
    assert (DraftState.APPROVED, None) == (record.state, record.claimed_by)


async def test_an_edit_that_changes_nothing_is_no_revision(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await in_review(database)
    before = await drafts.get(draft_id)
    same = Draft.model_validate_json(DRAFT.model_dump_json())
    assert before == await drafts.edit(draft_id, same, "Ada", revision=1, reason="nothing")
    assert before == await drafts.get(draft_id)


async def test_an_approved_draft_goes_out_once(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    await drafts.approve(draft_id, YES, "Ada", revision=1)
    assert (await drafts.exported(draft_id, "plugin")).state is DraftState.EXPORTED
    record = await drafts.exported(draft_id, "command line")
    assert record.state is DraftState.EXPORTED
    assert actions(record)[2:] == [
        (Action.CLAIMED, "Ada", 1),
        (Action.APPROVED, "Ada", 1),
        (Action.EXPORTED, "plugin", 1),
    ]


async def test_a_rejected_draft_keeps_its_reason(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    await drafts.reject(draft_id, "Ada", "old news")
    record = await drafts.get(draft_id)
    assert (DraftState.REJECTED, "old news") == (record.state, newest(record).reason)
