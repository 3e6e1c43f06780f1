"""Moves that editors make: a draft is claimed, edited, judged, decided on, and taken back."""

from datetime import datetime

from drafter import gate
from drafter.errors import GateClosed, NotFound, NotYours
from drafter.review.moves import (
    FREE,
    allowed,
    current,
    in_hand,
    lease,
    lease_end,
    moved,
    next_revision,
    telling_or,
)
from schemas.draft import Draft
from schemas.review import Action, Approval, DraftRecord, DraftState, Judgement, RejectReason


def claimed(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The editor has the draft for review, under a lease.

    A claim of one's own renews the lease, and is no news for the audit trail.

    Raises:
        WrongState: it is not there to be reviewed.
        NotYours: another editor's lease runs.
    """
    allowed(record, Action.CLAIMED)
    if record.claimed_by == by:
        return record.model_copy(update=lease(by, at))
    reason = None
    if record.claimed_by and record.claimed_until:
        if at < record.claimed_until:
            raise NotYours(f"{record.claimed_by} has {record.id} until {lease_end(record)}")
        reason = f"taken over from {record.claimed_by}, whose lease ended at {lease_end(record)}"
    return moved(record, Action.CLAIMED, by, at, lease(by, at), reason)


def edited(
    record: DraftRecord, draft: Draft, by: str, at: datetime, *, revision: int, reason: str | None
) -> DraftRecord:
    """The editor's version of the draft is its next revision. One that is the same is none.

    Raises:
        WrongState: it is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
    """
    in_hand(record, Action.EDITED, by)
    current(record, revision)
    if draft == record.draft:
        return record
    change = next_revision(record, draft) | lease(by, at)
    return moved(record, Action.EDITED, by, at, change, reason)


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
    draft = in_hand(record, Action.JUDGED, by)
    current(record, revision)
    verdict = gate.verdict_on(draft, said, by, at)
    if verdict is None:
        raise NotFound(f"{record.id} has no statement {said.on}")
    reason = f"{said.on} {said.verdict}: {said.reason}"
    change = {"verdicts": (*record.verdicts, verdict)} | lease(by, at)
    return moved(record, Action.JUDGED, by, at, change, reason)


def approved(
    record: DraftRecord,
    given: Approval,
    by: str,
    at: datetime,
    *,
    revision: int,
    people: int = 1,
) -> DraftRecord:
    """The editor stands by this revision. Where two people have to, the first one endorses it.

    An endorsed draft goes back to the queue, for somebody else; an edit ends the endorsement.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it, or has endorsed this revision already.
        StaleRevision: it has changed since `revision`.
        GateClosed: findings or questions stand open; the error lists them.
    """
    draft = in_hand(record, Action.APPROVED, by)
    current(record, revision)
    if still := gate.open_points(draft, record.verdicts, given.answers):
        noun = "point stands" if len(still) == 1 else "points stand"
        way = "mend the text, or judge what was found, and answer the five questions"
        raise GateClosed(f"{len(still)} {noun} open: {way}", still)
    before = endorsed_by(record)
    if by.casefold() in {name.casefold() for name in before}:
        raise NotYours(f"{by} has approved {record.id} already; now somebody else has to")
    if len(before) + 1 < people:
        endorsement = {**FREE, "endorsed_by": (*before, by)}
        return moved(record, Action.ENDORSED, by, at, endorsement)
    return moved(record, Action.APPROVED, by, at, FREE)


def rejected(
    record: DraftRecord,
    by: str,
    at: datetime,
    reason: str,
    code: RejectReason = RejectReason.OTHER,
) -> DraftRecord:
    """The editor turns the draft down; the audit trail has the code before the reason.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        InputError: the reason says nothing.
    """
    in_hand(record, Action.REJECTED, by)
    message = "a rejection needs a reason, so that the next draft can be better"
    said = telling_or(reason, message)
    told = said if code is RejectReason.OTHER else f"{code}: {said}"
    return moved(record, Action.REJECTED, by, at, FREE, told)


def withdrawn(
    record: DraftRecord, by: str, at: datetime, note: str, *, revision: int
) -> DraftRecord:
    """What was approved is taken back; the note says to those who have it what was wrong.

    Raises:
        WrongState: it is not approved.
        StaleRevision: it has changed since `revision`.
        InputError: the note says nothing.
    """
    allowed(record, Action.WITHDRAWN)
    current(record, revision)
    said = telling_or(note, "a withdrawal needs a note, which goes out as the correction")
    return moved(record, Action.WITHDRAWN, by, at, {"correction": said}, said)


def exported(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The approved draft has gone out. One that has gone out before stays as it is.

    Raises:
        WrongState: it is not approved.
    """
    if record.state is DraftState.EXPORTED:
        return record
    return moved(record, Action.EXPORTED, by, at, {})


def endorsed_by(record: DraftRecord) -> tuple[str, ...]:
    """Who has approved the present revision where two people have to, in order."""
    return tuple(
        entry.by
        for entry in record.history
        if entry.action is Action.ENDORSED and entry.revision == record.revision
    )
