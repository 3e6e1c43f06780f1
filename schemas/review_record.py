"""The review record: what an approval rests on, signed off with it and never changed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Closed, LanguageTag, ReportId, StatementId, Text
from schemas.draft import Cut
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.provenance import EngineName, Fingerprint, PromptVersion, RecipeVersion
from schemas.review import Answer, EditorVerdict, Question
from schemas.sections import SectionName
from schemas.statement import Statement

RECORD_VERSION: Literal["1.0"] = "1.0"


class SignOff(Closed):
    """One person's approval. A record holds one, or several where a newsroom asks for more."""

    by: Text
    at: datetime
    answers: dict[Question, Answer]


class SeenSource(Closed):
    """A report as the editor had it, by the SHA-256 of its text."""

    id: ReportId
    headline: Text
    publisher: Text | None
    url: Text | None
    published: date | None
    language: LanguageTag
    content_hash: Text


class Writing(Closed):
    """What wrote the draft. `fallback_reason` says why the extractive engine stood in, if so."""

    engine: EngineName
    model: Text | None
    endpoint: Text | None
    recipe: RecipeVersion
    prompts: tuple[PromptVersion, ...]
    fallback_reason: Text | None
    degraded: bool
    software: Text


class Tally(Closed):
    """How many findings there were of one check, verdict and severity."""

    check: Check
    verdict: Verdict
    severity: Severity
    count: int = Field(ge=1)


class ChangeKind(StrEnum):
    """What became of a statement."""

    EDITED = "edited"
    ADDED = "added"
    CUT = "cut"


class Change(Closed):
    """A statement that is not as the engine wrote it. `before` and `after` are null in turn."""

    statement: StatementId
    section: SectionName = Field(description="where it stands, or stood before it was cut")
    kind: ChangeKind
    by: tuple[Text, ...] = Field(min_length=1, description="everyone who changed it, in order")
    before: Statement | None
    after: Statement | None


class Settled(Closed):
    """A finding that stood against approval, and the verdict that answered it."""

    finding: Finding
    verdict: EditorVerdict
    reason: Text
    by: Text
    at: datetime


class ReviewRecord(Closed):
    """Who approved a draft, on what grounds, and what they saw and changed.

    `sha256` is that of the record without it; schemas/hashing.py says how both hashes are made.
    """

    record_version: Literal["1.0"]
    draft_id: Text
    headline: Text
    revision: int = Field(ge=1, description="the revision that was approved")
    written_revision: int = Field(ge=1, description="the last one that no person wrote")
    approvals: tuple[SignOff, ...] = Field(min_length=1)
    responsible: Text = Field(description="who holds editorial responsibility")
    sources: tuple[SeenSource, ...] = Field(min_length=1)
    writing: Writing
    findings_when_written: tuple[Tally, ...]
    findings_at_approval: tuple[Tally, ...]
    settled: tuple[Settled, ...] = Field(description="what was waived or verified, and why")
    cuts: tuple[Cut, ...] = Field(description="what the program took out before anyone saw it")
    changed_sections: tuple[Text, ...] = Field(description="all that differ, labels among them")
    changes: tuple[Change, ...] = Field(description="against `written_revision`")
    draft_sha256: Fingerprint = Field(description="of the approved draft's JSON")
    sha256: Fingerprint
