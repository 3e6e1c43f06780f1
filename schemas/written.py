"""The sections as an engine writes them: no ids yet, evidence before text, labels as plain text.

These models are also the contract with a language model: every field is required, every object
closed, and the order of the fields is the order in which a model writes them.
"""

from typing import Annotated

from pydantic import Field, create_model

from schemas.base import Closed, EventId, SentenceId, Text
from schemas.sections import (
    Category,
    Confidence,
    Direction,
    Horizon,
    Likelihood,
    ScenarioKind,
    SectionName,
    StoryStatus,
)
from schemas.statement import WrittenStatement

WrittenProse = Annotated[tuple[WrittenStatement, ...], Field(min_length=1)]


class WrittenParagraph(Closed):
    """A paragraph of the body, with a subhead of a few words or none."""

    subhead: Text | None
    statements: WrittenProse


class WrittenEscalation(Closed):
    """The statements first, the verdict that follows from them last."""

    statements: WrittenProse
    direction: Direction


class WrittenScenario(Closed):
    """An event that happens or does not; the first observable sign of it in `watch_for`."""

    kind: ScenarioKind
    statement: WrittenStatement
    horizon: Horizon
    confidence: Confidence
    likelihood: Likelihood | None
    watch_for: Text | None


class WrittenPerspective(Closed):
    """An actor, and where it stands."""

    actor: Text
    statements: WrittenProse


class WrittenConflict(Closed):
    """A question, and the versions that cannot all be true."""

    question: Text
    versions: tuple[WrittenStatement, ...] = Field(min_length=2)


class WrittenCauses(Closed):
    """This event in one statement; causes and effects among the earlier events."""

    this_event: WrittenStatement
    causes: tuple[EventId, ...]
    effects: tuple[EventId, ...]


class WrittenGap(Closed):
    """What the reports do not say; the sentences and the events that leave it open."""

    cites: tuple[SentenceId, ...]
    links: tuple[EventId, ...]
    text: Text


class MainFact(Closed):
    """A working note: one main fact of the reports, and where it stands."""

    cites: tuple[SentenceId, ...] = Field(min_length=1)
    fact: Text


class TimelineEntry(Closed):
    """A working note: a dated fact; `source` is a sentence id or an event id."""

    date: Text
    source: Text
    what: Text


class NullReason(Closed):
    """Why a section is null."""

    section: SectionName
    reason: Text


class Written(Closed):
    """What one call wrote. A section that the call was not asked for is null without a reason."""

    category: Category | None = None
    status: StoryStatus | None = None
    headline: WrittenStatement | None = None
    standfirst: WrittenStatement | None = None
    key_takeaway: WrittenProse | None = None
    body: Annotated[tuple[WrittenParagraph, ...], Field(min_length=1)] | None = None
    plain_english: WrittenProse | None = None
    synthesis: WrittenProse | None = None
    root_causes: WrittenProse | None = None
    escalation: WrittenEscalation | None = None
    scenarios: Annotated[tuple[WrittenScenario, ...], Field(min_length=1)] | None = None
    causes_and_effects: WrittenCauses | None = None
    perspectives: Annotated[tuple[WrittenPerspective, ...], Field(min_length=1)] | None = None
    conflicts: Annotated[tuple[WrittenConflict, ...], Field(min_length=1)] | None = None
    information_gaps: Annotated[tuple[WrittenGap, ...], Field(min_length=1)] | None = None
    null_reasons: tuple[NullReason, ...] = ()


NOTES = {
    "main_facts": tuple[MainFact, ...],
    "timeline": tuple[TimelineEntry, ...],
}
"""Working notes that a call may write before its sections; they never reach the draft."""


def reply_model(
    name: str, notes: tuple[str, ...], sections: tuple[SectionName, ...]
) -> type[Closed]:
    """The model of one call's reply: its notes, then its sections, then its null reasons.

    Category and status go with the headline, which is the only section that is never null.
    """
    fields: dict[str, object] = {note: (NOTES[note], ...) for note in notes}
    if SectionName.HEADLINE in sections:
        fields |= {"category": (Category, ...), "status": (StoryStatus, ...)}
        fields["headline"] = (WrittenStatement, ...)
    for section in sections:
        if section is not SectionName.HEADLINE:
            fields[section.value] = (Written.model_fields[section.value].annotation, ...)
    fields["null_reasons"] = (tuple[NullReason, ...], ...)
    return create_model(name, __base__=Closed, **fields)  # type: ignore[call-overload, no-any-return]
