"""What a model says of drafts when it is asked to judge them: never what an editor says.

These models are contracts with a language model: closed, every field required, the reason before
the verdict, since fields are written in their order.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Closed, Text


class Criterion(StrEnum):
    """What a draft is judged by.

    The first five are the axes of the EBU/BBC audit of news answers (2025); the others come from
    the analytic standards of ICD 203 (2015).
    """

    ACCURACY = "accuracy"
    SOURCING = "sourcing"
    OPINION = "opinion"
    EDITORIALISING = "editorialising"
    CONTEXT = "context"
    SOURCE_QUALITY = "source_quality"
    UNCERTAINTY = "uncertainty"
    ASSUMPTIONS = "assumptions"
    ALTERNATIVES = "alternatives"
    LOGIC = "logic"


class CriterionScore(Closed):
    """One criterion: why, then how well, from 1 to 5."""

    criterion: Criterion
    reason: Text
    score: Literal[1, 2, 3, 4, 5]


class DraftJudgement(Closed):
    """The reply on one draft: a score for each criterion."""

    scores: tuple[CriterionScore, ...] = Field(min_length=1)


class Coverage(StrEnum):
    """Whether a draft says a fact."""

    SAID = "said"
    PARTLY = "partly"
    NOT_SAID = "not_said"
    CONTRADICTED = "contradicted"


class FactCoverage(Closed):
    """One fact, by its number: why, then whether the draft says it."""

    fact: int
    reason: Text
    verdict: Coverage


class FactsJudgement(Closed):
    """The reply on the facts of one case: a verdict for each."""

    facts: tuple[FactCoverage, ...] = Field(min_length=1)


class Preference(StrEnum):
    """Which of two drafts is the better one."""

    FIRST = "first"
    SECOND = "second"
    TIE = "tie"


class Aspect(StrEnum):
    """What two drafts are compared by, before the whole."""

    ACCURACY = "accuracy"
    SOURCING = "sourcing"
    OPINION = "opinion"
    COMPLETENESS = "completeness"
    ANALYSIS = "analysis"
    PROSE = "prose"
    EDITING = "editing"


class AspectPreference(Closed):
    """One aspect: why, then which."""

    aspect: Aspect
    reason: Text
    better: Preference


class PairJudgement(Closed):
    """The reply on two drafts of one case: each aspect, then which a desk would rather publish."""

    aspects: tuple[AspectPreference, ...] = Field(min_length=1)
    reason: Text
    better: Preference
