"""A comparison in words."""

from evals.statistics.difference import Difference, Verdict
from evals.statistics.power import LEVEL

FEWEST_AT_ALL = 5
"""Fewer stories show nothing, be they all tied."""


def verdict(
    difference: Difference, *, p: float | None, better: str, margin: float = 0.0
) -> Verdict:
    """What the comparison comes to, for the candidate. `p` is adjusted for all that were looked at.

    `better` is "higher" or "lower": which values are good; ValueError for anything else. `margin`
    is what a loss may be without counting. Worse is what is significant and beyond the margin;
    better is what is significant. No difference is shown where the interval stays within the
    margin, or that is 0, and there are five stories. Otherwise there are too few.
    """
    if better not in ("higher", "lower"):
        raise ValueError(f"better is {better!r}: no verdict is made of it")
    if difference.mean is None:
        return Verdict.TOO_FEW
    sign = 1 if better == "higher" else -1
    significant = p is not None and p < LEVEL
    if significant and sign * difference.mean < -margin:
        return Verdict.WORSE
    if significant and sign * difference.mean > 0:
        return Verdict.BETTER
    if _within_margin(difference, sign, margin):
        return Verdict.NO_DIFFERENCE
    return Verdict.TOO_FEW


def _within_margin(difference: Difference, sign: int, margin: float) -> bool:
    if difference.stories < FEWEST_AT_ALL:
        return False
    if margin == 0:
        return True
    bad_end = difference.low if sign > 0 else difference.high
    return bad_end is not None and sign * bad_end >= -margin
