"""Drafts are called off, held, released and retried, and no sequence of moves leads astray."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import review
from drafter.errors import DrafterError, InputError, NotYours, WrongState
from drafter.exports.standing import reviewers_of
from drafter.review import LEASE, MOVES
from schemas.review import Action, DraftRecord, DraftState
from tests import factories
from tests.drafter.judging import in_review, said
from tests.factories import NOON, YES, statement

WHY = "The court decides on Friday."
STOOD_IN = factories.draft().model_copy(
    update={
        "provenance": factories.draft().provenance.model_copy(
            update={"fallback_reason": "the endpoint is down"}
        )
    }
)
"""A draft that the extractive engine wrote in place of a model."""


def in_state(state: DraftState) -> DraftRecord:
    """A record in this state: unwritten where it can be, and in Ada's hands where it is in some."""
    record, queued = factories.record(), factories.record(DraftState.QUEUED, factories.draft())
    approved = review.approved(in_review(), YES, "Ada", NOON, revision=1)
    made = {
        DraftState.DRAFTING: record,
        DraftState.FAILED: review.failed(record, "the model is gone", NOON),
        DraftState.CANCELLED: review.cancelled(record, "Ada", NOON, None),
        DraftState.HELD: review.held(record, "Ada", NOON, WHY),
        DraftState.QUEUED: queued,
        DraftState.IN_REVIEW: in_review(),
        DraftState.REJECTED: review.rejected(in_review(), "Ada", NOON, "old news"),
        DraftState.APPROVED: approved,
        DraftState.EXPORTED: review.exported(approved, "plugin", NOON),
    }
    return made.get(state) or queued.model_copy(update={"state": state})


def redrafting() -> DraftRecord:
    """A degraded draft at revision 1 that is being written again."""
    return review.redrafted(review.drafted(factories.record(), STOOD_IN, NOON), "Ada", NOON)


MOVES_OF_A_JOB: dict[
    str, tuple[Callable[[DraftRecord, str], DraftRecord], dict[DraftState, DraftState]]
] = {
    "cancel": (
        lambda r, by: review.cancelled(r, by, NOON, WHY),
        {DraftState.DRAFTING: DraftState.CANCELLED},
    ),
    "hold": (
        lambda r, by: review.held(r, by, NOON, WHY),
        dict.fromkeys(
            (DraftState.DRAFTING, DraftState.QUEUED, DraftState.IN_REVIEW), DraftState.HELD
        ),
    ),
    "release": (
        lambda r, by: review.released(r, by, NOON),
        {DraftState.HELD: DraftState.DRAFTING, DraftState.IN_REVIEW: DraftState.QUEUED},
    ),
    "retry": (
        lambda r, by: review.retried(r, by, NOON),
        dict.fromkeys((DraftState.FAILED, DraftState.CANCELLED), DraftState.DRAFTING),
    ),
}
"""What each does, and where it leads from each state; from all others it is refused."""


@pytest.mark.parametrize("state", DraftState)
@pytest.mark.parametrize("move", MOVES_OF_A_JOB)
def test_a_job_is_moved_as_the_table_says_and_not_otherwise(move: str, state: DraftState) -> None:
    make, leads = MOVES_OF_A_JOB[move]
    before = in_state(state)
    if state not in leads:
        with pytest.raises(WrongState, match=f"is {state}; to be "):
            make(before, "Ada")
        return
    after = make(before, "Ada")
    assert (leads[state], None, None) == (after.state, after.claimed_by, after.claimed_until)
    assert (before.revision, before.draft, None) == (after.revision, after.draft, after.failure)
    assert "Ada" == after.history[-1].by
    assert len(before.history) + 1 == len(after.history)


def test_a_held_draft_that_is_written_is_released_into_the_queue() -> None:
    held = review.held(in_review(), "Ada", NOON, WHY)
    after = review.released(held, "Bo", NOON)
    assert (DraftState.QUEUED, 1, "Bo") == (after.state, after.revision, after.history[-1].by)


def test_out_of_another_editors_hands_nobody_takes_a_draft_even_after_the_lease() -> None:
    for at in (NOON, NOON + LEASE):
        with pytest.raises(NotYours, match=r"Ada has .*; claim it first"):
            review.held(in_review(), "Bo", at, WHY)
        with pytest.raises(NotYours, match=r"Ada has .*; only who holds it can release it"):
            review.released(in_review(), "Bo", at)


