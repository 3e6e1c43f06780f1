"""A mean and its interval."""

from collections.abc import Sequence

from evals.statistics.clusters import Clusters, clusters
from evals.statistics.difference import Estimate
from evals.statistics.resampling import SEED, mean_interval, share_interval


def estimate(
    values: Sequence[float | None], stories: Sequence[str], *, seed: int = SEED
) -> Estimate:
    """The mean of the values, with its 95 % interval by story; the story of each is given.

    None could not be scored, and counts as missing. With fewer than two stories there is no
    interval. Zeros and ones have that of a share (`share_interval`), others that of a mean
    (`mean_interval`), which is cut at 0 where no value is below, and at 1 where all lie between.
    """
    scored = [
        (value, story) for value, story in zip(values, stories, strict=True) if value is not None
    ]
    missing = len(values) - len(scored)
    if not scored:
        return Estimate(n=0, stories=0, missing=missing, mean=None, low=None, high=None)
    numbers = [value for value, _ in scored]
    data = clusters(numbers, [story for _, story in scored])
    low, high = _interval(data, numbers, seed) if len(data) > 1 else (None, None)
    return Estimate(
        n=len(numbers), stories=len(data), missing=missing, mean=data.mean, low=low, high=high
    )


def _interval(data: Clusters, numbers: Sequence[float], seed: int) -> tuple[float, float]:
    if set(numbers) <= {0, 1}:
        return share_interval(data)
    low, high = mean_interval(data, seed=seed)
    positive, shares = min(numbers) >= 0, min(numbers) >= 0 and max(numbers) <= 1
    return max(low, 0.0) if positive else low, min(high, 1.0) if shares else high
