"""The data of a scorecard. All that a report shows is here, but the drafts themselves."""

from datetime import datetime
from decimal import Decimal

from pydantic import Field

from evals.cases.case import Kind
from evals.scoring.score import Better, Score, Unit
from evals.statistics.bradley_terry import Strength
from evals.statistics.difference import Difference, Estimate, Verdict
from evals.variants.variant import Variant
from schemas.base import Closed, Text
from schemas.sections import SectionName


class ScorerLine(Closed):
    """A scorer that was applied. `gated` ones decide whether a gate lets a candidate pass."""

    name: Text
    version: int
    fears: Text
    better: Better
    unit: Unit
    margin: float
    gated: bool
    by_model: bool = Field(description="judged by a model, and so to be read with its agreement")


class VariantLine(Closed):
    """A variant, and how much of it there is."""

    variant: Variant
    units: int
    done: int
    failed: int
    cost_usd: Decimal | None = Field(description="null where a price is not known")


class CaseLine(Closed):
    """A case, without its texts."""

    name: Text
    story: Text
    kinds: tuple[Kind, ...]


class Cell(Closed):
    """One scorer on one variant, over all cases and by their kind."""

    scorer: Text
    variant: Text
    all: Estimate
    kinds: dict[Kind, Estimate]


class Comparison(Closed):
    """One scorer on a candidate and its baseline.

    `p` is adjusted for all scorers that were compared; `sections` are the mean differences of
    single sections, where the scorer has them.
    """

    scorer: Text
    baseline: Text
    candidate: Text
    difference: Difference
    p: float | None
    verdict: Verdict
    sections: dict[SectionName, float]


class DraftScores(Closed):
    """All scores of one draft."""

    case: Text
    variant: Text
    repeat: int
    scores: dict[str, Score]


class PairLine(Closed):
    """Two variants before a judge: how often the first was preferred, ties counted half.

    `at_equal_length` is the same as it would be were both as long; `disagreed` the share of pairs
    on which the judge's word hung on their order, which count as ties.
    """

    first: Text
    second: Text
    pairs: int
    stories: int
    ties: int
    disagreed: float | None
    win_share: float | None
    low: float | None
    high: float | None
    at_equal_length: float | None
    longer_preferred: float | None
    p: float | None
    verdict: Verdict


class Pairwise(Closed):
    """What a judge preferred. `unanswered` pairs have no answer in one of their orders."""

    judge: Text
    pairs: tuple[PairLine, ...]
    strengths: tuple[Strength, ...]
    unanswered: int


class Agreement(Closed):
    """How far a judge, or a check, agrees with people on one labelled set."""

    judge: Text = Field(description="a model and its prompt, or the checks")
    labels: Text = Field(description="the labelled set, and its size")
    n: int
    unscored: int
    balanced_accuracy: float | None
    low: float | None
    high: float | None
    precision: float | None
    recall: float | None
    kappa: float | None
    published: dict[str, float] = Field(description="balanced accuracy of others on that set")
    at: datetime


class Scorecard(Closed):
    """What runs come to.

    `warnings` are what a reader must know first: failed units, a judge that shares a writer's
    model, a judge without agreement on record, seconds of replayed runs.
    """

    software: Text
    at: datetime
    runs: tuple[Text, ...]
    baseline: Text | None
    variants: tuple[VariantLine, ...]
    cases: tuple[CaseLine, ...]
    scorers: tuple[ScorerLine, ...]
    cells: tuple[Cell, ...]
    comparisons: tuple[Comparison, ...]
    drafts: tuple[DraftScores, ...]
    pairwise: Pairwise | None
    agreements: tuple[Agreement, ...]
    warnings: tuple[Text, ...]

    def scorer(self, name: str) -> ScorerLine:
        """The scorer of that name. Raises StopIteration."""
        return next(line for line in self.scorers if line.name == name)
