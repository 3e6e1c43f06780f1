"""Findings: what a check says of a statement."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Closed, SentenceId, StatementId, Text
from schemas.sections import SectionName


class Check(StrEnum):
    """The closed vocabulary of checks. `support` is the optional one, which asks a model."""

    CITATIONS = "citations"
    NUMBERS = "numbers"
    DATES = "dates"
    NAMES = "names"
    QUOTES = "quotes"
    ATTRIBUTION = "attribution"
    BASIS = "basis"
    SCENARIO = "scenario"
    COVERAGE = "coverage"
    WORDING = "wording"
    FORM = "form"
    LIMITS = "limits"
    MARKUP = "markup"
    SUPPORT = "support"


class Verdict(StrEnum):
    """What a check found. `could_not_check` never unlocks approval."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    COULD_NOT_CHECK = "could_not_check"


class Severity(StrEnum):
    """How much it matters: a blocker stops approval."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


class Span(Closed):
    """The part of a statement's text that a finding is about, as character offsets."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("a span ends where it starts or later")
        return self


class Finding(Closed):
    """One check's word on one statement, or on a whole section where `statement` is null.

    `proposed` are source sentences that would carry the statement better than what it cites.
    """

    check: Check
    verdict: Verdict
    severity: Severity
    section: SectionName
    statement: StatementId | None
    span: Span | None
    reason: Text
    proposed: tuple[SentenceId, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it stands against approval: a blocker that fails, or what is not checked."""
        failing = self.verdict is Verdict.FAIL and self.severity is Severity.BLOCKER
        return failing or self.verdict is Verdict.COULD_NOT_CHECK
