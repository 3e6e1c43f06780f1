"""What a comparison comes to: the data of it, and the words for it."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Closed


class Verdict(StrEnum):
    """A comparison in words."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference shown"
    TOO_FEW = "too few cases"


class Estimate(Closed):
    """A mean with its interval, over so many values of so many stories.

    `missing` could not be scored. All are null where there is no value.
    """

    n: int = Field(ge=0)
    stories: int = Field(ge=0)
    missing: int = Field(ge=0)
    mean: float | None
    low: float | None
    high: float | None


class Pair(Closed):
    """Two values of one case: of the baseline, and of the candidate."""

    story: str
    case: str
    baseline: float
    candidate: float


class Difference(Closed):
    """A paired comparison: candidate minus baseline.

    `p` is two-sided; `smallest` the smallest difference that so many stories could have shown with
    a power of 80 %, and `needed` how many stories would show one of the margin. These three are
    null where nothing can be said of them (fewer than two stories).
    """

    n: int = Field(ge=0)
    stories: int = Field(ge=0)
    missing: int = Field(ge=0, description="cases without a value on one side or both")
    baseline: float | None
    candidate: float | None
    mean: float | None
    low: float | None
    high: float | None
    p: float | None
    smallest: float | None
    needed: int | None
