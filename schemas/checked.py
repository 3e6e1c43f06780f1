"""What a re-check of a finished draft says: `drafter check --format json`."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Closed, LanguageTag, ReportId, Text
from schemas.draft import SourceSentence
from schemas.evidence import Check, Finding
from schemas.provenance import Fingerprint


class MatchedBy(StrEnum):
    """How a report that was given was recognised as a source of the draft."""

    CONTENT_HASH = "content_hash"
    HEADLINE = "headline"
    ORDER = "order"


class HeldAgainst(Closed):
    """What a source's statements were held against: a whole report, or the draft's own evidence.

    `report` is null where none was given. Only `content_hash` says that the text is the same.
    """

    source: ReportId
    report: Text | None = Field(description="the report as it was named")
    matched_by: MatchedBy | None


class CheckMade(Closed):
    """A check, at the version that was made. No `languages`: it asks for none in particular."""

    check: Check
    version: int = Field(ge=1)
    fears: Text
    languages: tuple[LanguageTag, ...]


class Checked(Closed):
    """The findings of a re-check, and all that they depend on."""

    schema_version: Literal["1.0"]
    software: Text
    draft: Text = Field(description="the draft as it was named")
    draft_hash: Fingerprint = Field(description="SHA-256 of its bytes")
    language: LanguageTag
    held_against: tuple[HeldAgainst, ...]
    checks: tuple[CheckMade, ...]
    findings: tuple[Finding, ...]
    proposed: tuple[SourceSentence, ...] = Field(description="those that the findings propose")

    @property
    def open(self) -> int:
        """How many findings stand against approval."""
        return sum(finding.stops for finding in self.findings)
