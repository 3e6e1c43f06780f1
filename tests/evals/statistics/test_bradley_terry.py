from itertools import pairwise
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from evals.statistics.bradley_terry import Game, strengths

GAMES = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three"]),
        st.permutations(["a", "b", "c", "d"]),
        st.sampled_from([0, 0.5, 1]),
    ).map(lambda row: Game(story=row[0], first=row[1][0], second=row[1][1], result=row[2])),
    min_size=1,
    max_size=25,
)


def games(first: str, second: str, *results: float) -> list[Game]:
    return [
        Game(story=f"story-{number}", first=first, second=second, result=result)
        for number, result in enumerate(results)
    ]


def values(made: list[Game]) -> dict[str, float]:
    return {found.name: found.value for found in strengths(made)}


def test_two_variants_worked_by_hand() -> None:
    """30 won, 10 lost, and half a game drawn: odds of 30.25 to 10.25, shared by both."""
    expected = log(30.25 / 10.25) / 2
    found = values(games("a", "b", *[1] * 30, *[0] * 10))
    assert {"a": expected, "b": -expected} == pytest.approx(found)


def test_three_in_a_line_worked_by_hand() -> None:
    """All win 3 to 1 against the next: with a - b = b - c and both balanced, the middle is 0."""
    found = values(games("a", "b", 1, 1, 1, 0) + games("b", "c", 1, 1, 1, 0))
    assert 0.0 == pytest.approx(found["b"], abs=1e-6)
    assert found["a"] == pytest.approx(-found["c"])


def test_a_tie_is_half_a_win_for_each() -> None:
    ties = values(games("a", "b", 0.5, 0.5, 1, 1))
    assert ties == pytest.approx(values(games("a", "b", 1, 0, 1, 1)))


def test_in_a_circle_all_are_alike() -> None:
    found = values(games("a", "b", 1) + games("b", "c", 1) + games("c", "a", 1))
    assert {"a": 0.0, "b": 0.0, "c": 0.0} == pytest.approx(found, abs=1e-6)


def test_who_has_lost_all_has_a_strength_and_an_interval_that_is_not_certain() -> None:
    best, worst = strengths(games("a", "b", *[1] * 20))
    assert (1.0, 0.0) == (best.win_share, worst.win_share)
    assert best.low is not None
    assert best.high is not None
    assert 0 < best.low < best.value < best.high < 6
    assert worst.value == pytest.approx(-best.value)


def test_few_games_leave_the_strengths_open() -> None:
    best, _ = strengths(games("a", "b", 1, 1, 1, 0))
    assert best.low is not None
    assert best.low < 0 < best.value


def test_one_story_has_no_interval() -> None:
    best, _ = strengths(games("a", "b", 1))
    assert (None, None) == (best.low, best.high)


def test_games_of_one_story_are_not_independent() -> None:
    apart = games("a", "b", *[1] * 20, *[0] * 12)
    together = [
        game.model_copy(update={"story": f"story-{number // 4}"})
        for number, game in enumerate(apart)
    ]
    widths = [
        found.high - found.low
        for found in (strengths(apart)[0], strengths(together)[0])
        if found.low is not None and found.high is not None
    ]
    assert 1.5 * widths[0] < widths[1]


def test_nobody_plays_against_itself() -> None:
    with pytest.raises(ValidationError, match="against itself"):
        Game(story="s", first="a", second="a", result=1)


def test_a_result_is_won_lost_or_tied() -> None:
    with pytest.raises(ValidationError):
        Game(story="s", first="a", second="b", result=0.7)


def test_without_games_there_are_no_strengths() -> None:
    assert () == strengths([])


@settings(max_examples=30, deadline=None)  # each draws 2,000 resamples
@given(GAMES)
def test_strengths_sum_to_0_and_come_strongest_first(made: list[Game]) -> None:
    found = strengths(made)
    assert 0.0 == pytest.approx(sum(one.value for one in found), abs=1e-9)
    assert all(one.value >= other.value for one, other in pairwise(found))


@settings(max_examples=30, deadline=None)  # each draws 2,000 resamples
@given(GAMES)
def test_who_is_named_first_is_nothing(made: list[Game]) -> None:
    turned = [
        Game(story=game.story, first=game.second, second=game.first, result=1 - game.result)
        for game in made
    ]
    assert values(made) == pytest.approx(values(turned), abs=1e-6)
