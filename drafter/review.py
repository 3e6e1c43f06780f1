"""Review: which moves a draft may make, and who holds it. The gate has a module of its own.

Pure functions from a record to the record after the move. The store writes the difference.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from drafter import gate
from drafter.errors import GateClosed, InputError, NotFound, NotYours, StaleRevision, WrongState
from schemas.draft import Draft
from schemas.review import (
    Action,
    Approval,
    AuditEntry,
    DraftRecord,
    DraftState,
    Judgement,
    telling,
)

LEASE = timedelta(minutes=5)
"""How long a claim holds after its last use."""

MACHINE = "drafter"
"""Stands in the audit trail for what no person did."""

COMMAND_LINE = "command line"
"""Stands there for what was done on this machine, where no key is asked for."""

FREE: Mapping[str, object] = {"claimed_by": None, "claimed_until": None}
"""What a decision does to the claim: the draft is in nobody's hands."""

MOVES: Mapping[tuple[DraftState, Action], DraftState] = {
    (DraftState.DRAFTING, Action.DRAFTED): DraftState.QUEUED,
    (DraftState.DRAFTING, Action.FAILED): DraftState.FAILED,
    (DraftState.DRAFTING, Action.CANCELLED): DraftState.CANCELLED,
    (DraftState.FAILED, Action.RETRIED): DraftState.DRAFTING,
    (DraftState.CANCELLED, Action.RETRIED): DraftState.DRAFTING,
    (DraftState.DRAFTING, Action.HELD): DraftState.HELD,
    (DraftState.QUEUED, Action.HELD): DraftState.HELD,
    (DraftState.IN_REVIEW, Action.HELD): DraftState.HELD,
    (DraftState.HELD, Action.RELEASED): DraftState.QUEUED,
    (DraftState.IN_REVIEW, Action.RELEASED): DraftState.QUEUED,
    (DraftState.QUEUED, Action.REDRAFTED): DraftState.DRAFTING,
    (DraftState.IN_REVIEW, Action.REDRAFTED): DraftState.DRAFTING,
    (DraftState.QUEUED, Action.CLAIMED): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Action.CLAIMED): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Action.EDITED): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Action.JUDGED): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Action.APPROVED): DraftState.APPROVED,
    (DraftState.IN_REVIEW, Action.REJECTED): DraftState.REJECTED,
    (DraftState.APPROVED, Action.EXPORTED): DraftState.EXPORTED,
}
"""The state table: from a state, by an action, to a state. What is not here is not allowed."""


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
    return _moved(record, Action.DRAFTED, MACHINE, at, written | _revision(record, draft))


def failed(record: DraftRecord, reason: str, at: datetime) -> DraftRecord:
    """The draft could not be written. What is no longer being drafted stays as it is.

    Where it was being redrafted, the draft that there was goes back into the queue.
    """
    if record.state is not DraftState.DRAFTING:
        return record
    after = _moved(record, Action.FAILED, MACHINE, at, {"failure": reason}, reason)
    return _back_where_written(after)


def cancelled(record: DraftRecord, by: str, at: datetime, reason: str | None) -> DraftRecord:
    """The draft is no longer wanted. Where it was being redrafted, the draft that there was stays.

    Raises:
        WrongState: it is not being drafted.
    """
    return _back_where_written(_moved(record, Action.CANCELLED, by, at, {}, reason))


