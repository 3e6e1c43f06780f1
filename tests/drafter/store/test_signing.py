"""Review records are kept with the approval and never changed."""

import asyncio
import json

import pytest
import sqlalchemy as sa

from drafter.errors import DrafterError, GateClosed, NotFound, StoreError, WrongState
from drafter.sign_off import seal
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.tables import drafts as drafts_table
from drafter.store.tables import review_records
from schemas.hashing import sha256_of
from schemas.review import Approval, DraftRecord, DraftState, EditorVerdict, Judgement
from schemas.review_record import ReviewRecord
from tests.drafter.store.conftest import transaction, unguard
from tests.drafter.store.test_drafts import DRAFT, OTHER, count, in_review
from tests.factories import YES


async def test_an_approval_leaves_its_record_in_the_same_transaction(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await in_review(database)
    await drafts.edit(draft_id, OTHER, "Ada", revision=1, reason=None)
    with pytest.raises(GateClosed):
        await drafts.approve(draft_id, Approval(answers={}), "Ada", revision=2)
    assert 0 == await count(database, review_records)
    await drafts.approve(draft_id, YES, "Ada", revision=2)
    document = await drafts.review_record(draft_id)
    made = ReviewRecord.model_validate_json(document)
    assert (draft_id, 2, 1, "Ada") == (
        made.draft_id,
        made.revision,
        made.written_revision,
        made.approvals[0].by,
    )
    assert made.draft_sha256 == sha256_of(OTHER.model_dump(mode="json"))
    assert made.sha256 == seal(json.loads(document))
    assert [("s1", ("Ada",))] == [(change.statement, change.by) for change in made.changes]


async def test_later_moves_leave_the_record_as_it_is(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    await drafts.approve(draft_id, YES, "Ada", revision=1)
    before = await drafts.review_record(draft_id)
    await drafts.exported(draft_id, "plugin")
    with pytest.raises(WrongState):
        await drafts.approve(draft_id, YES, "Bo", revision=1)
    assert before == await drafts.review_record(draft_id)
    assert 1 == await count(database, review_records)


async def test_before_approval_there_is_none(database: Database, drafts: Drafts) -> None:
    draft_id = await in_review(database)
    with pytest.raises(WrongState, match="is in_review: a review record comes with its approval"):
        await drafts.review_record(draft_id)
    await drafts.reject(draft_id, "Ada", "old news")
    with pytest.raises(WrongState, match="is rejected"):
        await drafts.review_record(draft_id)
    with pytest.raises(NotFound, match="no draft drf-none"):
        await drafts.review_record("drf-none")


async def test_of_what_was_approved_before_records_were_kept_there_is_none(
    database: Database, drafts: Drafts
) -> None:
    draft_id = await in_review(database)
    async with database.writing() as connection:
        await connection.execute(sa.update(drafts_table).values(state=DraftState.EXPORTED))
    with pytest.raises(NotFound, match="before review records were kept"):
        await drafts.review_record(draft_id)


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET document = '{{}}'"])
@pytest.mark.parametrize("table", ["review_records", "verdicts"])
async def test_the_database_refuses_to_change_it(
    url: str, database: Database, drafts: Drafts, table: str, change: str
) -> None:
    draft_id = await in_review(database)
    said = Judgement(on="s1", verdict=EditorVerdict.VERIFIED, reason="The mayor said so.")
    await drafts.judge(draft_id, said, "Ada", revision=1)
    await drafts.approve(draft_id, YES, "Ada", revision=1)
    with (
        pytest.raises(sa.exc.DBAPIError, match="are added and never changed"),
        transaction(url) as connection,
    ):
        connection.execute(sa.text(change.format(table)))


async def test_a_record_that_was_changed_all_the_same_is_not_given_out(
    own_url: str,
) -> None:
    database = Database(own_url)
    drafts = Drafts(database)
    draft_id = await in_review(database)
    await drafts.approve(draft_id, YES, "Ada", revision=1)
    with transaction(own_url) as connection:
        unguard(connection, "review_records")
        changed = "UPDATE review_records SET document = replace(document, '\"Ada\"', '\"Eve\"')"
        assert 1 == connection.execute(sa.text(changed)).rowcount
    with pytest.raises(StoreError, match="is not what was signed off"):
        await drafts.review_record(draft_id)
    await database.close()


@pytest.mark.parametrize("revision", [0, 2, 7])
async def test_approval_of_a_revision_that_is_not_the_present_one_leaves_no_record(
    database: Database, drafts: Drafts, revision: int
) -> None:
    draft_id = await in_review(database)
    with pytest.raises(DrafterError, match=f"is at revision 1, not {revision}"):
        await drafts.approve(draft_id, YES, "Ada", revision=revision)
    assert 0 == await count(database, review_records)


@pytest.mark.parametrize("edits_first", [True, False])
async def test_of_an_approval_and_an_edit_at_once_one_is_refused(
    url: str, database: Database, drafts: Drafts, *, edits_first: bool
) -> None:
    """Over two connections, as from two processes: nobody approves what they have not seen."""
    other = Database(url)
    draft_id = await in_review(database)
    edit = drafts.edit(draft_id, OTHER, "Ada", revision=1, reason=None)
    approval = Drafts(other).approve(draft_id, YES, "Ada", revision=1)
    both = (edit, approval) if edits_first else (approval, edit)
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert {DraftRecord, True} == {
        DraftRecord if isinstance(one, DraftRecord) else isinstance(one, DrafterError)
        for one in outcomes
    }
    record = await drafts.get(draft_id)
    approved = record.state is DraftState.APPROVED
    expected = (1, DRAFT) if approved else (2, OTHER)
    assert expected == (record.revision, record.draft)
    assert int(approved) == await count(database, review_records)
    await other.close()
