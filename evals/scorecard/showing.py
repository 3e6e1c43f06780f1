"""Figures for people: a value in its unit, an interval, a verdict in a sentence."""

from evals.scorecard.card import Comparison, Scorecard, ScorerLine
from evals.scoring.score import Better, Unit
from evals.statistics.difference import Estimate, Verdict


def shown(value: float | None, unit: Unit, *, sign: bool = False) -> str:
    """A value for people, in its unit; a share in per cent, a difference of shares in points."""
    if value is None:
        return "?"
    if unit in (Unit.SHARE, Unit.YES):
        return f"{_signed(100 * value, 1, sign=sign)} {'points' if sign else '%'}"
    if unit is Unit.USD:
        return f"{_signed(value, 4, sign=sign)} USD"
    return _signed(value, 0 if abs(value) >= WHOLE else 2, sign=sign)


WHOLE = 100
"""From here on, decimals tell nothing."""


def _signed(value: float, places: int, *, sign: bool) -> str:
    """The number, never as minus nothing."""
    rounded = round(value, places) + 0.0
    return f"{rounded:{'+' if sign and rounded else ''},.{places}f}"


def with_interval(found: Estimate, unit: Unit) -> str:
    """The mean, and its interval in brackets."""
    if found.low is None or found.high is None:
        return shown(found.mean, unit)
    return f"{shown(found.mean, unit)} ({shown(found.low, unit)} to {shown(found.high, unit)})"


def compared_in_words(card: Scorecard, candidate: str) -> str:
    """What the deciding scorers say of one candidate, in a few sentences."""
    lines = {line.name: line for line in card.scorers}
    gated = [
        one
        for one in card.comparisons
        if one.candidate == candidate and lines[one.scorer].gated and one.difference.n
    ]
    found = {verdict: [c.scorer for c in gated if c.verdict is verdict] for verdict in Verdict}
    parts = [f"{candidate} against {card.baseline}, by {len(gated)} deciding scorers:"]
    for verdict, names in found.items():
        if names:
            parts.append(f"{verdict.value} on {', '.join(names)};")
    return " ".join(parts).rstrip(";") + "."


def could_have_seen(comparison: Comparison, scorer: ScorerLine) -> str:
    """The smallest difference that the run could have shown, and how many stories would do."""
    found = comparison.difference
    if found.smallest is None:
        same = found.mean == found.low == found.high == 0
        return "no pair differs: nothing to reckon from" if same else "too few stories to tell"
    told = f"a difference of {shown(found.smallest, scorer.unit)}"
    if found.needed is None:
        return told
    return f"{told}; {found.needed} stories would show {shown(scorer.margin, scorer.unit)}"


def is_good(comparison: Comparison, scorer: ScorerLine) -> bool | None:
    """Whether the difference points the good way; null where it points nowhere."""
    mean = comparison.difference.mean
    if not mean or scorer.better is Better.NEITHER:
        return None
    return (mean > 0) == (scorer.better is Better.HIGHER)
