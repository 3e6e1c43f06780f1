"""A draft: the sections, what they rest on, what the checks said, and how it came about."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Closed, EventId, LanguageTag, ReportId, SentenceId, Slug, StatementId, Text
from schemas.event import EarlierEvent
from schemas.evidence import Check, Finding, Verdict
from schemas.provenance import Provenance
from schemas.sections import NULLABLE, SectionName, Sections
from schemas.statement import Statement, WrittenStatement
from schemas.walk import overruns, statements_of


class SourceSentence(Closed):
    """A source sentence that the draft cites, word for word.

    `start` and `end` are its place in the report's canonical text (schemas/offsets.py), in
    characters; null in drafts that were made before there were offsets, or elsewhere.
    """

    id: SentenceId
    text: Text
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _place_fits_the_text(self) -> Self:
        known = [place for place in (self.start, self.end) if place is not None]
        if known and (len(known) == 1 or self.end != known[0] + len(self.text)):
            raise ValueError(f"{self.id} is {len(self.text)} characters: end is start and that")
        return self


class Source(Closed):
    """A report that the draft was made of. `evidence` holds the sentences that it cites."""

    id: ReportId
    headline: Text
    publisher: Text | None
    url: Text | None
    published: date | None
    language: LanguageTag
    content_hash: Text
    sentences: int = Field(ge=1, description="how many sentences the report has")
    evidence: tuple[SourceSentence, ...]


class Cut(Closed):
    """A statement that was taken out, since a check found in it what no source says."""

    section: SectionName
    statement: WrittenStatement
    check: Check
    reason: Text


class Carried(Closed):
    """Which reports carry a statement, and how many they are when copies of one text count once.

    Computed, for reported statements of a draft of several reports.
    """

    statement: StatementId
    reports: tuple[ReportId, ...] = Field(min_length=1)
    independent: int = Field(ge=1)


class UpdateRef(Closed):
    """An update of the topic."""

    number: int = Field(ge=1)
    title: Text


class FirstReported(Closed):
    """Who had it first, as far as the reports tell. Computed, never written by a model."""

    update: UpdateRef | None
    publisher: Text | None
    published: date | None
    url: Text | None


class Draft(Sections):
    """A structured briefing. See docs/schemas.md for what each invariant is for."""

    schema_version: Literal["1.0"]
    language: LanguageTag
    topic: Slug | None
    slug: Slug
    null_reasons: dict[SectionName, Text] = Field(description="why each null section is null")
    first_reported_in: FirstReported
    earlier_events: tuple[EarlierEvent, ...] = Field(description="those that the draft links to")
    sources: tuple[Source, ...] = Field(min_length=1)
    carried: tuple[Carried, ...] = ()
    read_minutes: int = Field(ge=1)
    findings: tuple[Finding, ...]
    cuts: tuple[Cut, ...] = Field(default=(), description="what was taken out, and why")
    provenance: Provenance

    @model_validator(mode="after")
    def _null_sections_have_a_reason(self) -> Self:
        null = {name for name in NULLABLE if getattr(self, name.value) is None}
        if null != set(self.null_reasons):
            wrong = sorted(null ^ set(self.null_reasons))
            raise ValueError(f"exactly the null sections carry a reason; not so: {wrong}")
        return self

    @model_validator(mode="after")
    def _statement_ids_are_unique(self) -> Self:
        times = Counter(statement.id for _, statement in self.statements())
        if twice := sorted(name for name, count in times.items() if count > 1):
            raise ValueError(f"statement ids must be unique; used twice: {twice}")
        return self

    @model_validator(mode="after")
    def _evidence_exists(self) -> Self:
        evidence = {s.id for source in self.sources for s in source.evidence}
        events = {event.id for event in self.earlier_events}
        for _, statement in self.statements():
            if missing := set(statement.cites) - evidence:
                raise ValueError(f"{statement.id} cites sentences not there: {sorted(missing)}")
            if missing := set(statement.links) - events:
                raise ValueError(f"{statement.id} links events not there: {sorted(missing)}")
        if self.causes_and_effects and (missing := set(self._causes_and_effects_events()) - events):
            raise ValueError(f"causes_and_effects names events not there: {sorted(missing)}")
        return self

    @model_validator(mode="after")
    def _findings_are_about_statements_that_exist(self) -> Self:
        ids = {statement.id for _, statement in self.statements()}
        if strange := {one.statement for one in self.carried} - ids:
            raise ValueError(f"carried names statements not there: {sorted(strange)}")
        for finding in self.findings:
            if finding.statement is not None and finding.statement not in ids:
                raise ValueError(f"a finding is about {finding.statement}, which is not there")
        return self

    @model_validator(mode="after")
    def _over_limit_is_said(self) -> Self:
        """A section may only be longer than its recipe allows where a finding says so."""
        said = {
            f.section
            for f in self.findings
            if f.check is Check.LIMITS and f.verdict is Verdict.FAIL
        }
        silent = {run.section for run in overruns(self, self.provenance.recipe.limits)} - said
        if silent:
            raise ValueError(f"over the recipe's limit without a finding: {sorted(silent)}")
        return self

    def statements(self) -> Iterator[tuple[SectionName, Statement]]:
        """Every statement with its section, in reading order."""
        return statements_of(self)

    def _causes_and_effects_events(self) -> tuple[EventId, ...]:
        section = self.causes_and_effects
        return (*section.causes, *section.effects) if section else ()
