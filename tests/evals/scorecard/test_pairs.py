"""What a judge preferred counts where it held in both orders."""

import pytest

from evals.judging.records import Asked, Judgement
from evals.scorecard.pairs import pairwise
from evals.statistics.difference import Verdict
from schemas.judging import Preference
from tests.evals.judging.judged import judgement, preferring
from tests.evals.making import case

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE


def met(name: str, there: Preference | None, back: Preference | None) -> list[Judgement]:
    """Two drafts of a case, `a` and `b`, in both orders; None is no answer."""
    return [
        judgement(
            Asked.PAIR,
            variants,
            key=f"{name}-{variants}",
            case=name,
            **({"pair": preferring(better)} if better else {"why": "no answer"}),
        )
        for variants, better in ((("a", "b"), there), (("b", "a"), back))
    ]


@pytest.mark.parametrize(
    ("there", "back", "share", "disagreed"),
    [
        (FIRST, SECOND, 1.0, 0.0),  # a, whichever order
        (SECOND, FIRST, 0.0, 0.0),
        (TIE, TIE, 0.5, 0.0),
        (FIRST, FIRST, 0.5, 1.0),  # whichever comes first
        (FIRST, TIE, 0.5, 1.0),
    ],
)
def test_a_draft_wins_where_it_won_in_both_orders(
    there: Preference, back: Preference, share: float, disagreed: float
) -> None:
    found = pairwise(met("one", there, back), [case("one")], "b")

    assert found is not None
    (line,) = found.pairs
    assert ("a", "b", share, disagreed) == (
        line.first,
        line.second,
        line.win_share,
        line.disagreed,
    )


def test_a_pair_without_an_answer_in_one_order_is_counted_and_not_used() -> None:
    said = [*met("one", FIRST, None), *met("two", FIRST, SECOND)]

    found = pairwise(said, [case("one"), case("two")], "b")

    assert found is not None
    assert (1, 1) == (found.unanswered, found.pairs[0].pairs)


def test_twelve_wins_of_twelve_stories_are_better_and_two_are_too_few() -> None:
    names = [f"case-{n}" for n in range(12)]
    cases = [case(name) for name in names]

    many = pairwise([one for name in names for one in met(name, FIRST, SECOND)], cases, "b")
    few = pairwise([one for name in names[:2] for one in met(name, FIRST, SECOND)], cases, "b")

    assert many is not None
    assert few is not None
    assert (Verdict.BETTER, Verdict.TOO_FEW) == (many.pairs[0].verdict, few.pairs[0].verdict)


def test_wins_of_one_story_are_no_more_than_one() -> None:
    names = [f"case-{n}" for n in range(12)]
    cases = [case(name, story="ferry") for name in names]

    found = pairwise([one for name in names for one in met(name, FIRST, SECOND)], cases, "b")

    assert found is not None
    assert (12, 1, None) == (found.pairs[0].pairs, found.pairs[0].stories, found.pairs[0].p)


def test_the_stronger_variant_stands_first() -> None:
    found = pairwise(met("one", FIRST, SECOND), [case("one")], "b")

    assert found is not None
    assert ["a", "b"] == [one.name for one in found.strengths]


def test_where_nothing_was_compared_there_is_nothing() -> None:
    assert pairwise([], [case()], "b") is None
