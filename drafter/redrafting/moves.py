"""Moves of a draft of which one section is written anew: asked for, written, or come to nothing."""

from datetime import datetime

from drafter.errors import NotYours, WrongState
from drafter.redrafting.asking import SectionRedraft, Wish
from drafter.redrafting.parts import require_parts
from drafter.review.moves import FREE, MACHINE, allowed, current, lease, moved, next_revision
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import Action, DraftRecord, DraftState


def section_redrafted(
    record: DraftRecord, wish: Wish, by: str, at: datetime, *, revision: int
) -> DraftRecord:
    """One section of this revision is to be written anew; meanwhile nobody has the draft.

    Raises:
        WrongState: it is neither queued nor in review; another engine stood in for the one that
            would write; or all of the section was written by people.
        NotYours: another editor has it in review.
        StaleRevision: it has changed since `revision`.
    """
    require_redraftable(record, wish, by, revision)
    reason = f"{wish.section}: {wish.instructions}" if wish.instructions else str(wish.section)
    return moved(record, Action.REDRAFTED, by, at, FREE, reason)


def require_redraftable(record: DraftRecord, wish: Wish, by: str, revision: int) -> Draft:
    """The draft, where such a wish may be granted. Raises as `section_redrafted` does."""
    allowed(record, Action.REDRAFTED)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    current(record, revision)
    if record.draft is None:
        raise WrongState(f"{record.id} is {record.state}, and has no draft")
    if record.degraded:
        raise WrongState(
            f"{record.id} is degraded, so no part of it is by the engine that was asked for: have"
            " all of it redrafted"
        )
    require_parts(record.draft, wish.section, overwrite=wish.overwrite)
    return record.draft


def redraft_of(record: DraftRecord, wish: Wish) -> SectionRedraft:
    """What `section_redrafted` makes of the wish: `record` is as it was before."""
    return SectionRedraft(
        **dict(wish),
        number=redrafts_of(record) + 1,
        revision=record.revision,
        held_by=record.claimed_by,
    )


def redrafts_of(record: DraftRecord) -> int:
    """How often the draft was redrafted, as a whole or in part."""
    return sum(entry.action is Action.REDRAFTED for entry in record.history)


def section_written(
    record: DraftRecord, redraft: SectionRedraft, draft: Draft, at: datetime
) -> DraftRecord:
    """The section is written: the next revision, in the hands of who had the draft.

    Where the draft no longer waits for it, having been called off or changed, it stays as it is.
    """
    if not waits_for(record, redraft):
        return record
    reason = f"{redraft.section} written anew"
    if redraft.instructions and draft.provenance.engine is EngineName.EXTRACTIVE:
        reason += "; the extractive engine reads no instructions"
    change = next_revision(record, draft)
    after = moved(record, Action.DRAFTED, MACHINE, at, change, reason)
    return given_back(after, redraft, at)


def parts_written(record: DraftRecord) -> frozenset[int]:
    """The revisions of which one section was written anew, and the rest was there before.

    Of a draft that is written as a whole, the audit trail has no reason.
    """
    return frozenset(
        entry.revision
        for entry in record.history
        if entry.action is Action.DRAFTED and entry.reason is not None
    )


def waits_for(record: DraftRecord, redraft: SectionRedraft) -> bool:
    """Whether the draft is being drafted for the sake of this redraft."""
    return record.state is DraftState.DRAFTING and redrafts_of(record) == redraft.number


def given_back(after: DraftRecord, redraft: SectionRedraft, at: datetime) -> DraftRecord:
    """The draft in review with whoever had it, their lease renewed, or in the queue."""
    if redraft.held_by is None:
        return after
    back = {"state": DraftState.IN_REVIEW} | lease(redraft.held_by, at)
    return after.model_copy(update=back)
