"""A draft of which one section is written anew: who may ask, and who has it afterwards."""

from datetime import timedelta

import pytest

from drafter import review
from drafter.errors import NotYours, StaleRevision, WrongState
from drafter.redrafting import moves
from drafter.redrafting.asking import SectionRedraft, Wish
from drafter.review.moves import FREE, moved
from drafter.sign_off import Revision, review_record
from schemas.provenance import EngineName
from schemas.review import Action, DraftRecord, DraftState
from schemas.review_record import ChangeKind
from schemas.sections import SectionName
from tests import factories
from tests.drafter.redrafting.samples import a_draft, after, anew, by_people
from tests.factories import NOON, YES

DRAFT = a_draft()
BODY = Wish(section=SectionName.BODY, instructions="Begin with the ferries.")
NEW = after(DRAFT, SectionName.BODY, anew(SectionName.BODY))
LATER = NOON + timedelta(minutes=9)


def queued() -> DraftRecord:
    return review.drafted(factories.record(), DRAFT, NOON)


def in_review() -> DraftRecord:
    return review.claimed(queued(), "Ada", NOON)


def asked(record: DraftRecord, wish: Wish = BODY) -> tuple[DraftRecord, SectionRedraft]:
    drafting = moves.section_redrafted(record, wish, "Ada", NOON, revision=record.revision)
    return drafting, moves.redraft_of(record, wish)


def test_a_section_that_is_asked_for_is_being_drafted_and_in_nobodys_hands() -> None:
    drafting, redraft = asked(in_review())
    assert (DraftState.DRAFTING, None, 1) == (
        drafting.state,
        drafting.claimed_by,
        drafting.revision,
    )
    line = drafting.history[-1]
    assert (Action.REDRAFTED, "Ada", "body: Begin with the ferries.") == (
        line.action,
        line.by,
        line.reason,
    )
    assert (1, 1, "Ada") == (redraft.number, redraft.revision, redraft.held_by)


def test_without_instructions_the_audit_trail_names_the_section() -> None:
    drafting, _ = asked(queued(), Wish(section=SectionName.HEADLINE))
    assert "headline" == drafting.history[-1].reason


def test_written_it_is_the_next_revision_in_review_with_whoever_had_it() -> None:
    drafting, redraft = asked(in_review())
    by_model = NEW.provenance.model_copy(update={"engine": EngineName.OPENAI})
    new = NEW.model_copy(update={"provenance": by_model})
    record = moves.section_written(drafting, redraft, new, LATER)
    expected = (DraftState.IN_REVIEW, "Ada", LATER + review.LEASE, 2, new)
    told = (record.state, record.claimed_by, record.claimed_until, record.revision, record.draft)
    assert expected == told
    assert (Action.DRAFTED, review.MACHINE, "body written anew") == (
        record.history[-1].action,
        record.history[-1].by,
        record.history[-1].reason,
    )


def test_the_audit_trail_says_where_no_model_has_read_the_instructions() -> None:
    drafting, redraft = asked(in_review())
    told = moves.section_written(drafting, redraft, NEW, LATER).history[-1].reason
    assert "body written anew; the extractive engine reads no instructions" == told
    drafting, redraft = asked(in_review(), Wish(section=SectionName.BODY))
    told = moves.section_written(drafting, redraft, NEW, LATER).history[-1].reason
    assert "body written anew" == told


def test_asked_of_the_queue_it_comes_back_to_the_queue() -> None:
    drafting, redraft = asked(queued())
    record = moves.section_written(drafting, redraft, NEW, LATER)
    assert (DraftState.QUEUED, None, 2) == (record.state, record.claimed_by, record.revision)


def test_what_came_to_nothing_is_given_back_as_it_was_with_the_reason() -> None:
    drafting, redraft = asked(in_review())
    failed = review.failed(drafting, "the endpoint is down", LATER)
    record = moves.given_back(failed, redraft, LATER)
    expected = (DraftState.IN_REVIEW, "Ada", 1, DRAFT, None)
    told = (record.state, record.claimed_by, record.revision, record.draft, record.failure)
    assert expected == told
    assert "the endpoint is down" == record.history[-1].reason


@pytest.mark.parametrize("off", [review.cancelled, review.held])
def test_what_is_called_off_or_put_aside_is_not_written_afterwards(off: object) -> None:
    drafting, redraft = asked(in_review())
    assert callable(off)
    record = off(drafting, "Ada", NOON, "not now")
    assert record is moves.section_written(record, redraft, NEW, LATER)


def test_a_section_of_an_earlier_redraft_is_not_written_into_a_later_one() -> None:
    drafting, first = asked(in_review())
    again, second = asked(review.cancelled(drafting, "Ada", NOON, None))
    assert (1, 2) == (first.number, second.number)
    assert again is moves.section_written(again, first, NEW, LATER)
    assert again is not moves.section_written(again, second, NEW, LATER)


def test_twice_handed_over_is_once() -> None:
    drafting, redraft = asked(in_review())
    record = moves.section_written(drafting, redraft, NEW, LATER)
    assert record is moves.section_written(record, redraft, NEW, LATER)


def test_another_editors_draft_is_not_redrafted() -> None:
    with pytest.raises(NotYours, match="Ada has"):
        moves.section_redrafted(in_review(), BODY, "Ben", NOON, revision=1)


def test_a_section_of_a_former_revision_is_not_redrafted() -> None:
    with pytest.raises(StaleRevision):
        moves.section_redrafted(in_review(), BODY, "Ada", NOON, revision=2)


def test_an_approved_draft_is_not_redrafted() -> None:
    with pytest.raises(WrongState, match="to be redrafted it has to be"):
        asked(in_review().model_copy(update={"state": DraftState.APPROVED}))


def test_a_degraded_draft_is_redrafted_as_a_whole() -> None:
    with pytest.raises(WrongState, match="all of it redrafted"):
        asked(queued().model_copy(update={"degraded": True}))


def test_a_persons_own_headline_is_refused_when_it_is_asked_for() -> None:
    mine = by_people(DRAFT, [DRAFT.headline.id])
    record = in_review().model_copy(update={"draft": mine})
    with pytest.raises(WrongState, match="written by people"):
        asked(record, Wish(section=SectionName.HEADLINE))
    drafting, _ = asked(record, Wish(section=SectionName.HEADLINE, overwrite=True))
    assert DraftState.DRAFTING is drafting.state


def test_the_review_record_tells_edits_from_before_a_section_was_written_anew() -> None:
    lead = DRAFT.headline.model_copy(update={"text": "Bridge shut", "written_by": "editor"})
    edited = DRAFT.model_copy(update={"headline": lead})
    mine = review.edited(in_review(), edited, "Ada", NOON, revision=1, reason=None)
    drafting, redraft = asked(mine)
    new = after(edited, SectionName.BODY, anew(SectionName.BODY))
    written = moves.section_written(drafting, redraft, new, LATER)
    approved = moved(written, Action.APPROVED, "Ada", LATER, FREE)
    revisions = [
        Revision(1, review.MACHINE, DRAFT),
        Revision(2, "Ada", edited),
        Revision(3, review.MACHINE, new),
    ]
    told = review_record(approved, YES, revisions)
    assert (1, ("headline", "body")) == (told.written_revision, told.changed_sections)
    by = {change.statement: (change.kind, change.by) for change in told.changes}
    assert (ChangeKind.EDITED, ("Ada",)) == by[DRAFT.headline.id]
    assert {review.MACHINE} == {who for kind, (who,) in by.values() if kind is ChangeKind.ADDED}
