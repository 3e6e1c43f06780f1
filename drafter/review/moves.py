"""The state table, and what all moves share: the audit entry, the lease, who holds the draft."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from drafter.errors import InputError, NotYours, StaleRevision, WrongState
from schemas.draft import Draft
from schemas.review import Action, AuditEntry, DraftRecord, DraftState, telling

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
    (DraftState.IN_REVIEW, Action.ENDORSED): DraftState.QUEUED,
    (DraftState.IN_REVIEW, Action.APPROVED): DraftState.APPROVED,
    (DraftState.IN_REVIEW, Action.REJECTED): DraftState.REJECTED,
    (DraftState.APPROVED, Action.EXPORTED): DraftState.EXPORTED,
    (DraftState.APPROVED, Action.WITHDRAWN): DraftState.WITHDRAWN,
    (DraftState.EXPORTED, Action.WITHDRAWN): DraftState.WITHDRAWN,
}
"""The state table: from a state, by an action, to a state. What is not here is not allowed."""


def telling_or(reason: str, message: str) -> str:
    """The reason, trimmed.

    Raises:
        InputError: it says nothing; with this message.
    """
    try:
        return telling(reason).strip()
    except ValueError:
        raise InputError(message) from None


def allowed(record: DraftRecord, action: Action) -> DraftState:
    """The state that the action leads to.

    Raises:
        WrongState: the state does not allow it; the message says which do.
    """
    if (record.state, action) not in MOVES:
        states = [state.value for state, possible in MOVES if possible is action]
        wanted = " or ".join(states) or "new"
        raise WrongState(f"{record.id} is {record.state}; to be {action} it has to be {wanted}")
    return MOVES[record.state, action]


def in_hand(record: DraftRecord, action: Action, by: str) -> Draft:
    """The draft, in the editor's hands.

    A lease that has run out is still its holder's until somebody else takes the draft.

    Raises:
        WrongState: it is not in review, or not written.
        NotYours: the editor has not claimed it.
    """
    allowed(record, action)
    if record.claimed_by != by:
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")
    if record.draft is None:
        raise WrongState(f"{record.id} is {record.state}, and has no draft")
    return record.draft


def current(record: DraftRecord, revision: int) -> None:
    """See to it that the editor decides on what they have read.

    Raises:
        StaleRevision: the draft has changed since `revision`.
    """
    if revision != record.revision:
        message = f"{record.id} is at revision {record.revision}, not {revision}; read it again"
        raise StaleRevision(message, record.revision)


def lease(by: str, at: datetime) -> dict[str, object]:
    """The draft is in the editor's hands from now on."""
    return {"claimed_by": by, "claimed_until": at + LEASE}


def lease_end(record: DraftRecord) -> str:
    """When the claim runs out, for people."""
    return f"{record.claimed_until:%H:%M} UTC"


def next_revision(record: DraftRecord, draft: Draft) -> dict[str, object]:
    """The draft is the next revision, which nobody has endorsed."""
    headline = draft.headline.text
    number = record.revision + 1
    return {"revision": number, "draft": draft, "headline": headline, "endorsed_by": ()}


def moved(
    record: DraftRecord,
    action: Action,
    by: str,
    at: datetime,
    change: Mapping[str, object],
    reason: str | None = None,
) -> DraftRecord:
    """The record after the action, with its line in the audit trail.

    Raises:
        WrongState: the state does not allow it.
    """
    state = allowed(record, action)
    after = record.model_copy(update={**change, "state": state, "updated_at": at})
    entry = AuditEntry(action=action, by=by, at=at, revision=after.revision, reason=reason)
    return after.model_copy(update={"history": (*record.history, entry)})
