"""The gate: may the candidate take the baseline's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from drafter.errors import InputError
from evals.scorecard.building import scorecard
from evals.scorecard.card import Comparison, Scorecard, ScorerLine
from evals.scorecard.loading import Loaded
from evals.scorecard.showing import shown
from evals.scoring.score import Better
from evals.statistics.difference import Verdict
from evals.statistics.verdicts import verdict


class Status(IntEnum):
    """What a gate comes to, as an exit status. 3 is for what cannot be judged at all."""

    PASSED = 0
    WORSE = 1
    INCOMPLETE = 2
    BAD_CONFIGURATION = 3


@dataclass(frozen=True)
class GateLine:
    """One scorer's verdict within its margin; null where no case had a value on both sides."""

    scorer: ScorerLine
    comparison: Comparison
    margin: float
    verdict: Verdict | None

    @property
    def words(self) -> str:
        """The figures, for people."""
        found, unit = self.comparison.difference, self.scorer.unit
        if self.verdict is None:
            return f"no case has a value on both sides ({found.missing} without)"
        if found.mean is None:
            return "nothing can be said"
        between = f"{shown(found.low, unit, sign=True)} to {shown(found.high, unit, sign=True)}"
        parts = [
            f"{shown(found.baseline, unit)} to {shown(found.candidate, unit)}",
            f"difference {shown(found.mean, unit, sign=True)} ({between})",
            f"margin {shown(self.margin, unit)}",
            f"{found.n} cases of {found.stories} stories",
        ]
        if self.comparison.p is not None:
            parts.append(f"p {self.comparison.p:.3f}")
        if self.verdict is Verdict.TOO_FEW and found.needed is not None:
            parts.append(f"{found.needed} stories would show the margin")
        return ", ".join(parts)


@dataclass(frozen=True)
class Gate:
    """What the gate found. `lacking` are units without a draft."""

    card: Scorecard
    candidate: str
    lines: tuple[GateLine, ...]
    lacking: tuple[str, ...]

    @property
    def status(self) -> Status:
        """Worse where any scorer says so; incomplete where the question is open."""
        verdicts = [line.verdict for line in self.lines]
        if Verdict.WORSE in verdicts:
            return Status.WORSE
        told = [one for one in verdicts if one is not None]
        if self.lacking or not told or Verdict.TOO_FEW in told:
            return Status.INCOMPLETE
        return Status.PASSED


def gate(
    loaded: Loaded,
    baseline: str,
    candidate: str,
    scorers: Sequence[str],
    margins: Mapping[str, float],
) -> Gate:
    """Hold the candidate against the baseline by these scorers, each within its margin.

    Raises:
        InputError: there is no such scorer, or one that says of no value that it is good.
    """
    card = scorecard(loaded, baseline=baseline, gated=scorers)
    lines = {line.name: line for line in card.scorers}
    if unknown := sorted({*scorers, *margins} - set(lines)):
        raise InputError(f"no scorer {', '.join(unknown)}; there are: {', '.join(sorted(lines))}")
    if neither := [name for name in scorers if lines[name].better is Better.NEITHER]:
        raise InputError(f"{', '.join(neither)}: no value of it is better, so it decides nothing")
    found = {one.scorer: one for one in card.comparisons if one.candidate == candidate}
    return Gate(
        card=card,
        candidate=candidate,
        lines=tuple(
            _held(lines[name], found[name], margins.get(name, lines[name].margin))
            for name in scorers
        ),
        lacking=loaded.lacking,
    )


def _held(scorer: ScorerLine, comparison: Comparison, margin: float) -> GateLine:
    found, better = comparison.difference, scorer.better
    told = verdict(found, p=comparison.p, better=better.value, margin=margin)
    lost = found.mean is not None and (found.mean < 0) == (better is Better.HIGHER)
    if told is Verdict.TOO_FEW and margin == 0 and (not lost or found.mean == 0):
        told = Verdict.NO_DIFFERENCE  # nothing may be lost, and nothing was
    return GateLine(scorer, comparison, margin, told if found.n else None)
