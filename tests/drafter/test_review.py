from collections.abc import Callable
from datetime import timedelta

import pytest

from drafter import review
from drafter.errors import (
    InputError,
    NotFound,
    NotYours,
    StaleRevision,
    WrongState,
)
from drafter.exports.standing import reviewers_of
from drafter.review import LEASE
from schemas.provenance import EngineName
from schemas.review import DraftRecord, DraftState
from tests import factories
from tests.drafter.judging import faulty, in_review, said
from tests.factories import NOON, YES


def test_a_written_draft_is_queued_as_revision_1_with_its_headline() -> None:
    after = review.drafted(factories.record(), factories.draft(), NOON)
    expected = (DraftState.QUEUED, 1, "Eastmere closes its old bridge")
    assert expected == (after.state, after.revision, after.headline)


def test_after_a_fallback_the_record_names_the_engine_that_wrote() -> None:
    asked = factories.record().model_copy(update={"engine": EngineName.OPENAI, "recipe": "single"})
    after = review.drafted(asked, factories.draft(), NOON)
    assert (EngineName.EXTRACTIVE, "extractive") == (after.engine, after.recipe)


def test_a_draft_that_is_finished_twice_keeps_what_came_first() -> None:
    once = review.drafted(factories.record(), factories.draft(), NOON)
    assert once is review.drafted(once, faulty(), NOON)


def test_a_draft_that_comes_after_it_has_failed_changes_nothing() -> None:
    failed = review.failed(factories.record(), "the model is gone", NOON)
    assert failed is review.drafted(failed, factories.draft(), NOON)


def test_a_draft_that_is_written_can_no_longer_fail() -> None:
    queued = factories.record(DraftState.QUEUED, factories.draft())
    assert queued is review.failed(queued, "the model is gone", NOON)


def test_a_claim_holds_for_five_minutes() -> None:
    expected = (DraftState.IN_REVIEW, "Ada", NOON + timedelta(minutes=5))
    record = in_review()
    assert expected == (record.state, record.claimed_by, record.claimed_until)


def test_while_the_lease_runs_nobody_else_can_claim() -> None:
    almost = NOON + LEASE - timedelta(seconds=1)
    with pytest.raises(NotYours, match=r"Ada has .* until 12:05 UTC"):
        review.claimed(in_review(), "Bo", almost)


def test_an_expired_lease_is_taken_over_and_the_audit_trail_says_from_whom() -> None:
    after = review.claimed(in_review(), "Bo", NOON + LEASE)
    said = after.history[-1]
    assert ("Bo", "Bo") == (after.claimed_by, said.by)
    assert "taken over from Ada, whose lease ended at 12:05 UTC" == said.reason


def test_a_claim_of_ones_own_renews_the_lease_without_a_line_in_the_audit_trail() -> None:
    before = in_review()
    later = NOON + timedelta(minutes=4)
    after = review.claimed(before, "Ada", later)
    assert (later + LEASE, before.history) == (after.claimed_until, after.history)


@pytest.mark.parametrize("use", ["edit", "judge"])
def test_each_use_renews_the_lease(use: str) -> None:
    later, record = NOON + timedelta(minutes=4), in_review()
    if use == "edit":
        after = review.edited(record, faulty(), "Ada", later, revision=1, reason=None)
    else:
        after = review.judged(record, said(), "Ada", later, revision=1)
    assert later + LEASE == after.claimed_until


def test_an_editor_whose_lease_ran_out_still_saves_where_nobody_took_the_draft() -> None:
    late = NOON + timedelta(hours=2)
    after = review.edited(in_review(), faulty(), "Ada", late, revision=1, reason="figures")
    expected = (2, "figures", late + LEASE)
    assert expected == (after.revision, after.history[-1].reason, after.claimed_until)


def test_an_edit_of_an_old_revision_is_refused_with_the_present_one() -> None:
    record = in_review()
    with pytest.raises(StaleRevision, match="is at revision 1, not 7") as refusal:
        review.edited(record, faulty(), "Ada", NOON, revision=7, reason=None)
    assert 1 == refusal.value.current


def test_an_edit_that_changes_nothing_leaves_the_record_as_it_is() -> None:
    record = in_review()
    assert record is review.edited(record, factories.draft(), "Ada", NOON, revision=1, reason=None)


def test_a_verdict_on_an_old_revision_is_refused() -> None:
    record = review.edited(in_review(), faulty(), "Ada", NOON, revision=1, reason=None)
    with pytest.raises(StaleRevision, match="is at revision 2, not 1"):
        review.judged(record, said(), "Ada", NOON, revision=1)


MOVES_OF_A_HOLDER: dict[str, Callable[[DraftRecord, str], DraftRecord]] = {
    "edit": lambda r, by: review.edited(r, faulty(), by, NOON, revision=r.revision, reason=None),
    "judge": lambda r, by: review.judged(r, said(), by, NOON, revision=r.revision),
    "approve": lambda r, by: review.approved(r, YES, by, NOON, revision=r.revision),
    "reject": lambda r, by: review.rejected(r, by, NOON, "old news"),
}


@pytest.mark.parametrize("move", MOVES_OF_A_HOLDER)
def test_only_the_holder_of_the_claim_may(move: str) -> None:
    assert "Ada" == MOVES_OF_A_HOLDER[move](in_review(), "Ada").history[-1].by
    with pytest.raises(NotYours, match=r"Ada has .*; claim it first"):
        MOVES_OF_A_HOLDER[move](in_review(), "Bo")


@pytest.mark.parametrize("move", MOVES_OF_A_HOLDER)
def test_before_it_is_claimed_nobody_may(move: str) -> None:
    queued = factories.record(DraftState.QUEUED, factories.draft())
    with pytest.raises(WrongState, match="it has to be in_review"):
        MOVES_OF_A_HOLDER[move](queued, "Ada")


def test_a_rejection_without_a_reason_is_refused() -> None:
    with pytest.raises(InputError, match="needs a reason"):
        review.rejected(in_review(), "Ada", NOON, " - ")


def test_a_verdict_on_a_statement_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="no statement s99"):
        review.judged(in_review(), said("s99"), "Ada", NOON, revision=1)


def test_a_clean_draft_is_approved_and_in_nobodys_hands() -> None:
    after = review.approved(in_review(), YES, "Ada", NOON, revision=1)
    expected = (DraftState.APPROVED, None, None, ("Ada",))
    reviewers = reviewers_of(after)
    assert expected == (after.state, after.claimed_by, after.claimed_until, reviewers)


def test_approval_of_an_old_revision_is_refused() -> None:
    record = review.edited(in_review(), faulty(), "Ada", NOON, revision=1, reason=None)
    with pytest.raises(StaleRevision):
        review.approved(record, YES, "Ada", NOON, revision=1)


def test_nobody_has_reviewed_a_draft_that_is_not_approved() -> None:
    assert () == reviewers_of(in_review())


def test_a_draft_goes_out_only_once_approved_and_a_repeat_changes_nothing() -> None:
    with pytest.raises(WrongState, match="it has to be approved"):
        review.exported(in_review(), "plugin", NOON)
    approved = review.approved(in_review(), YES, "Ada", NOON, revision=1)
    out = review.exported(approved, "plugin", NOON)
    assert DraftState.EXPORTED == out.state
    assert out is review.exported(out, "plugin", NOON)
