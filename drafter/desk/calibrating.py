"""How well the words of likelihood and confidence held, and a Brier score.

The probability of a word is the middle of its range in ICD 203, Analytic Standards (Office of the
Director of National Intelligence, 2 January 2015), D.6.e.2.a. Of each scenario the latest word
counts; what is open is never scored.
"""

from collections.abc import Mapping, Sequence
from statistics import mean
from types import MappingProxyType
from typing import TypedDict

from drafter.desk.intervals import clustered, wilson
from schemas.desk_scenarios import (
    Brier,
    Calibration,
    ConfidenceHeld,
    LikelihoodHeld,
    Resolution,
    ScenarioOutcome,
    Scored,
    Standing,
)
from schemas.sections import Confidence, Likelihood

RANGES: Mapping[Likelihood, tuple[float, float]] = MappingProxyType(
    {
        Likelihood.ALMOST_NO_CHANCE: (0.01, 0.05),
        Likelihood.VERY_UNLIKELY: (0.05, 0.20),
        Likelihood.UNLIKELY: (0.20, 0.45),
        Likelihood.ROUGHLY_EVEN: (0.45, 0.55),
        Likelihood.LIKELY: (0.55, 0.80),
        Likelihood.VERY_LIKELY: (0.80, 0.95),
        Likelihood.ALMOST_CERTAIN: (0.95, 0.99),
    }
)
FEWEST = 10
"""Forecasts under which nothing is said of a word."""


class _Counts(TypedDict):
    """The fields of `Scored`."""

    forecasts: int
    drafts: int
    happened: int
    share: float | None
    low: float | None
    high: float | None


def probability(word: Likelihood) -> float:
    """The middle of the word's range."""
    return round(mean(RANGES[word]), 4)


def calibration(latest: Sequence[ScenarioOutcome], *, complete: bool = True) -> Calibration:
    """What became of scenarios; `latest` has the word that counts on each, and one of each."""
    scored = [one for one in latest if one.outcome is not Resolution.OPEN]
    weighed = [(one, one.likelihood) for one in scored if one.likelihood is not None]
    return Calibration(
        recorded=len(latest),
        open=len(latest) - len(scored),
        unweighed=len(scored) - len(weighed),
        overall=Scored(**_counts(scored)),
        likelihoods=tuple(
            _likelihood(word, [one for one, said in weighed if said is word]) for word in Likelihood
        ),
        confidences=tuple(
            ConfidenceHeld(
                confidence=word, **_counts([one for one in scored if one.confidence is word])
            )
            for word in Confidence
        ),
        brier=_brier(weighed),
        complete=complete,
    )


def _likelihood(word: Likelihood, of: Sequence[ScenarioOutcome]) -> LikelihoodHeld:
    counts, (low, high) = _counts(of), RANGES[word]
    return LikelihoodHeld(
        likelihood=word,
        range_low=low,
        range_high=high,
        probability=probability(word),
        standing=_standing(counts, low, high),
        **counts,
    )


def _counts(of: Sequence[ScenarioOutcome]) -> _Counts:
    happened = sum(one.outcome is Resolution.HAPPENED for one in of)
    low, high = wilson(happened, len(of))
    return {
        "forecasts": len(of),
        "drafts": len({one.draft_id for one in of}),
        "happened": happened,
        "share": happened / len(of) if of else None,
        "low": low,
        "high": high,
    }


def _standing(counts: _Counts, low: float, high: float) -> Standing:
    share, least, most = counts["share"], counts["low"], counts["high"]
    if share is None or least is None or most is None or counts["forecasts"] < FEWEST:
        return Standing.TOO_FEW
    if least > high:
        return Standing.ABOVE
    if most < low:
        return Standing.BELOW
    return Standing.INSIDE if low <= share <= high else Standing.TOO_FEW


def _brier(weighed: Sequence[tuple[ScenarioOutcome, Likelihood]]) -> Brier:
    """The score of scenarios, each with its likelihood."""
    losses: dict[str, list[float]] = {}
    for one, word in weighed:
        loss = (probability(word) - _happened(one)) ** 2
        losses.setdefault(one.draft_id, []).append(loss)
    every = [loss for of_draft in losses.values() for loss in of_draft]
    low, high = clustered(list(map(sum, losses.values())), list(map(len, losses.values())))
    rate = mean(_happened(one) for one, _ in weighed) if weighed else None
    reference = rate * (1 - rate) if rate is not None else None
    score = mean(every) if every else None
    return Brier(
        forecasts=len(every),
        drafts=len(losses),
        score=score,
        low=low,
        high=high,
        base_rate=rate,
        base_rate_score=reference,
        skill=1 - score / reference if score is not None and reference else None,
    )


def _happened(one: ScenarioOutcome) -> float:
    return float(one.outcome is Resolution.HAPPENED)
