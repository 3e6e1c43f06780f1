"""A candidate against a baseline, on the same cases."""

from collections.abc import Sequence

import numpy as np

from evals.statistics.clusters import Clusters, Floats, clusters
from evals.statistics.difference import Difference, Pair
from evals.statistics.exact import sign_flips
from evals.statistics.power import needed, smallest, spread_of
from evals.statistics.resampling import SEED, mean_interval


def compare(
    pairs: Sequence[Pair], *, missing: int = 0, margin: float, yes: bool = False, seed: int = SEED
) -> Difference:
    """The mean difference of the pairs, candidate minus baseline, and what can be said of it.

    Pairs of one story are not independent, nor are repeats of one case: all is reckoned by story.
    The interval is `mean_interval`, the test `sign_flips`. `margin` is the difference that people
    would care about; `needed` is null where it is 0. `yes` says that all values are 0 or 1: no
    difference is beyond 1, and the power is known though no pair differs. With fewer than two
    stories only the means are told.
    """
    if not pairs:
        return _means(0, missing, None, None, None)
    differences = np.array([pair.candidate - pair.baseline for pair in pairs], dtype=np.float64)
    data = clusters(differences, [pair.story for pair in pairs])
    baseline = float(np.mean([pair.baseline for pair in pairs]))
    means = _means(len(pairs), missing, baseline, baseline + data.mean, data)
    if len(data) == 1:
        return means
    return means.model_copy(
        update=_interval(data, yes=yes, seed=seed)
        | {"p": sign_flips(data.sums, seed=seed)}
        | _power(data, differences, margin, yes=yes)
    )


def _means(
    number: int,
    missing: int,
    baseline: float | None,
    candidate: float | None,
    data: Clusters | None,
) -> Difference:
    return Difference(
        n=number,
        stories=0 if data is None else len(data),
        missing=missing,
        baseline=baseline,
        candidate=candidate,
        mean=None if data is None else data.mean,
        low=None,
        high=None,
        p=None,
        smallest=None,
        needed=None,
    )


def _interval(data: Clusters, *, yes: bool, seed: int) -> dict[str, float]:
    low, high = mean_interval(data, seed=seed)
    return {"low": max(low, -1.0), "high": min(high, 1.0)} if yes else {"low": low, "high": high}


def _power(
    data: Clusters, differences: Floats, margin: float, *, yes: bool
) -> dict[str, float | int | None]:
    spread = spread_of(data, differences, yes=yes)
    if spread is None:
        return {"smallest": None, "needed": None}
    shown = smallest(spread, len(data))
    possible = shown is not None and (shown <= 1 or not yes)
    return {"smallest": shown if possible else None, "needed": needed(spread, margin)}
