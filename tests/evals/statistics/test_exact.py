from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics.exact import sign_flips


@pytest.mark.parametrize(
    ("expected", "sums"),
    [
        (1.0, []),
        (1.0, [0, 0, 0]),
        (1.0, [3]),
        (2 / 32, [1, 1, 1, 1, 1]),
        (2 / 64, [1, 1, 1, 1, 1, 1]),
        (2 / 8, [1, 2, 4]),
        (4 / 8, [-1, 2, 4]),
        (1.0, [1, 2, -3]),
        (2 / 8, [0.1, 0.2, 0.3]),
        (1.0, [0.1, 0.2, -0.3]),
        (2 / 64, [0.1, 0.0, 0.1, 0.1, 0.1, 0.1, 0.1]),
    ],
)
def test_p_is_the_share_of_signs_that_go_as_far(expected: float, sums: list[float]) -> None:
    assert expected == pytest.approx(sign_flips(np.array(sums, dtype=float)))


@pytest.mark.parametrize(("lost", "won"), [(9, 1), (12, 3), (40, 20), (5, 5)])
def test_with_ones_it_is_mcnemars_exact_test(lost: int, won: int) -> None:
    number = lost + won
    tail = sum(comb(number, k) for k in range(min(lost, won) + 1)) / 2**number
    sums = np.array([-1.0] * lost + [1.0] * won + [0.0] * 30)
    assert min(1.0, 2 * tail) == pytest.approx(sign_flips(sums))


def test_it_speaks_for_the_side_of_the_mean_not_for_the_more_stories() -> None:
    """Nine stories lost one case, three won five: signs say 9 to 3 against what the mean says."""
    assert 0.4 < sign_flips(np.array([-1.0] * 9 + [5.0] * 3))


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=12))
def test_counting_and_going_through_all_ways_agree(sums: list[int]) -> None:
    whole = np.array(sums, dtype=float)
    assert sign_flips(whole) == pytest.approx(sign_flips(whole * 0.37))


def test_drawing_comes_near_to_counting() -> None:
    whole = np.array([3, -1, 2, 2, -2, 1, 4, -3, 2, 1, -1, 2, 2, 1, -4, 3, 1, 2.0])
    assert sign_flips(whole) == pytest.approx(sign_flips(whole * 0.37), abs=0.015)


def test_drawing_never_finds_nothing() -> None:
    assert 1 / 10_001 == pytest.approx(sign_flips(np.linspace(1.1, 1.9, 40)))


def test_another_seed_draws_others() -> None:
    sums = np.linspace(-1.03, 1.9, 25)
    assert sign_flips(sums, seed=1) != sign_flips(sums, seed=2)
    assert sign_flips(sums, seed=1) == sign_flips(sums, seed=1)
