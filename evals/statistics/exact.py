"""The permutation test of paired differences: right for any number of stories."""

import numpy as np

from evals.statistics.clusters import Floats
from evals.statistics.resampling import SEED

FEWEST = 6
"""With fewer stories no difference has p below 0.05: with five, two of 32 ways are 0.0625."""
ENUMERATED = 14
"""Stories up to which all ways of the signs are gone through: 8,192 with the first one fixed."""
TIMES = 10_000
_LARGEST = 5000
"""Whole sums up to this total are counted exactly, however many they are."""
_SAME = 1e-9
"""What differs by less of its size is the same: it differs by rounding."""


def sign_flips(sums: Floats, *, seed: int = SEED) -> float:
    """Two-sided p of paired differences, given their sum for each story.

    If baseline and candidate were the same, the sign of each story's sum would be the toss of a
    coin: p is the probability that the total is as far from 0 as the one that was seen. It is
    counted where the sums are whole numbers or up to 14 stories differ. Otherwise 10,000 tosses are
    drawn, and the seen one is one of them (Phipson & Smyth 2010), so that p is never 0.

    With one pair of zeros and ones a story this is McNemar's exact test. With several it is not
    the sign test over stories, which can find for the side that the mean speaks against.
    """
    moved = sums[np.abs(sums) > _SAME * np.abs(sums).max(initial=0)]
    size = float(np.abs(moved).sum())
    seen = abs(float(moved.sum())) - _SAME * size
    if size <= _LARGEST and np.array_equal(moved, np.rint(moved)):
        return _counted(np.abs(moved).astype(int), seen)
    if len(moved) <= ENUMERATED:
        return float(np.mean(np.abs(_all_totals(moved)) >= seen))
    hits = np.count_nonzero(np.abs(_drawn_totals(moved, seed)) >= seen)
    return float((hits + 1) / (TIMES + 1))


def _counted(sizes: np.ndarray[tuple[int], np.dtype[np.int_]], seen: float) -> float:
    """The probability of a total that far out, from that of each total, one story at a time."""
    chances = np.ones(1)
    for size in sizes:
        wider = np.zeros(len(chances) + 2 * size)
        wider[: len(chances)] += chances / 2
        wider[2 * size :] += chances / 2
        chances = wider
    total = sizes.sum()
    return min(1.0, float(chances[np.abs(np.arange(-total, total + 1)) >= seen].sum()))


def _all_totals(sums: Floats) -> Floats:
    """The totals of all ways of the signs, the first one fixed: the rest is their mirror."""
    totals = sums[:1]
    for value in sums[1:]:
        totals = np.concatenate((totals + value, totals - value))
    return totals


def _drawn_totals(sums: Floats, seed: int) -> Floats:
    tosses = np.random.default_rng(seed).bytes(TIMES * len(sums) // 8 + 1)
    bits = np.unpackbits(np.frombuffer(tosses, dtype=np.uint8))[: TIMES * len(sums)]
    totals: Floats = bits.reshape(TIMES, len(sums)) @ (2 * sums) - sums.sum()
    return totals
