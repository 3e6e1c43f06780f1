"""What a run of so many stories could have seen, and how many stories would see enough."""

from dataclasses import dataclass
from functools import cache
from math import comb, sqrt

from evals.statistics.clusters import Clusters, Floats
from evals.statistics.exact import FEWEST
from evals.statistics.student import t_quantile

LEVEL = 0.05
POWER = 0.8
MOST = 1_000_000
"""More stories than anybody has: `needed` stops there."""


@dataclass(frozen=True)
class Spread:
    """How differences are spread, as far as a run can tell.

    `variance` is that of one story: the squared standard error of the mean times the stories.
    `still` is the share of pairs without any difference, and `jump` how far those with one went.
    Values with many ties (zeros and ones, counts of rare mistakes) do not all move a little when a
    variant gets worse: some cases move by a jump, which adds to the spread. Left out of account,
    the claimed difference would be shown in 30 to 70 % of runs instead of 80 %.
    """

    variance: float
    still: float
    jump: float
    cases: float  # of a story
    yes: bool = False  # zeros and ones: nothing jumps twice


def spread_of(data: Clusters, differences: Floats, *, yes: bool) -> Spread | None:
    """The spread of the differences; null where they show none, and none is known.

    Zeros and ones (`yes`) are known to jump by 1, though no pair differs yet. Where many pairs do
    not differ, one more story is taken to differ by a jump: few stories mostly miss the rare ones.
    """
    moved = abs(differences[differences != 0])
    if not len(moved) and not yes:
        return None
    still = 1 - len(moved) / len(differences)
    jump = float((moved**2).sum() / moved.sum()) if len(moved) else 1.0
    cases = len(differences) / len(data)
    one_more = still * (jump / cases) ** 2 / len(data)
    return Spread(data.error**2 * len(data) + one_more, still, jump, cases, yes=yes)


def smallest(spread: Spread, stories: int) -> float | None:
    """The smallest true difference that the test at 5 % shows with a power of 80 %.

    With fewer than six stories no difference could be shown: null.
    """
    if stories < FEWEST:
        return None
    low, high = 0.0, spread.jump
    while _shown(spread, stories, high) > high:
        low, high = high, 2 * high
    for _ in range(40):
        middle = (low + high) / 2
        enough = _shown(spread, stories, middle) <= middle
        low, high = (low, middle) if enough else (middle, high)
    return high


def needed(spread: Spread, margin: float) -> int | None:
    """How many such stories would show a true difference of `margin` with a power of 80 %."""
    if margin <= 0:
        return None
    low, high = FEWEST - 1, FEWEST
    while _shown(spread, high, margin) > margin and high < MOST:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = _shown(spread, middle, margin) <= margin
        low, high = (low, middle) if enough else (middle, high)
    return min(high, MOST)


def _shown(spread: Spread, stories: int, difference: float) -> float:
    """What a true difference must exceed to be shown, given the spread that it brings itself.

    That is so many standard errors, half a step between two totals that the test can tell apart
    (McNemar's continuity correction), and what makes enough stories differ at all.
    """
    cases = stories * spread.cases
    jumps = spread.still * difference * spread.jump
    if spread.yes:
        jumps *= max(0.0, 1 - difference)
    error = sqrt(spread.variance / stories + jumps / cases)
    errors = t_quantile(1 - LEVEL / 2, stories - 1) + t_quantile(POWER, stories - 1)
    least: float = 1 - (1 - _enough_differ(stories)) ** (1 / spread.cases)
    return max(
        spread.still * spread.jump / cases + errors * error, spread.still * spread.jump * least
    )


@cache
def _enough_differ(stories: int) -> float:
    """The chance for each story to differ with which six or more do, in 80 % of runs."""
    low, high = 0.0, 1.0
    for _ in range(40):
        chance = (low + high) / 2
        fewer = sum(
            comb(stories, number) * chance**number * (1 - chance) ** float(stories - number)
            for number in range(FEWEST)
        )
        low, high = (chance, high) if fewer > 1 - POWER else (low, chance)
    return high
