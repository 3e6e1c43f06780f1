"""How far two who judge the same things agree: people with people, a judge or a check with people.

Every measure is null where it says nothing: no item of a kind, or all values alike.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.statistics.clusters import Floats
from evals.statistics.resampling import SEED, draws, expanded_interval
from schemas.base import Closed

Column = NDArray[Any]
Ratings = ArrayLike | Sequence[Sequence[float | None]]
Measure = Callable[..., float | None]
"""Takes one or more columns of as many values, and gives a number or null."""


class Agreement(Closed):
    """A measure of agreement over `n` items of so many stories, with its 95 % interval."""

    n: int
    stories: int
    value: float | None
    low: float | None
    high: float | None


def clustered(
    measure: Measure, *columns: Ratings, stories: Sequence[str], seed: int = SEED
) -> Agreement:
    """The measure of the columns, with its interval from the bootstrap over stories.

    `stories` names the story (or source article) of each item. The interval is
    `expanded_interval`; resamples that the measure says nothing of are left out. It is null with
    fewer than two stories, and where half of the resamples say nothing.
    """
    arrays = [np.asarray(column) for column in columns]
    _, place = np.unique(np.asarray(stories, dtype=str), return_inverse=True)
    number = len(set(stories))
    value = measure(*arrays)
    low, high = (None, None)
    if value is not None and number > 1:
        drawn = draws(number, seed=seed)[:, place].astype(int)
        low, high = _interval([_again(measure, arrays, row) for row in drawn], number)
    return Agreement(n=len(stories), stories=number, value=value, low=low, high=high)


def _again(measure: Measure, arrays: Sequence[Column], times: NDArray[np.int_]) -> float | None:
    items = np.repeat(np.arange(len(times)), times)
    return measure(*(array[items] for array in arrays))


def _interval(
    resampled: Sequence[float | None], stories: int
) -> tuple[float, float] | tuple[None, None]:
    told = [value for value in resampled if value is not None]
    if 2 * len(told) < len(resampled):
        return None, None
    return expanded_interval(np.array(told), stories)


def recall(truth: ArrayLike, said: ArrayLike) -> float | None:
    """The share of what is true that was said to be. Both are columns of yes and no."""
    yes, told = _yes(truth), _yes(said)
    return _share(told[yes])


def precision(truth: ArrayLike, said: ArrayLike) -> float | None:
    """The share of what was said to be true that is: one minus the false alarms among alarms."""
    return recall(said, truth)


def balanced_accuracy(truth: ArrayLike, said: ArrayLike) -> float | None:
    """The mean of the shares of yes and of no that were told right: 0.5 is a guess."""
    yes, told = _yes(truth), _yes(said)
    found, spared = _share(told[yes]), _share(~told[~yes])
    return None if found is None or spared is None else (found + spared) / 2


def cohen_kappa(first: ArrayLike, second: ArrayLike) -> float | None:
    """Agreement of two raters beyond chance, of labels of any kind: 1 is full, 0 is chance."""
    one, other = np.asarray(first), np.asarray(second)
    if not len(one):
        return None
    labels = np.unique(np.concatenate((one, other)))
    chance = sum(np.mean(one == label) * np.mean(other == label) for label in labels)
    return None if chance == 1 else float((np.mean(one == other) - chance) / (1 - chance))


def krippendorff_alpha(ratings: Ratings, *, ordinal: bool = False) -> float | None:
    """Agreement of any number of raters beyond chance (Krippendorff 2004, coincidence matrix).

    A row for each item, a column for each rater, numbers; None or NaN where one did not rate. Items
    with fewer than two ratings are left out. `ordinal`: numbers near each other agree in part.
    """
    table = np.asarray(ratings, dtype=float)
    levels = np.unique(table[~np.isnan(table)])
    counts = np.array([(table == level).sum(axis=1) for level in levels], dtype=float).T
    if not len(levels):
        return None
    counts = counts[counts.sum(axis=1) > 1]
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=0)
    distances = _distances(totals, ordinal=ordinal)
    expected = float((np.outer(totals, totals) * distances).sum())
    observed = float((coincidences * distances).sum())
    return None if expected == 0 else 1 - (totals.sum() - 1) * observed / expected


def pearson(first: ArrayLike, second: ArrayLike) -> float | None:
    """The linear correlation of two columns of numbers."""
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:  # noqa: PLR2004 - a line has two
        return None
    one, other = one - one.mean(), other - other.mean()
    return float(one @ other / np.sqrt((one @ one) * (other @ other)))


def spearman(first: ArrayLike, second: ArrayLike) -> float | None:
    """The correlation of the ranks of two columns of numbers; ties share the mean of theirs."""
    return pearson(_ranks(first), _ranks(second))


def _yes(column: ArrayLike) -> NDArray[np.bool_]:
    return np.asarray(column, dtype=bool)


def _share(right: NDArray[np.bool_]) -> float | None:
    return float(right.mean()) if len(right) else None


def _distances(totals: Floats, *, ordinal: bool) -> Floats:
    """How far each level lies from each other, squared; ordinal ones by the ratings between."""
    if not ordinal:
        return 1 - np.eye(len(totals))
    middles = totals.cumsum() - totals / 2
    distances: Floats = (middles[:, None] - middles[None, :]) ** 2
    return distances


def _ranks(column: ArrayLike) -> Floats:
    _, place, counts = np.unique(np.asarray(column), return_inverse=True, return_counts=True)
    ranks: Floats = (counts.cumsum() - (counts - 1) / 2)[place]
    return ranks
