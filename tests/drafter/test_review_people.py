"""Where two people have to approve, two different people have, of the very same revision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import review
from drafter.errors import DrafterError, GateClosed, InputError, NotYours, StaleRevision, WrongState
from drafter.exports.standing import reviewers_of
from schemas.draft import Draft
from schemas.review import Action, DraftRecord, DraftState, RejectReason
from tests import factories
from tests.drafter.judging import faulty, in_review
from tests.factories import NOON, YES, statement

NOTE = "The council voted on Thursday, not on Friday."
OTHER = factories.draft(headline=statement("Eastmere shuts its bridge"))


def approved(record: DraftRecord, by: str, *, people: int = 2) -> DraftRecord:
    claimed = review.claimed(record, by, NOON + review.LEASE)
    return review.approved(claimed, YES, by, NOON, revision=record.revision, people=people)


def endorsed(made: Draft | None = None) -> DraftRecord:
    return approved(factories.record(DraftState.QUEUED, made or factories.draft()), "Ada")


def test_the_first_of_two_puts_the_draft_back_into_the_queue_under_their_name() -> None:
    record = endorsed()
    assert (DraftState.QUEUED, ("Ada",), None) == (
        record.state,
        record.endorsed_by,
        record.claimed_by,
    )
    assert Action.ENDORSED is record.history[-1].action
    assert ("Ada",) == reviewers_of(record)


def test_the_second_approves_it_and_both_are_named() -> None:
    record = approved(endorsed(), "Bo")
    assert DraftState.APPROVED is record.state
    assert ("Ada", "Bo") == reviewers_of(record)


@pytest.mark.parametrize("by", ["Ada", "ADA", "ada"])
def test_nobody_approves_twice_under_whichever_spelling(by: str) -> None:
    with pytest.raises(NotYours, match="somebody else has to"):
        approved(endorsed(), by)


def test_an_edit_ends_the_endorsement_so_that_two_have_to_approve_again() -> None:
    claimed = review.claimed(endorsed(), "Bo", NOON)
    edited = review.edited(claimed, OTHER, "Bo", NOON, revision=1, reason=None)
    assert () == edited.endorsed_by == review.endorsed_by(edited)
    again = review.approved(edited, YES, "Bo", NOON, revision=2, people=2)
    assert (DraftState.QUEUED, ("Bo",)) == (again.state, review.endorsed_by(again))
    assert DraftState.APPROVED is approved(again, "Ada").state


def test_the_gate_is_as_shut_for_the_first_as_for_the_second() -> None:
    with pytest.raises(GateClosed):
        endorsed(faulty())


def test_where_one_will_do_the_first_approval_is_the_approval() -> None:
    record = factories.record(DraftState.QUEUED, factories.draft())
    assert DraftState.APPROVED is approved(record, "Ada", people=1).state


def test_where_the_rule_was_dropped_meanwhile_nobody_approves_twice_all_the_same() -> None:
    with pytest.raises(NotYours):
        approved(endorsed(), "Ada", people=1)
    assert DraftState.APPROVED is approved(endorsed(), "Bo", people=1).state


def test_what_was_approved_is_withdrawn_with_its_correction() -> None:
    for before in (
        approved(factories.record(DraftState.QUEUED, factories.draft()), "Ada", people=1),
        review.exported(approved(endorsed(), "Bo"), "Desk", NOON),
    ):
        record = review.withdrawn(before, "Cy", NOON, f" {NOTE} ", revision=1)
        assert (DraftState.WITHDRAWN, NOTE) == (record.state, record.correction)
        last = record.history[-1]
        assert (Action.WITHDRAWN, "Cy", NOTE) == (last.action, last.by, last.reason)


@pytest.mark.parametrize("state", set(DraftState) - {DraftState.APPROVED, DraftState.EXPORTED})
def test_what_is_not_approved_cannot_be_withdrawn(state: DraftState) -> None:
    with pytest.raises(WrongState):
        review.withdrawn(factories.record(state, factories.draft()), "Cy", NOON, NOTE, revision=1)


def test_a_withdrawal_names_the_revision_and_says_why() -> None:
    before = approved(factories.record(DraftState.QUEUED, factories.draft()), "Ada", people=1)
    with pytest.raises(StaleRevision):
        review.withdrawn(before, "Cy", NOON, NOTE, revision=2)
    with pytest.raises(InputError):
        review.withdrawn(before, "Cy", NOON, "...", revision=1)


def test_what_is_withdrawn_stays_so() -> None:
    before = approved(factories.record(DraftState.QUEUED, factories.draft()), "Ada", people=1)
    record = review.withdrawn(before, "Cy", NOON, NOTE, revision=1)
    with pytest.raises(WrongState):
        review.claimed(record, "Ada", NOON)
    with pytest.raises(WrongState):
        review.exported(record, "Desk", NOON)
    with pytest.raises(WrongState):
        review.withdrawn(record, "Cy", NOON, NOTE, revision=1)


def test_a_rejection_is_counted_by_its_code() -> None:
    record = review.rejected(
        in_review(), "Ada", NOON, "The figures are old.", RejectReason.OUTDATED
    )
    assert "outdated: The figures are old." == record.history[-1].reason


MOVES = st.one_of(
    st.tuples(st.just("claim"), st.sampled_from(["Ada", "ADA", "Bo", "Cy"])),
    st.tuples(st.just("edit"), st.sampled_from([OTHER, factories.draft()])),
    st.tuples(st.just("approve"), st.just(None)),
    st.tuples(st.just("approve"), st.just(None)),
    st.tuples(st.just("release"), st.just(None)),
)


def moved(record: DraftRecord, name: str, given: object) -> DraftRecord:
    by, now = str(record.claimed_by), record.revision
    match name, given:
        case "claim", str() as editor:
            return review.claimed(record, editor, NOON + review.LEASE)
        case "edit", Draft() as draft:
            return review.edited(record, draft, by, NOON, revision=now, reason=None)
        case "approve", _:
            return review.approved(record, YES, by, NOON, revision=now, people=2)
        case "release", _:
            return review.released(record, by, NOON)
    raise AssertionError(name)


@given(st.lists(MOVES, max_size=30))
def test_no_sequence_of_moves_leads_to_approval_by_one_person(
    moves: list[tuple[str, object]],
) -> None:
    record = factories.record(DraftState.QUEUED, factories.draft())
    signed: dict[int, set[str]] = {}
    for name, given_ in moves:
        try:
            after = moved(record, name, given_)
        except DrafterError:
            continue
        if name == "approve":
            signed.setdefault(record.revision, set()).add(str(record.claimed_by).casefold())
        record = after
        enough = len(signed.get(record.revision, ())) > 1
        assert enough == (record.state is DraftState.APPROVED)
        if enough:
            return