@pytest.mark.parametrize("reason", ["", "  ", "-", "aa", "\u3164\u3164"])
def test_a_hold_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(InputError, match="a hold needs a reason"):
        review.held(factories.record(), "Ada", NOON, reason)


def test_the_reasons_of_a_hold_and_a_cancellation_are_in_the_audit_trail() -> None:
    held = review.held(factories.record(), "Ada", NOON, f" {WHY} ")
    called_off = review.cancelled(factories.record(), "Ada", NOON, WHY)
    assert (WHY, WHY) == (held.history[-1].reason, called_off.history[-1].reason)


def test_a_redraft_that_is_called_off_leaves_the_draft_that_there_was_in_the_queue() -> None:
    before = redrafting()
    after = review.cancelled(before, "Ada", NOON, None)
    assert (DraftState.QUEUED, 1, before.draft) == (after.state, after.revision, after.draft)
    assert (Action.CANCELLED, None) == (after.history[-1].action, after.failure)


def test_a_redraft_that_is_held_is_released_as_the_draft_that_there_was() -> None:
    after = review.released(review.held(redrafting(), "Ada", NOON, WHY), "Ada", NOON)
    assert (DraftState.QUEUED, 1, True) == (after.state, after.revision, after.degraded)


@pytest.mark.parametrize("state", [DraftState.CANCELLED, DraftState.HELD])
def test_whatever_comes_late_for_a_draft_that_was_called_off_or_held_changes_nothing(
    state: DraftState,
) -> None:
    record = in_state(state)
    assert record is review.drafted(record, factories.draft(), NOON)
    assert record is review.failed(record, "the model is gone", NOON)


DRAFT, EDITED = factories.draft(), factories.draft(headline=statement("The bridge is shut"))
ANY_MOVE: dict[str, Callable[[DraftRecord, str, datetime], DraftRecord]] = {
    "finish": lambda r, _, at: review.drafted(r, DRAFT, at),
    "fail": lambda r, _, at: review.failed(r, "the model is gone", at),
    "claim": review.claimed,
    "edit": lambda r, by, at: review.edited(
        r, DRAFT if r.draft == EDITED else EDITED, by, at, revision=r.revision, reason=None
    ),
    "judge": lambda r, by, at: review.judged(r, said("s1"), by, at, revision=r.revision),
    "approve": lambda r, by, at: review.approved(r, YES, by, at, revision=r.revision),
    "reject": lambda r, by, at: review.rejected(r, by, at, "old news"),
    "export": review.exported,
    "stand in": lambda r, _, at: review.drafted(r, STOOD_IN, at),
    "redraft": review.redrafted,
    "cancel": lambda r, by, at: review.cancelled(r, by, at, WHY),
    "hold": lambda r, by, at: review.held(r, by, at, WHY),
    "release": review.released,
    "retry": review.retried,
}
BACK_TO_THE_QUEUE = {Action.FAILED, Action.CANCELLED}
"""What these leave of a redraft is the draft that there was."""
STEPS = st.tuples(
    st.sampled_from(list(ANY_MOVE)), st.sampled_from(["Ada", "Bo"]), st.integers(0, 400)
)


def leads_to(before: DraftRecord, action: Action) -> DraftState:
    """The state by the table, where it does not depend on whether the draft was written before."""
    if before.revision and action in BACK_TO_THE_QUEUE:
        return DraftState.QUEUED
    if not before.revision and action is Action.RELEASED:
        return DraftState.DRAFTING
    return MOVES[before.state, action]


@given(st.lists(STEPS, max_size=30))
def test_no_sequence_of_moves_leaves_the_state_table(steps: list[tuple[str, str, int]]) -> None:
    record, at = factories.record(), NOON
    for name, by, seconds in steps:
        at += timedelta(seconds=seconds)
        before = record
        try:
            record = ANY_MOVE[name](before, by, at)
        except DrafterError:
            continue
        new = record.history[len(before.history) :]
        assert len(new) <= 1
        if not new:
            assert (before.state, before.revision) == (record.state, record.revision)
        for entry in new:
            assert leads_to(before, entry.action) == record.state
        assert (record.claimed_by is not None) == (record.state is DraftState.IN_REVIEW)
        assert (record.draft is None) == (record.revision == 0)
        assert (record.failure is not None) == (record.state is DraftState.FAILED)
        if record.state is DraftState.APPROVED and before.state is not DraftState.APPROVED:
            assert (by,) == (before.claimed_by,) == reviewers_of(record)


def test_every_action_but_asking_is_in_the_state_table() -> None:
    assert {action for _, action in MOVES} | {Action.ASKED} == set(Action)
