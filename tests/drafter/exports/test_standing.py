"""Where a draft stands follows from its record."""

from datetime import timedelta

from drafter.exports.standing import standing_of
from schemas.review import Action, AuditEntry, DraftRecord, DraftState
from tests.drafter.exports.briefings import sparse
from tests.factories import NOON, record


def audited(*done: tuple[Action, str, int, str | None], state: DraftState) -> DraftRecord:
    history = tuple(
        AuditEntry(action=action, by=by, at=NOON + timedelta(minutes=n), revision=r, reason=why)
        for n, (action, by, r, why) in enumerate(done)
    )
    change = {"history": history, "revision": history[-1].revision}
    return record(state, sparse()).model_copy(update=change)


DRAFTED = (Action.DRAFTED, "drafter", 1, None)


def test_those_who_approved_this_revision_are_its_reviewers_in_order() -> None:
    standing = standing_of(
        audited(
            DRAFTED,
            (Action.ENDORSED, "Eve", 1, None),
            (Action.EDITED, "Ben", 2, None),
            (Action.ENDORSED, "Ada", 2, None),
            (Action.APPROVED, "Ben", 2, None),
            (Action.EXPORTED, "CMS", 2, None),
            state=DraftState.EXPORTED,
        )
    )
    assert (("Ada", "Ben"), True, 2) == (standing.reviewers, standing.approved, standing.revision)


def test_an_edit_counts_also_where_a_section_was_written_anew_since() -> None:
    edit = (Action.EDITED, "Ada", 2, None)
    again = (Action.REDRAFTED, "Ada", 2, "body: shorter")
    assert standing_of(audited(DRAFTED, edit, again, state=DraftState.QUEUED)).edited
    assert not standing_of(audited(DRAFTED, state=DraftState.QUEUED)).edited


def test_a_second_revision_that_a_machine_wrote_is_not_edited() -> None:
    again = (Action.REDRAFTED, "Ada", 1, None), (Action.DRAFTED, "drafter", 2, None)
    assert not standing_of(audited(DRAFTED, *again, state=DraftState.QUEUED)).edited


def test_a_withdrawal_has_a_version_of_its_own() -> None:
    versions = [
        standing_of(audited(DRAFTED, state=state)).version
        for state in (DraftState.APPROVED, DraftState.EXPORTED, DraftState.WITHDRAWN)
    ]
    assert [1, 1, 2] == versions
