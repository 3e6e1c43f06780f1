"""Review: the states of a draft, its revisions, and what people decided."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, EventId, SentenceId, Slug, StatementId, Text
from schemas.draft import Draft
from schemas.evidence import Check
from schemas.provenance import EngineName
from schemas.sections import SectionName
from schemas.statement import Basis


class DraftState(StrEnum):
    """Where a draft is on its way to the reader."""

    DRAFTING = "drafting"
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    EXPORTED = "exported"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class EditorVerdict(StrEnum):
    """What an editor says of a statement whose findings stand open."""

    VERIFIED = "verified"
    WAIVED = "waived"


class Judgement(Closed):
    """What an editor says of one statement, and why."""

    statement: StatementId
    verdict: EditorVerdict
    reason: Text


class AnsweredFinding(Closed):
    """A finding that stood against approval when a verdict was given."""

    check: Check
    reason: Text


class StatementVerdict(Judgement):
    """A named person's word on one statement, and all that they saw when they gave it.

    It answers the findings that it names, for as long as the statement is what it was then.
    """

    section: SectionName = Field(description="where the statement stood, then")
    text: Text = Field(description="the statement's text, then")
    basis: Basis
    cites: tuple[SentenceId, ...]
    links: tuple[EventId, ...]
    findings: tuple[AnsweredFinding, ...] = Field(description="what stood against it, then")
    by: Text
    at: datetime


class Action(StrEnum):
    """What was done to a draft: the words of the audit trail."""

    ASKED = "asked"
    DRAFTED = "drafted"
    FAILED = "failed"
    CLAIMED = "claimed"
    EDITED = "edited"
    JUDGED = "judged"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPORTED = "exported"


class AuditEntry(Closed):
    """One line of the append-only audit trail."""

    action: Action
    by: Text
    at: datetime
    revision: int = Field(ge=0)
    reason: str | None


class DraftRecord(Closed):
    """A draft as the queue keeps it. `draft` is null until it has been written."""

    id: Text
    state: DraftState
    revision: int = Field(ge=0, description="0 until drafted, then 1, 2, 3, ...")
    topic: Slug | None
    engine: EngineName
    recipe: Text
    headline: Text | None
    created_at: datetime
    updated_at: datetime
    created_by: Text
    claimed_by: Text | None
    claimed_until: datetime | None
    failure: Text | None
    draft: Draft | None
    verdicts: tuple[StatementVerdict, ...]
    history: tuple[AuditEntry, ...]
