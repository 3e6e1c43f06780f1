"""Scenarios: whether they can be judged later, and whether they differ from each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.verify.guarded import BODIES
from drafter.verify.passage import Passage
from drafter.verify.proper import NAMED_BY_CAPITALS
from evals.scoring.looked import Alone, not_scored, notes
from evals.scoring.score import Better, Made, Note, Score, Unit
from schemas.sections import Scenario, SectionName

NONE = "it has no scenarios"


@dataclass(frozen=True)
class Specific(Alone):
    """How much of what makes a scenario one that can be judged later its scenarios have.

    For each the share of four: somebody who acts, a day or a figure, a likelihood, and a first
    sign to watch for. In a language whose names no check can tell, of the other three.
    """

    name = "scenario-specificity"
    version = 1
    fears = "scenarios that fit any story, and that nobody could ever hold against the desk"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.05  # one of the four lost in every fifth scenario

    def score(self, made: Made) -> Score:
        """The mean of the scenarios."""
        parts = {
            scenario.statement.id: _parts(scenario, made.draft.language)
            for scenario in made.draft.scenarios or ()
        }
        if not parts:
            return not_scored(NONE)
        shares = [sum(one.values()) / len(one) for one in parts.values()]
        return Score(value=sum(shares) / len(shares), notes=notes(_lacking(parts)))


def _parts(scenario: Scenario, language: str) -> dict[str, bool]:
    """What it may have, and whether it has it."""
    said = Passage("", scenario.statement.text, language)
    has = {
        "day or figure": bool(said.moments or said.numbers),
        "likelihood": scenario.likelihood is not None,
        "sign to watch for": scenario.watch_for is not None,
    }
    if language in NAMED_BY_CAPITALS:
        has["actor"] = bool(said.names) or not BODIES.keys().isdisjoint(said.tokens)
    return has


def _lacking(parts: dict[str, dict[str, bool]]) -> Iterator[Note]:
    for statement, has in parts.items():
        if lacking := [what for what, there in has.items() if not there]:
            text = f"It has no {', no '.join(lacking)}."
            yield Note(section=SectionName.SCENARIOS, statement=statement, text=text)


@dataclass(frozen=True)
class Spread(Alone):
    """How many of the likelihoods differ: 0 where all are one, 1 where no two are."""

    name = "scenario-spread"
    version = 1
    fears = "scenarios that are all “likely”: nothing was weighed against anything"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.1  # with four scenarios one pair more that is told alike, in every third draft

    def score(self, made: Made) -> Score:
        """Likelihoods beside the first, as a share of the scenarios beside the first."""
        told = [one.likelihood for one in made.draft.scenarios or () if one.likelihood]
        if len(told) < 2:  # noqa: PLR2004 - two are the fewest that can differ
            return not_scored("fewer than two scenarios have a likelihood")
        return Score(value=(len(set(told)) - 1) / (len(told) - 1))


@dataclass(frozen=True)
class Count(Alone):
    """How many scenarios there are."""

    name = "scenarios"
    version = 1
    fears = "scores of scenarios that rest on one of them"
    better = Better.NEITHER
    unit = Unit.COUNT
    margin = 1.0  # they are whole

    def score(self, made: Made) -> Score:
        """None where the section is null."""
        return Score(value=float(len(made.draft.scenarios or ())))
