"""The sections of a draft: their names, their words, and their shape."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, EventId, Text
from schemas.statement import Statement


class SectionName(StrEnum):
    """The sections that an engine writes, in the order in which a reader meets them."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    KEY_TAKEAWAY = "key_takeaway"
    BODY = "body"
    PLAIN_ENGLISH = "plain_english"
    SYNTHESIS = "synthesis"
    ROOT_CAUSES = "root_causes"
    ESCALATION = "escalation"
    SCENARIOS = "scenarios"
    CAUSES_AND_EFFECTS = "causes_and_effects"
    PERSPECTIVES = "perspectives"
    CONFLICTS = "conflicts"
    INFORMATION_GAPS = "information_gaps"


NULLABLE = tuple(name for name in SectionName if name is not SectionName.HEADLINE)
"""Every section but the headline may be null, and then has a reason."""


class Category(StrEnum):
    """What a briefing is about."""

    CONFLICT = "conflict"
    POLITICS = "politics"
    ECONOMY = "economy"
    JUSTICE = "justice"
    DISASTER = "disaster"
    HEALTH = "health"
    SCIENCE = "science"
    ENVIRONMENT = "environment"
    SOCIETY = "society"
    CULTURE = "culture"
    SPORT = "sport"


class StoryStatus(StrEnum):
    """Where the running story is."""

    DEVELOPING = "developing"
    ONGOING = "ongoing"
    CONCLUDED = "concluded"


class Direction(StrEnum):
    """Which way a conflict moves."""

    ESCALATING = "escalating"
    HOLDING = "holding"
    DE_ESCALATING = "de_escalating"
    UNCLEAR = "unclear"


class ScenarioKind(StrEnum):
    """What sort of thing could happen next."""

    MEANING = "meaning"
    RISK = "risk"
    CONSEQUENCE = "consequence"
    OPPORTUNITY = "opportunity"


class Horizon(StrEnum):
    """When it could happen: days, weeks, months, or later."""

    IMMEDIATE = "immediate"
    SHORT_TERM = "short_term"
    MEDIUM_TERM = "medium_term"
    LONG_TERM = "long_term"


class Confidence(StrEnum):
    """How firm the ground is: a source says it, the reasoning bears it, or it is a hint."""

    REPORTED = "reported"
    ASSESSED = "assessed"
    SUGGESTED = "suggested"


class Likelihood(StrEnum):
    """The seven words of ICD 203 (2015), each with its range in per cent."""

    ALMOST_NO_CHANCE = "almost no chance"  # 1-5
    VERY_UNLIKELY = "very unlikely"  # 5-20
    UNLIKELY = "unlikely"  # 20-45
    ROUGHLY_EVEN = "roughly even chance"  # 45-55
    LIKELY = "likely"  # 55-80
    VERY_LIKELY = "very likely"  # 80-95
    ALMOST_CERTAIN = "almost certain"  # 95-99


class BodyParagraph(Closed):
    """A paragraph of the body. Its subhead stands on what the paragraph cites."""

    subhead: Statement | None
    statements: tuple[Statement, ...] = Field(min_length=1)


class Escalation(Closed):
    """Which way it moves, and by what mechanism."""

    direction: Direction
    statements: tuple[Statement, ...] = Field(min_length=1)


class Scenario(Closed):
    """Something that could happen next, specific enough to be judged later.

    `likelihood` is null where no one weighed it: the extractive engine does not guess.
    """

    kind: ScenarioKind
    statement: Statement
    horizon: Horizon
    confidence: Confidence
    likelihood: Likelihood | None
    watch_for: Statement | None


class Perspective(Closed):
    """What an actor wants, fears or can do, and on whose word, as of a date."""

    actor: Text
    statements: tuple[Statement, ...] = Field(min_length=1)
    as_of: date | None


class Conflict(Closed):
    """A question on which the reports disagree, and each version."""

    question: Statement
    versions: tuple[Statement, ...] = Field(min_length=2)


class CausesAndEffects(Closed):
    """This event in one sentence, with its causes and effects among the earlier events."""

    this_event: Statement
    causes: tuple[EventId, ...]
    effects: tuple[EventId, ...]


Prose = tuple[Statement, ...]


class Sections(Closed):
    """All sections that an engine writes, every one present, null where there is none."""

    category: Category
    status: StoryStatus
    headline: Statement
    standfirst: Statement | None
    key_takeaway: Prose | None = Field(min_length=1)
    body: tuple[BodyParagraph, ...] | None = Field(min_length=1)
    plain_english: Prose | None = Field(min_length=1)
    synthesis: Prose | None = Field(min_length=1)
    root_causes: Prose | None = Field(min_length=1)
    escalation: Escalation | None
    scenarios: tuple[Scenario, ...] | None = Field(min_length=1)
    causes_and_effects: CausesAndEffects | None
    perspectives: tuple[Perspective, ...] | None = Field(min_length=1)
    conflicts: tuple[Conflict, ...] | None = Field(min_length=1)
    information_gaps: Prose | None = Field(min_length=1)
