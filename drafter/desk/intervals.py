"""95 % intervals of shares: of trials one by one, and of what comes in clusters."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
FEWEST = 5
"""Clusters under which nothing is said of the spread between them."""
Interval = tuple[float | None, float | None]
UNKNOWN: Interval = (None, None)
ROUNDING = 1e-9


def wilson(happened: int, trials: int) -> Interval:
    """The interval of a share of independent trials (Wilson 1927); unknown without any."""
    if not trials:
        return UNKNOWN
    share, spread = happened / trials, Z**2 / trials
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt((share * (1 - share) + spread / 4) / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def clustered(sums: Sequence[float], sizes: Sequence[int]) -> Interval:
    """The interval of all sums over all sizes, each cluster being one observation.

    A ratio estimate (Cochran, Sampling Techniques, 1977) with Student's t. Unknown under five
    clusters, and where none differs from another.
    """
    pairs = [(a, size) for a, size in zip(sums, sizes, strict=True) if size]
    count = len(pairs)
    if count < FEWEST:
        return UNKNOWN
    total = sum(size for _, size in pairs)
    ratio = sum(a for a, _ in pairs) / total
    squares = sum((a - ratio * size) ** 2 for a, size in pairs)
    half = t_quantile(count - 1) * sqrt(squares * count / (count - 1)) / total
    if half < ROUNDING:  # none differs
        return UNKNOWN
    return max(0.0, ratio - half), min(1.0, ratio + half)


def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t: Abramowitz and Stegun 26.7.5, right to 0.01 from 4 on."""
    z = Z
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
