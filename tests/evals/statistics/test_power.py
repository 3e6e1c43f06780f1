import numpy as np
import pytest

from evals.statistics.clusters import clusters
from evals.statistics.power import Spread, needed, smallest, spread_of
from evals.statistics.student import t_quantile

EVEN = Spread(variance=0.25, still=0.0, jump=1.0, cases=1.0)
"""A standard deviation of 0.5, no pair without a difference."""


def test_a_tenth_of_a_scale_needs_the_known_196_cases_and_two_for_the_t() -> None:
    """The normal formula: (2.8016 * 0.5 / 0.1) squared is 196.2; the t asks for 1.96 ** 2 / 2."""
    assert 199 == needed(EVEN, 0.1)


def test_what_is_needed_is_just_what_shows_the_margin() -> None:
    stories = needed(EVEN, 0.2)
    assert stories is not None
    now, fewer = smallest(EVEN, stories), smallest(EVEN, stories - 1)
    assert now is not None
    assert fewer is not None
    assert now <= 0.2 < fewer


def test_the_smallest_is_so_many_standard_errors() -> None:
    expected = (t_quantile(0.975, 24) + t_quantile(0.8, 24)) * 0.5 / 5
    assert expected == pytest.approx(smallest(EVEN, 25))


def test_fewer_than_six_stories_can_show_nothing() -> None:
    assert smallest(EVEN, 5) is None
    assert smallest(EVEN, 6) is not None


def test_without_a_margin_nothing_is_needed() -> None:
    assert needed(EVEN, 0.0) is None


def test_however_wide_the_margin_six_stories_are_needed() -> None:
    assert 6 == needed(EVEN, 100.0)


def test_ties_that_would_have_to_jump_make_the_smallest_larger() -> None:
    still = Spread(variance=0.25, still=0.75, jump=1.0, cases=1.0)
    one, other = smallest(EVEN, 30), smallest(still, 30)
    assert one is not None
    assert other is not None
    assert 1.3 * one < other


def test_zeros_and_ones_without_a_difference_could_still_have_shown_one() -> None:
    """Eleven of 40 lost would mostly be seen; three would never be."""
    data = clusters([0.0] * 40, [str(number) for number in range(40)])
    spread = spread_of(data, np.zeros(40), yes=True)
    assert spread is not None
    found = smallest(spread, 40)
    assert found is not None
    assert 6 / 40 < found < 11 / 40


def test_a_story_of_several_cases_differs_sooner() -> None:
    """Eight stories of which six must differ: one case in four of each is enough for that."""
    of_one, of_four = (Spread(0.0, 1.0, 1.0, cases, yes=True) for cases in (1.0, 4.0))
    one, four = smallest(of_one, 8), smallest(of_four, 8)
    assert one is not None
    assert four is not None
    assert four < 0.5
    assert one > 0.8


def test_of_other_values_without_a_difference_nothing_is_known() -> None:
    data = clusters([0.0] * 40, [str(number) for number in range(40)])
    assert spread_of(data, np.zeros(40), yes=False) is None


def test_the_spread_is_told_by_pairs_and_stories() -> None:
    """Two of four pairs differ, by 1 and 3: those jumps weigh (1 + 9) / 4 = 2.5."""
    differences = np.array([0.0, 1.0, 0.0, -3.0])
    spread = spread_of(clusters(differences, ["a", "a", "b", "b"]), differences, yes=False)
    assert spread is not None
    assert (0.5, 2.5, 2.0) == (spread.still, spread.jump, spread.cases)
