"""The cases in which a candidate gained and lost most."""

from dataclasses import dataclass
from statistics import mean

from evals.scorecard.card import DraftScores, Scorecard
from evals.scoring.score import Better

SHOWN = 3


@dataclass(frozen=True)
class CaseGain:
    """A case, and the mean gain of a candidate in it, in margins."""

    case: str
    gain: float


@dataclass(frozen=True)
class Extremes:
    """Where a candidate did best and worst against the baseline."""

    candidate: str
    best: tuple[CaseGain, ...]
    worst: tuple[CaseGain, ...]


def extremes(card: Scorecard, candidate: str) -> Extremes:
    """By the mean over the deciding scorers of the difference in margins, each cut at 3.

    A margin is what people would care about, so that a point of one scorer is worth one of
    another; the cut keeps one scorer from deciding alone.
    """
    drafts = {(one.case, one.variant, one.repeat): one for one in card.drafts}
    gains: dict[str, list[float]] = {}
    for (case, variant, repeat), after in drafts.items():
        before = drafts.get((case, str(card.baseline), repeat))
        if variant == candidate and before is not None and (found := _gains(card, before, after)):
            gains.setdefault(case, []).append(mean(found))
    told = sorted((CaseGain(case, mean(found)) for case, found in gains.items()), key=_gain)
    return Extremes(
        candidate,
        best=tuple(one for one in reversed(told[-SHOWN:]) if one.gain > 0),
        worst=tuple(one for one in told[:SHOWN] if one.gain < 0),
    )


def _gain(one: CaseGain) -> float:
    return one.gain


def _gains(card: Scorecard, before: DraftScores, after: DraftScores) -> list[float]:
    found = []
    for line in card.scorers:
        old, new = before.scores[line.name].value, after.scores[line.name].value
        if line.gated and old is not None and new is not None:
            sign = 1 if line.better is Better.HIGHER else -1
            found.append(max(-3.0, min(3.0, sign * (new - old) / (line.margin or 1.0))))
    return found
