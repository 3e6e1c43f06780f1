"""Quantiles of Student's t: few stories leave the spread itself uncertain."""

from functools import cache
from math import cos, pi, sin, sqrt
from statistics import NormalDist

NORMAL = NormalDist()
SUMMED = 60
"""Degrees of freedom up to which the distribution is summed; above, its expansion is as good."""


@cache
def t_quantile(probability: float, freedom: int) -> float:
    """The value that Student's t stays below with this probability, from 0.5 to below 1.

    `freedom` is a whole number of degrees of freedom, at least 1. Six digits are right.
    Up to 60 degrees the finite sums of Abramowitz & Stegun 26.7.3 and 26.7.4 are inverted; above,
    the expansion around the normal quantile, 26.7.5, is used.
    """
    if freedom > SUMMED:
        return _expanded(NORMAL.inv_cdf(probability), freedom)
    low, high = 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        below = _within(middle, freedom) < 2 * probability - 1
        low, high = (middle, high) if below else (low, middle)
    return sqrt(freedom) * sin(low) / cos(low)


def _within(angle: float, freedom: int) -> float:
    """The probability that t is no further from 0 than the root of `freedom` times tan `angle`."""
    odd = freedom % 2
    term, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for power in range(odd, freedom - 1, 2):
        total += term
        term *= cos(angle) ** 2 * (power + 1) / (power + 2)
    return (angle + sin(angle) * total) * 2 / pi if odd else sin(angle) * total


def _expanded(z: float, freedom: int) -> float:
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
