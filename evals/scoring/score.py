"""The seam between drafts and what is measured of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from pydantic import Field

from drafter.planning import Plan, plan
from drafter.verify.evidence import Evidence
from evals.cases.case import Case
from prompts.reader import read_recipe
from schemas.base import Closed, StatementId, Text
from schemas.draft import Draft
from schemas.sections import SectionName


class Better(StrEnum):
    """Which way is good. `NEITHER` is told beside the others, and never makes a verdict."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Unit(StrEnum):
    """What a value counts."""

    SHARE = "share"  # 0 to 1
    YES = "yes"  # 0 or 1: judged by exact tests
    COUNT = "count"
    WORDS = "words"
    GRADE = "grade"  # school years of a reading formula
    POINTS = "points"  # of a scale from 1 to 5
    SECONDS = "seconds"
    TOKENS = "tokens"
    USD = "usd"


class Note(Closed):
    """What a reader of the report is shown of a score: where, and what."""

    section: SectionName | None = None
    statement: StatementId | None = None
    text: Text


class Score(Closed):
    """A scorer's word on one draft. `value` is null where it could not score, and `why` says why.

    `sections` has the values of single sections, where the scorer has them.
    """

    value: float | None
    why: Text | None = None
    sections: dict[SectionName, float] = Field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Made:
    """A draft that was made of a case, once: the one that a score is about.

    `timed` is false where its seconds are no measure: it was replayed, or resumed.
    """

    case: Case
    variant: str
    repeat: int
    draft: Draft
    timed: bool = True

    @cached_property
    def plan(self) -> Plan:
        """The plan of the case, whatever the recipe: its evidence, and its source sentences."""
        request = self.case.request()
        return plan(
            request.reports,
            read_recipe("single"),
            topic=request.topic,
            language=self.draft.language,
            earlier=request.earlier,
        )

    @property
    def evidence(self) -> Evidence:
        """What the draft is held against."""
        return self.plan.evidence


class Scorer(Protocol):
    """Measures one thing of drafts. A changed measure has a new version."""

    @property
    def name(self) -> str:
        """What it is called in reports and on the command line."""
        ...

    @property
    def version(self) -> int:
        """Goes up with every change of what is measured."""
        ...

    @property
    def fears(self) -> str:
        """The mistake that it is there for, in one line."""
        ...

    @property
    def better(self) -> Better:
        """Which way is good."""
        ...

    @property
    def unit(self) -> Unit:
        """What a value counts."""
        ...

    @property
    def margin(self) -> float:
        """The difference that people would care about, in its unit: a gate lets less pass."""
        ...

    def scores(self, made: Sequence[Made]) -> list[Score]:
        """One score for each of the drafts, which are all of one variant, in their order."""
        ...
