"""Review: which moves a draft may make, who holds it, and what stands against approval.

Pure functions from a record to the record after the move. The store writes the difference.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from drafter.errors import GateClosed, InputError, NotFound, NotYours, StaleRevision, WrongState
from schemas.draft import Draft
from schemas.evidence import Finding
from schemas.review import (
    Action,
    AnsweredFinding,
    AuditEntry,
    DraftRecord,
    DraftState,
    Judgement,
    StatementVerdict,
)

LEASE = timedelta(minutes=5)
"""How long a claim holds after its last use."""

MACHINE = "drafter"
"""Stands in the audit trail for what no person did."""

COMMAND_LINE = "command line"
"""Stands there for what was done on this machine, where no key is asked for."""

FREE: Mapping[str, object] = {"claimed_by": None, "claimed_until": None}
"""What a decision does to the claim: the draft is in nobody's hands."""

JUDGED = ("section", "text", "basis", "cites", "links")
"""Parts of a statement that an editor judges: when one of them changes, a verdict ends."""

MOVES: Mapping[tuple[DraftState, Action], DraftState] = {
    (DraftState.DRAFTING, Action.DRAFTED): DraftState.QUEUED,
    (DraftState.DRAFTING, Action.FAILED): DraftState.FAILED,
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
    """The engine has written the draft: revision 1 goes into the queue. A repeat changes nothing.

    Engine and recipe become those that wrote it, which after a fallback are not those asked for.

    Raises:
        WrongState: it has failed already.
    """
    if record.revision:
        return record
    by = draft.provenance
    written = {"engine": by.engine, "recipe": by.recipe.name} | _revision(record, draft)
    return _moved(record, Action.DRAFTED, MACHINE, at, written)


def failed(record: DraftRecord, reason: str, at: datetime) -> DraftRecord:
    """The draft could not be written. What is no longer being drafted stays as it is."""
    if record.state is not DraftState.DRAFTING:
        return record
    return _moved(record, Action.FAILED, MACHINE, at, {"failure": reason}, reason)


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
    """The editor's word on a statement is kept, with all that it was given for.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
        NotFound: it has no such statement.
    """
    _held(record, Action.JUDGED, by)
    _current(record, revision)
    seen = _as_they_stand(record.draft).get(said.statement) if record.draft else None
    if record.draft is None or seen is None:
        raise NotFound(f"{record.id} has no statement {said.statement}")
    given = {"findings": _answered(record.draft, said.statement), "by": by, "at": at}
    verdict = StatementVerdict.model_validate(dict(said) | seen | given)
    reason = f"{said.statement} {said.verdict}: {said.reason}"
    change = {"verdicts": (*record.verdicts, verdict)} | _lease(by, at)
    return _moved(record, Action.JUDGED, by, at, change, reason)


def approved(record: DraftRecord, by: str, at: datetime, *, revision: int) -> DraftRecord:
    """The editor stands by this revision.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        StaleRevision: it has changed since `revision`.
        GateClosed: findings stand open; the error lists them.
    """
    _held(record, Action.APPROVED, by)
    _current(record, revision)
    if found := open_findings(record.draft, record.verdicts) if record.draft else ():
        noun = "finding stands" if len(found) == 1 else "findings stand"
        raise GateClosed(
            f"{len(found)} {noun} open: mend the text, or judge the statement with a reason", found
        )
    return _moved(record, Action.APPROVED, by, at, FREE)


def rejected(record: DraftRecord, by: str, at: datetime, reason: str) -> DraftRecord:
    """The editor turns the draft down.

    Raises:
        WrongState: the draft is not in review.
        NotYours: the editor has not claimed it.
        InputError: the reason is empty.
    """
    _held(record, Action.REJECTED, by)
    if not reason.strip():
        raise InputError("a rejection needs a reason, so that the next draft can be better")
    return _moved(record, Action.REJECTED, by, at, FREE, reason.strip())


def exported(record: DraftRecord, by: str, at: datetime) -> DraftRecord:
    """The approved draft has gone out. One that has gone out before stays as it is.

    Raises:
        WrongState: it is not approved.
    """
    if record.state is DraftState.EXPORTED:
        return record
    return _moved(record, Action.EXPORTED, by, at, {})


def open_findings(draft: Draft, verdicts: Sequence[StatementVerdict]) -> tuple[str, ...]:
    """What stands against approval, one line each, in the order of the findings.

    A blocker that fails is open, and so is whatever could not be checked, however severe. A
    verdict closes the findings that it was given for, while its statement is what was judged, in
    words and in evidence. A finding about a whole section has to be mended.
    """
    present = _as_they_stand(draft)
    answered = {
        (verdict.statement, finding.check, finding.reason)
        for verdict in verdicts
        if present.get(verdict.statement) == {part: getattr(verdict, part) for part in JUDGED}
        for finding in verdict.findings
    }
    return tuple(
        _line(finding)
        for finding in draft.findings
        if finding.stops and (finding.statement, finding.check, finding.reason) not in answered
    )


def reviewer_of(record: DraftRecord) -> str | None:
    """Who approved the draft; null where nobody has."""
    names = [entry.by for entry in record.history if entry.action is Action.APPROVED]
    return names[-1] if names else None


def _as_they_stand(draft: Draft) -> dict[str, dict[str, object]]:
    """What a verdict on a statement is given for, by the statement's id."""
    return {
        statement.id: {"section": section}
        | {part: getattr(statement, part) for part in JUDGED if part != "section"}
        for section, statement in draft.statements()
    }


def _answered(draft: Draft, statement: str) -> tuple[AnsweredFinding, ...]:
    return tuple(
        AnsweredFinding(check=finding.check, reason=finding.reason)
        for finding in draft.findings
        if finding.stops and finding.statement == statement
    )


def _line(finding: Finding) -> str:
    where = finding.section.replace("_", " ")
    where = f"{where}, {finding.statement}" if finding.statement else where
    return f"{where}: {finding.reason} ({finding.check}, {finding.verdict.replace('_', ' ')})"


def _allowed(record: DraftRecord, action: Action) -> DraftState:
    """The state that the action leads to."""
    if (record.state, action) not in MOVES:
        states = [state.value for state, possible in MOVES if possible is action]
        wanted = " or ".join(states) or "new"
        raise WrongState(f"{record.id} is {record.state}; to be {action} it has to be {wanted}")
    return MOVES[record.state, action]


def _held(record: DraftRecord, action: Action, by: str) -> None:
    """A lease that has run out is still its holder's until somebody else takes the draft."""
    _allowed(record, action)
    if record.claimed_by != by:
        raise NotYours(f"{record.claimed_by} has {record.id}; claim it first")


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