def retried(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """A draft that failed or was cancelled is to be gone on with.

    Raises:
        WrongState: it has neither failed nor been cancelled.
    """
    return _moved(record, Action.RETRIED, by, at, {"failure": None})


def held(record: DraftRecord, by: str, at: datetime, reason: str) -> DraftRecord:
    """The draft is put aside, out of everybody's hands.

    Raises:
        WrongState: it is decided on already.
        NotYours: another editor has it in review.
        InputError: the reason says nothing.
    """
    _allowed(record, Action.HELD)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    message = "a hold needs a reason, so that others know when it may go on"
    return _moved(record, Action.HELD, by, at, FREE, _telling(reason, message))


def released(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The draft goes back into the queue, or on being drafted where it was not written yet.

    Raises:
        WrongState: it is neither held nor in review.
        NotYours: another editor has it in review.
    """
    _allowed(record, Action.RELEASED)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; only who holds it can release it")
    after = _moved(record, Action.RELEASED, by, at, FREE)
    state = DraftState.QUEUED if record.revision else DraftState.DRAFTING
    return after.model_copy(update={"state": state})


def redrafted(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The draft is to be written again by the engine that was asked for at first.

    Raises:
        WrongState: it is not degraded, or a person has edited it: no machine overwrites that.
        NotYours: another editor has it in review.
    """
    _allowed(record, Action.REDRAFTED)
    if record.claimed_by not in (None, by):
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    if not record.degraded:
        raise WrongState(f"{record.id} is not degraded: the engine that was asked for wrote it")
    if any(entry.action is Action.EDITED for entry in record.history):
        raise WrongState(f"{record.id} has been edited by a person, and is not written over")
    return _moved(record, Action.REDRAFTED, by, at, FREE)


def claimed(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The editor has the draft for review, under a lease.

    A claim of one's own renews the lease, and is no news for the audit trail.

    Raises:
        WrongState: it is not there to be reviewed.
        NotYours: another editor's lease runs.
    """
    _allowed(record, Action.CLAIMED)
    if record.claimed_by == by:
        return record.model_copy(update=_lease(by, at))
    reason = None
    if record.claimed_by and record.claimed_until:
        if at < record.claimed_until:
            raise NotYours(f"{record.claimed_by} has {record.id} until {_clock(record)}")
        reason = f"taken over from {record.claimed_by}, whose lease ended at {_clock(record)}"
    return _moved(record, Action.CLAIMED, by, at, _lease(by, at), reason)


def edited(
    record: DraftRecord, draft: Draft, by: str, at: datetime, *, revision: int, reason: str | None
) -> DraftRecord:
    """The editor's version of the draft is its next revision. One that is the same is none.

    Raises:
        WrongState: it is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
    """
    _held(record, Action.EDITED, by)
    _current(record, revision)
    if draft == record.draft:
        return record
    change = _revision(record, draft) | _lease(by, at)
    return _moved(record, Action.EDITED, by, at, change, reason)


def judged(
    record: DraftRecord, said: Judgement, by: str, at: datetime, *, revision: int
) -> DraftRecord:
    """The editor's word on a statement or a section is kept, with all that it was given for.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
        NotFound: it has no such statement.
        InputError: there is nothing to waive.
    """
    draft = _held(record, Action.JUDGED, by)
    _current(record, revision)
    verdict = gate.verdict_on(draft, said, by, at)
    if verdict is None:
        raise NotFound(f"{record.id} has no statement {said.on}")
    reason = f"{said.on} {said.verdict}: {said.reason}"
    change = {"verdicts": (*record.verdicts, verdict)} | _lease(by, at)
    return _moved(record, Action.JUDGED, by, at, change, reason)


def approved(
    record: DraftRecord, given: Approval, by: str, at: datetime, *, revision: int
) -> DraftRecord:
    """The editor stands by this revision.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
        GateClosed: findings or questions stand open; the error lists them.
    """
    draft = _held(record, Action.APPROVED, by)
    _current(record, revision)
    if still := gate.open_points(draft, record.verdicts, given.answers):
        noun = "point stands" if len(still) == 1 else "points stand"
        way = "mend the text, or judge what was found, and answer the five questions"
        raise GateClosed(f"{len(still)} {noun} open: {way}", still)
    return _moved(record, Action.APPROVED, by, at, FREE)


def rejected(record: DraftRecord, by: str, at: datetime, reason: str) -> DraftRecord:
    """The editor turns the draft down.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        InputError: the reason says nothing.
    """
    _held(record, Action.REJECTED, by)
    message = "a rejection needs a reason, so that the next draft can be better"
    return _moved(record, Action.REJECTED, by, at, FREE, _telling(reason, message))


def exported(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The approved draft has gone out. One that has gone out before stays as it is.

    Raises:
        WrongState: it is not approved.
    """
    if record.state is DraftState.EXPORTED:
        return record
    return _moved(record, Action.EXPORTED, by, at, {})


def reviewer_of(record: DraftRecord) -> str | None:
    """Who approved the draft; null where nobody has."""
    names = [entry.by for entry in record.history if entry.action is Action.APPROVED]
    return names[-1] if names else None


def _back_where_written(after: DraftRecord) -> DraftRecord:
    """Where it was a redraft that came to nothing, the draft that there was is in the queue."""
    back = {"state": DraftState.QUEUED, "failure": None}
    return after.model_copy(update=back) if after.revision else after


def _telling(reason: str, message: str) -> str:
    try:
        return telling(reason).strip()
    except ValueError:
        raise InputError(message) from None


def _allowed(record: DraftRecord, action: Action) -> DraftState:
    """The state that the action leads to."""
    if (record.state, action) not in MOVES:
        states = [state.value for state, possible in MOVES if possible is action]
        wanted = " or ".join(states) or "new"
        raise WrongState(f"{record.id} is {record.state}; to be {action} it has to be {wanted}")
    return MOVES[record.state, action]


def _held(record: DraftRecord, action: Action, by: str) -> Draft:
    """The draft, in the editor's hands.

    A lease that has run out is still its holder's until somebody else takes the draft.
    """
    _allowed(record, action)
    if record.claimed_by != by:
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    if record.draft is None:
        raise WrongState(f"{record.id} is {record.state}, and has no draft")
    return record.draft


def _current(record: DraftRecord, revision: int) -> None:
    if revision != record.revision:
        message = f"{record.id} is at revision {record.revision}, not {revision}; read it again"
        raise StaleRevision(message, record.revision)


def _lease(by: str, at: datetime) -> dict[str, object]:
    return {"claimed_by": by, "claimed_until": at + LEASE}


def _clock(record: DraftRecord) -> str:
    return f"{record.claimed_until:%H:%M} UTC"


def _revision(record: DraftRecord, draft: Draft) -> dict[str, object]:
    return {"revision": record.revision + 1, "draft": draft, "headline": draft.headline.text}


def _moved(
    record: DraftRecord,
    action: Action,
    by: str,
    at: datetime,
    change: Mapping[str, object],
    reason: str | None = None,
) -> DraftRecord:
    state = _allowed(record, action)
    after = record.model_copy(update={**change, "state": state, "updated_at": at})
    entry = AuditEntry(action=action, by=by, at=at, revision=after.revision, reason=reason)
    return after.model_copy(update={"history": (*record.history, entry)})
