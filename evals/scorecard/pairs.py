"""What a judge preferred: games of two drafts, both orders together.

A draft is preferred where it was in both orders; where the orders disagree it is a tie, and the
share of such pairs is told, since it says how far the judge's word hung on the order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from evals.cases.case import Case, stories
from evals.judging.records import Asked, Judgement
from evals.scorecard.card import PairLine, Pairwise
from evals.statistics.bradley_terry import strengths
from evals.statistics.comparing import compare
from evals.statistics.difference import Pair
from evals.statistics.length import SizedGame, length_controlled, longer_wins
from evals.statistics.verdicts import verdict
from schemas.judging import Preference

WORTH = {Preference.FIRST: 1.0, Preference.SECOND: 0.0, Preference.TIE: 0.5}
MARGIN = 0.1
"""A desk would not change its recipe for less than six drafts in ten."""


@dataclass(frozen=True)
class _Met:
    """Two drafts of one case that met in both orders."""

    case: str
    game: SizedGame
    agreed: bool


def pairwise(
    judgements: Iterable[Judgement], cases: Iterable[Case], baseline: str
) -> Pairwise | None:
    """The games that were judged, against the baseline and all together; null where none was.

    Where several judges were asked, each has games of its own, and all count.
    """
    asked = [one for one in judgements if one.asked is Asked.PAIR]
    if not asked:
        return None
    met, alone = _met(asked, stories(cases))
    games = [one.game for one in met]
    names = sorted({name for game in games for name in (game.first, game.second)})
    ordered = [name for name in names if name != baseline] + [n for n in names if n == baseline]
    return Pairwise(
        judge=", ".join(sorted({one.judge.model for one in asked})),
        pairs=tuple(_line(one, two, met) for one, two in combinations(ordered, 2)),
        strengths=strengths(games),
        unanswered=alone,
    )


def _met(asked: Sequence[Judgement], story_of: dict[str, str]) -> tuple[list[_Met], int]:
    """Every pair with an answer in both orders, and how many lack one."""
    found: dict[tuple[object, ...], dict[tuple[str, ...], list[Judgement]]] = {}
    for one in asked:
        pair = (one.judge.model, one.case, one.repeat, *sorted(one.variants))
        found.setdefault(pair, {}).setdefault(one.variants, []).append(one)
    met: list[_Met] = []
    alone = 0
    for orders in found.values():
        first = min(orders)
        there, back = orders[first], orders.get(first[::-1], [])
        alone += abs(len(there) - len(back))
        for one, two in zip(there, back, strict=False):
            if one.pair is None or two.pair is None:
                alone += 1
            else:
                met.append(_of_both(one, two, story_of[one.case]))
    return met, alone


def _of_both(there: Judgement, back: Judgement, story: str) -> _Met:
    if there.pair is None or back.pair is None:
        raise ValueError("a pair without an answer")
    one, two = WORTH[there.pair.better], 1 - WORTH[back.pair.better]
    game = SizedGame(
        story=story,
        first=there.variants[0],
        second=there.variants[1],
        result=one if one == two else 0.5,
        first_words=there.words[0],
        second_words=there.words[1],
    )
    return _Met(case=there.case, game=game, agreed=one == two)


def _line(first: str, second: str, met: Sequence[_Met]) -> PairLine:
    own = [one for one in met if {one.game.first, one.game.second} == {first, second}]
    games = [one.game for one in own]
    pairs = list(_pairs(first, own))
    difference = compare(pairs, margin=MARGIN)
    controlled = length_controlled(games, of=first)
    return PairLine(
        first=first,
        second=second,
        pairs=len(own),
        stories=difference.stories,
        ties=sum(game.result == WORTH[Preference.TIE] for game in games),
        disagreed=sum(not one.agreed for one in own) / len(own) if own else None,
        win_share=difference.candidate,
        low=_share(difference.low),
        high=_share(difference.high),
        at_equal_length=controlled.equal,
        longer_preferred=longer_wins(games).mean,
        p=difference.p,
        verdict=verdict(difference, p=difference.p, better="higher"),
    )


def _pairs(first: str, met: Sequence[_Met]) -> Iterator[Pair]:
    """Each game as a difference from a draw, for the first variant."""
    for one in met:
        result = one.game.result if one.game.first == first else 1 - one.game.result
        yield Pair(story=one.game.story, case=one.case, baseline=0.5, candidate=result)


def _share(difference: float | None) -> float | None:
    return None if difference is None else min(1.0, max(0.0, difference + 0.5))
