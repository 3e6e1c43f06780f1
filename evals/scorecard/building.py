"""From drafts to a scorecard: every scorer on every draft, and each candidate against the baseline.

P values are adjusted twice over: the few gated scorers among themselves, since they decide, and
all others among themselves, since they are looked at to see why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from drafter import __version__
from drafter.clock import now
from evals.cases.case import Kind
from evals.errors import RunRefused
from evals.judging.scorers import judge_scorers
from evals.scorecard.card import (
    Agreement,
    CaseLine,
    Cell,
    Comparison,
    DraftScores,
    Scorecard,
    ScorerLine,
)
from evals.scorecard.loading import Loaded
from evals.scorecard.pairs import pairwise
from evals.scorecard.warning import warnings
from evals.scoring.catalogue import GATED, SCORERS
from evals.scoring.score import Better, Made, Score, Scorer, Unit
from evals.statistics.comparing import compare
from evals.statistics.difference import Difference, Pair
from evals.statistics.estimating import estimate
from evals.statistics.many import holm
from evals.statistics.verdicts import verdict
from evals.variants.asked import EXTRACTIVE, PLAIN
from schemas.sections import SectionName

Drafted = tuple[str, int]
"""Case and repeat."""


@dataclass(frozen=True)
class Scored:
    """A draft with one scorer's word on it."""

    made: Made
    score: Score


Scores = dict[tuple[str, str], list[Scored]]
"""By scorer and variant."""


def scorecard(
    loaded: Loaded,
    *,
    baseline: str | None = None,
    gated: Sequence[str] = GATED,
    agreements: Sequence[Agreement] = (),
    clock: Callable[[], datetime] = now,
) -> Scorecard:
    """The scorecard of what was loaded.

    Without a baseline it is the plain request, else the extractive engine, else the first variant.

    Raises:
        RunRefused: there is no variant of the baseline's name.
    """
    against = _baseline(loaded.names, baseline)
    scorers = (*SCORERS, *judge_scorers(loaded.judgements))
    scores = _scores(loaded, scorers)
    preferred = pairwise(loaded.judgements, loaded.cases, against)
    return Scorecard(
        software=f"drafter {__version__}",
        at=clock(),
        runs=loaded.runs,
        baseline=against,
        variants=loaded.variants,
        cases=tuple(CaseLine(name=c.name, story=c.story, kinds=c.kinds) for c in loaded.cases),
        scorers=tuple(_line(one, gated) for one in scorers),
        cells=tuple(_cell(named, scores[named]) for named in scores),
        comparisons=tuple(_comparisons(scorers, scores, loaded.names, against, gated)),
        drafts=tuple(_drafts(loaded, scorers, scores)),
        pairwise=preferred,
        agreements=tuple(agreements),
        warnings=tuple(warnings(loaded, agreements)),
    )


def _baseline(names: Sequence[str], asked: str | None) -> str:
    if asked is not None and asked not in names:
        raise RunRefused(f"no variant {asked}; there are: {', '.join(names)}")
    wanted = [asked] if asked else [PLAIN, EXTRACTIVE]
    for name in wanted:
        for there in names:
            if there == name or there.rpartition("/")[2].partition("@")[0] == name:
                return there
    return names[0]


def _line(scorer: Scorer, gated: Sequence[str]) -> ScorerLine:
    return ScorerLine(
        name=scorer.name,
        version=scorer.version,
        fears=scorer.fears,
        better=scorer.better,
        unit=scorer.unit,
        margin=scorer.margin,
        gated=scorer.name in gated,
        by_model=scorer.name.startswith("judge-"),
    )


def _scores(loaded: Loaded, scorers: Sequence[Scorer]) -> Scores:
    return {
        (scorer.name, name): [
            Scored(made, score) for made, score in zip(drafts, scorer.scores(drafts), strict=True)
        ]
        for name, drafts in loaded.made.items()
        for scorer in scorers
    }


def _cell(named: tuple[str, str], scored: Sequence[Scored]) -> Cell:
    kinds = {kind for one in scored for kind in one.made.case.kinds}
    of_kind = {kind: [one for one in scored if kind in one.made.case.kinds] for kind in kinds}
    return Cell(
        scorer=named[0],
        variant=named[1],
        all=estimate([one.score.value for one in scored], [one.made.case.story for one in scored]),
        kinds={
            kind: estimate(
                [one.score.value for one in of_kind[kind]],
                [one.made.case.story for one in of_kind[kind]],
            )
            for kind in Kind
            if kind in kinds
        },
    )


def _comparisons(
    scorers: Sequence[Scorer],
    scores: Scores,
    names: Sequence[str],
    baseline: str,
    gated: Sequence[str],
) -> list[Comparison]:
    telling = [scorer for scorer in scorers if scorer.better is not Better.NEITHER]
    return [
        comparison
        for name in names
        if name != baseline
        for family in (
            [scorer for scorer in telling if scorer.name in gated],
            [scorer for scorer in telling if scorer.name not in gated],
        )
        for comparison in compared(family, scores, baseline, name)
    ]


def compared(
    scorers: Sequence[Scorer], scores: Scores, baseline: str, candidate: str
) -> list[Comparison]:
    """A candidate against the baseline by each scorer, p adjusted for all of these."""
    found = [
        _difference(one, scores[one.name, baseline], scores[one.name, candidate]) for one in scorers
    ]
    adjusted = holm([difference.p for difference, _ in found])
    return [
        Comparison(
            scorer=scorer.name,
            baseline=baseline,
            candidate=candidate,
            difference=difference,
            p=p,
            verdict=verdict(difference, p=p, better=scorer.better.value),
            sections=sections,
        )
        for scorer, (difference, sections), p in zip(scorers, found, adjusted, strict=True)
    ]


def _difference(
    scorer: Scorer, before: Sequence[Scored], after: Sequence[Scored]
) -> tuple[Difference, dict[SectionName, float]]:
    """The paired difference of a scorer, and its mean by section."""
    first, second = _by_case(before), _by_case(after)
    both = [drafted for drafted in first if drafted in second]
    pairs = [
        Pair(story=first[one].made.case.story, case=one[0], baseline=low, candidate=high)
        for one in both
        if (low := first[one].score.value) is not None
        and (high := second[one].score.value) is not None
    ]
    missing = len({*first, *second}) - len(pairs)
    yes = scorer.unit is Unit.YES
    difference = compare(pairs, missing=missing, margin=scorer.margin, yes=yes)
    return difference, _sections([(first[one].score, second[one].score) for one in both])


def _by_case(scored: Sequence[Scored]) -> Mapping[Drafted, Scored]:
    return {(one.made.case.name, one.made.repeat): one for one in scored}


def _sections(pairs: Sequence[tuple[Score, Score]]) -> dict[SectionName, float]:
    """The mean difference of each section that both drafts of a pair have."""
    found = {
        name: [
            two.sections[name] - one.sections[name] for one, two in pairs if _both(name, one, two)
        ]
        for name in SectionName
    }
    return {name: mean(values) for name, values in found.items() if values}


def _both(name: SectionName, one: Score, two: Score) -> bool:
    return name in one.sections and name in two.sections


def _drafts(loaded: Loaded, scorers: Sequence[Scorer], scores: Scores) -> list[DraftScores]:
    return [
        DraftScores(
            case=made.case.name,
            variant=name,
            repeat=made.repeat,
            scores={one.name: scores[one.name, name][place].score for one in scorers},
        )
        for name, drafts in loaded.made.items()
        for place, made in enumerate(drafts)
    ]
