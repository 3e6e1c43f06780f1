"""Review: the states of a draft, its revisions, and what people decided."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool

from schemas.base import Closed, EventId, SentenceId, Slug, StatementId, Text
from schemas.draft import Draft
from schemas.evidence import Check
from schemas.job import Priority
from schemas.provenance import EngineName, Fingerprint
from schemas.sections import SectionName
from schemas.statement import Basis

_LEAST_LETTERS = 2
_SEEN_BY_NOBODY = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class that no font shows: the fillers of Hangul."""


def telling(text: str) -> str:
    """The text, where it says something: two different letters or digits at the least.

    Raises:
        ValueError: it is white space, what nobody sees, or a dash to get past the question.
    """
    plain = unicodedata.normalize("NFC", text)
    letters = {one.casefold() for one in plain if one.isalnum() and one not in _SEEN_BY_NOBODY}
    if len(letters) < _LEAST_LETTERS:
        raise ValueError("say it in words: this tells nobody anything")
    return text


Reason = Annotated[Text, AfterValidator(telling)]


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
    """What an editor says of what stands against approval.

    `verified` answers what could not be checked: the person has checked it elsewhere. `waived`
    answers what failed: the person holds that the check is wrong here, or that it may stand.
    """

    VERIFIED = "verified"
    WAIVED = "waived"


class Judgement(Closed):
    """What an editor says of one statement, or of a whole section, and why."""

    on: StatementId | SectionName
    verdict: EditorVerdict
    reason: Reason


class AnsweredFinding(Closed):
    """A finding that stood against approval when a verdict was given."""

    check: Check
    reason: Text


class _Given(Closed):
    """A named person's word. It answers the findings that it names, and no others."""

    verdict: EditorVerdict
    reason: Text
    findings: tuple[AnsweredFinding, ...] = Field(description="what it was given for")
    by: Text
    at: datetime


class StatementVerdict(_Given):
    """A named person's word on one statement, and all that they saw when they gave it.

    It holds for as long as the statement is what it was then.
    """

    statement: StatementId
    section: SectionName = Field(description="where the statement stood, then")
    text: Text = Field(description="the statement's text, then")
    basis: Basis
    cites: tuple[SentenceId, ...]
    links: tuple[EventId, ...]


class SectionVerdict(_Given):
    """A named person's word on what was found of a section as a whole.

    Such a finding may rest on any sentence, so it holds for as long as no section changes.
    """

    section: SectionName
    sections_sha256: Fingerprint = Field(description="of all sections, then")


class Question(StrEnum):
    """The five questions of the EBU/BBC audit of news answers (2025), asked at approval."""

    ACCURACY = "accuracy"
    SOURCING = "sourcing"
    OPINION = "opinion"
    EDITORIALISING = "editorialising"
    CONTEXT = "context"


class Answer(Closed):
    """An editor's answer to one question: whether it holds, and what there is to say of it."""

    holds: StrictBool
    note: Text | None = None


class Approval(Closed):
    """What an editor says when they approve. `responsible` is null where that is themselves."""

    answers: dict[Question, Answer]
    responsible: Reason | None = None


class Action(StrEnum):
    """What was done to a draft: the words of the audit trail."""

    ASKED = "asked"
    DRAFTED = "drafted"
    REDRAFTED = "redrafted"
    FAILED = "failed"
    CLAIMED = "claimed"
    EDITED = "edited"
    JUDGED = "judged"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPORTED = "exported"
    CANCELLED = "cancelled"
    HELD = "held"
    RELEASED = "released"
    RETRIED = "retried"
    ENDORSED = "endorsed"
    WITHDRAWN = "withdrawn"


class RejectReason(StrEnum):
    """Why a draft is turned down: one word to count by, beside the editor's own."""

    INACCURATE = "inaccurate"
    UNSOURCED = "unsourced"
    NOT_NEWS = "not_news"
    DUPLICATE = "duplicate"
    OUTDATED = "outdated"
    LEGAL = "legal"
    STYLE = "style"
    OTHER = "other"


class AuditEntry(Closed):
    """One line of the append-only audit trail."""

    action: Action
    by: Text
    at: datetime
    revision: int = Field(ge=0)
    reason: str | None


class RevisionLine(Closed):
    """A revision as it is listed: whose it is, and why."""

    number: int = Field(ge=1)
    author: Text
    at: datetime
    reason: str | None


class DraftRecord(Closed):
    """A draft as the queue keeps it. `draft` is null until it has been written."""

    id: Text
    state: DraftState
    revision: int = Field(ge=0, description="0 until drafted, then 1, 2, 3, ...")
    topic: Slug | None
    desk: Slug | None = None
    engine: EngineName
    recipe: Text
    degraded: bool = Field(description="the extractive engine stood in for a provider that failed")
    headline: Text | None
    priority: Priority = Priority.NORMAL
    created_at: datetime
    updated_at: datetime
    created_by: Text
    claimed_by: Text | None
    claimed_until: datetime | None
    failure: Text | None
    correction: Text | None = Field(
        default=None, description="why it was withdrawn after approval, for those who have it"
    )
    endorsed_by: tuple[Text, ...] = Field(
        default=(), description="who has approved this revision where two people have to"
    )
    draft: Draft | None
    verdicts: tuple[StatementVerdict | SectionVerdict, ...]
    history: tuple[AuditEntry, ...]
