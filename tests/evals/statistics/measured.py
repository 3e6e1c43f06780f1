"""How often the statistics are right, over many simulated runs. All results are shares, 0 to 1."""

from collections.abc import Callable, Sequence

import numpy as np

from evals.statistics.bradley_terry import Game, Strength, strengths
from evals.statistics.clusters import clusters
from evals.statistics.comparing import compare
from evals.statistics.difference import Difference, Estimate, Pair, Verdict
from evals.statistics.estimating import estimate
from evals.statistics.exact import sign_flips
from evals.statistics.length import SizedGame, length_controlled
from evals.statistics.many import holm
from evals.statistics.resampling import draws
from evals.statistics.verdicts import verdict
from tests.evals.statistics.simulated import MEAN_YES, SHAPES, Shape

ALARM = 0.05
Adjust = Callable[[Sequence[float | None]], list[float | None]]


def worse(shape: Shape, compared: Difference, p: float | None) -> bool:
    """Whether the candidate is called worse, without any margin."""
    better = "higher" if shape.yes else "lower"
    return verdict(compared, p=p, better=better) is Verdict.WORSE


def compared(shape: Shape, pairs: list[Pair]) -> Difference:
    return compare(pairs, margin=shape.by, yes=shape.yes)


def false_alarms(shape: Shape, stories: int, repeats: int, seed: int = 1) -> tuple[float, float]:
    """Identical variants: how often p is below 0.05, and how often the candidate is worse."""
    generator = np.random.default_rng(seed)
    found = [compared(shape, shape.pairs(generator, stories)) for _ in range(repeats)]
    return (
        float(np.mean([one.p is not None and one.p < ALARM for one in found])),
        float(np.mean([worse(shape, one, one.p) for one in found])),
    )


def false_alarms_together(
    scorers: int, stories: int, repeats: int, seed: int = 2, adjust: Adjust = holm
) -> float:
    """Identical variants under many scorers: how often any is worse, after the correction."""
    generator = np.random.default_rng(seed)
    shapes = [SHAPES[number % len(SHAPES)] for number in range(scorers)]
    alarms = 0
    for _ in range(repeats):
        found = [compared(shape, shape.pairs(generator, stories)) for shape in shapes]
        alarms += any(map(worse, shapes, found, adjust([one.p for one in found])))
    return alarms / repeats


def unclustered_alarms(shape: Shape, stories: int, repeats: int, seed: int = 1) -> float:
    """Identical variants, each case taken for a story of its own: how often p is below 0.05."""
    generator = np.random.default_rng(seed)
    alarms = 0
    for _ in range(repeats):
        pairs = shape.pairs(generator, stories)
        alone = clusters([p.candidate - p.baseline for p in pairs], [p.case for p in pairs])
        alarms += sign_flips(alone.sums) < ALARM
    return alarms / repeats


def coverage(shape: Shape, stories: int, repeats: int, seed: int = 3) -> float:
    """A moved candidate: how often the interval holds the true difference."""
    generator = np.random.default_rng(seed)
    truth = shape.truth(shape.by)
    runs = (shape.pairs(generator, stories, shape.by) for _ in range(repeats))
    return float(np.mean([_holds(compared(shape, pairs), truth) for pairs in runs]))


def percentile_coverage(shape: Shape, stories: int, repeats: int, seed: int = 3) -> float:
    """The same of the plain percentile bootstrap over stories, which is not used."""
    generator = np.random.default_rng(seed)
    truth, held = shape.truth(shape.by), 0
    for _ in range(repeats):
        pairs = shape.pairs(generator, stories, shape.by)
        data = clusters([p.candidate - p.baseline for p in pairs], [p.story for p in pairs])
        drawn = draws(stories)
        low, high = np.quantile((drawn @ data.sums) / (drawn @ data.sizes), (0.025, 0.975))
        held += bool(low <= truth <= high)
    return held / repeats


def coverage_of_mean(shape: Shape, stories: int, repeats: int, seed: int = 4) -> float:
    """How often the interval of one variant's mean holds the true mean."""
    generator = np.random.default_rng(seed)
    held = 0
    for _ in range(repeats):
        pairs = shape.pairs(generator, stories)
        held += _holds(estimate([p.baseline for p in pairs], [p.story for p in pairs]), shape.mean)
    return held / repeats


def power(shape: Shape, stories: int, repeats: int, seed: int = 5) -> float:
    """How often a candidate that is worse by what a run claims that it could see is called so.

    The claim is the mean one of 200 runs of identical variants.
    """
    generator = np.random.default_rng(seed)
    claims = [compared(shape, shape.pairs(generator, stories)).smallest for _ in range(200)]
    told = [claim for claim in claims if claim is not None]
    by = float(np.mean(told))
    if shape.yes and by > MEAN_YES:
        return float("nan")
    found = [compared(shape, shape.pairs(generator, stories, by)) for _ in range(repeats)]
    return float(np.mean([worse(shape, one, one.p) for one in found]))


def strength_coverage(stories: int, repeats: int, seed: int = 6) -> float:
    """How often the interval of a strength holds the true one; three variants, one strongest."""
    generator = np.random.default_rng(seed)
    truth = {"a": 0.7, "b": 0.0, "c": -0.7}
    held = []
    for _ in range(repeats):
        games = _games(generator, stories, truth)
        held += [_holds(found, truth[found.name]) for found in strengths(games)]
    return float(np.mean(held))


def length_coverage(stories: int, repeats: int, seed: int = 7) -> float:
    """How often the share at equal length holds the true half, of a variant that is only longer."""
    generator = np.random.default_rng(seed)
    held = []
    for _ in range(repeats):
        words = generator.integers(100, 300, (stories, 2))
        words[:, 0] += 60
        chance = 1 / (1 + np.exp(-np.tanh((words[:, 0] - words[:, 1]) / 100)))
        won = generator.random(stories) < chance
        games = [
            SizedGame(
                story=f"story-{n}",
                first="a",
                second="b",
                result=float(won[n]),
                first_words=int(words[n, 0]),
                second_words=int(words[n, 1]),
            )
            for n in range(stories)
        ]
        found = length_controlled(games, of="a")
        held.append(
            found.low is not None and found.high is not None and found.low <= 0.5 <= found.high
        )
    return float(np.mean(held))


def _games(generator: np.random.Generator, stories: int, truth: dict[str, float]) -> list[Game]:
    """Three variants, each pair once a story."""
    return [
        Game(
            story=f"story-{n}",
            first=one,
            second=other,
            result=float(generator.random() < 1 / (1 + np.exp(truth[other] - truth[one]))),
        )
        for n in range(stories)
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
    ]


def _holds(found: Estimate | Difference | Strength, truth: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= truth <= found.high
