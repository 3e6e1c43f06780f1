"""Moves of a draft that is made: written, failed, called off, held, released, asked for again."""

from datetime import datetime

from drafter.errors import NotYours, WrongState
from drafter.review.moves import FREE, MACHINE, allowed, moved, next_revision, telling_or
from schemas.draft import Draft
from schemas.review import Action, DraftRecord, DraftState


def drafted(record: DraftRecord, draft: Draft, at: datetime) -> DraftRecord:
    """The engine has written the draft: the next revision goes into the queue.

    A draft that is no longer being drafted stays as it is: it was handed over before, or called
    off meanwhile. Engine and recipe become those that wrote it, which after a fallback are not
    those asked for. A draft that stood in already is not replaced by another such one.
    """
    if record.state is not DraftState.DRAFTING:
        return record
    by = draft.provenance
    if record.revision and by.fallback_reason:
        return failed(record, by.fallback_reason, at)
    written = {
        "engine": by.engine,
        "recipe": by.recipe.name,
        "degraded": by.fallback_reason is not None,
    }
    return moved(record, Action.DRAFTED, MACHINE, at, written | next_revision(record, draft))


def failed(record: DraftRecord, reason: str, at: datetime) -> DraftRecord:
    """The draft could not be written. What is no longer being drafted stays as it is.

    Where it was being redrafted, the draft that there was goes back into the queue.
    """
    if record.state is not DraftState.DRAFTING:
        return record
    after = moved(record, Action.FAILED, MACHINE, at, {"failure": reason}, reason)
    return _back_where_written(after)


def cancelled(record: DraftRecord, by: str, at: datetime, reason: str | None) -> DraftRecord:
    """The draft is no longer wanted. Where it was being redrafted, the draft that there was stays.

    Raises:
        WrongState: it is not being drafted.
    """
    return _back_where_written(moved(record, Action.CANCELLED, by, at, {}, reason))


def retried(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """A draft that failed or was cancelled is to be gone on with.

    Raises:
        WrongState: it has neither failed nor been cancelled.
    """
    return moved(record, Action.RETRIED, by, at, {"failure": None})


def held(record: DraftRecord, by: str, at: datetime, reason: str) -> DraftRecord:
    """The draft is put aside, out of everybody's hands.

    Raises:
        WrongState: it is decided on already.
        NotYours: another editor has it in review.
        InputError: the reason says nothing.
    """
    allowed(record, Action.HELD)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    message = "a hold needs a reason, so that others know when it may go on"
    return moved(record, Action.HELD, by, at, FREE, telling_or(reason, message))


def released(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The draft goes back into the queue, or on being drafted where it was not written yet.

    Raises:
        WrongState: it is neither held nor in review.
        NotYours: another editor has it in review.
    """
    allowed(record, Action.RELEASED)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; only who holds it can release it")
    after = moved(record, Action.RELEASED, by, at, FREE)
    state = DraftState.QUEUED if record.revision else DraftState.DRAFTING
    return after.model_copy(update={"state": state})


def redrafted(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The draft is to be written again by the engine that was asked for at first.

    Raises:
        WrongState: it is not degraded, or a person has edited it: no machine overwrites that.
        NotYours: another editor has it in review.
    """
    allowed(record, Action.REDRAFTED)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    if not record.degraded:
        raise WrongState(f"{record.id} is not degraded: the engine that was asked for wrote it")
    if any(entry.action is Action.EDITED for entry in record.history):
        raise WrongState(f"{record.id} has been edited by a person, and is not written over")
    return moved(record, Action.REDRAFTED, by, at, FREE)


def _back_where_written(after: DraftRecord) -> DraftRecord:
    """Where it was a redraft that came to nothing, the draft that there was is in the queue."""
    back = {"state": DraftState.QUEUED, "failure": None}
    return after.model_copy(update=back) if after.revision else after
