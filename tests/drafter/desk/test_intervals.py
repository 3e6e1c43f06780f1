"""Intervals against published values, and against what was worked out by hand."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drafter.desk.intervals import clustered, t_quantile, wilson


@pytest.mark.parametrize(
    ("happened", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(
    happened: int, trials: int, low: float, high: float
) -> None:
    assert pytest.approx((low, high), abs=0.00005) == wilson(happened, trials)


def test_of_no_trials_nothing_is_known() -> None:
    assert (None, None) == wilson(0, 0)


@given(some.integers(1, 200).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    happened, trials = counts
    low, high = wilson(happened, trials)
    assert low is not None
    assert high is not None
    assert 0 <= low <= happened / trials + 1e-12
    assert happened / trials - 1e-12 <= high <= 1


@pytest.mark.parametrize(("freedom", "table"), [(4, 2.776), (5, 2.571), (9, 2.262), (30, 2.042)])
def test_students_t_is_that_of_the_tables(freedom: int, table: float) -> None:
    assert pytest.approx(table, abs=0.01) == t_quantile(freedom)


def test_the_interval_of_clusters_is_worked_out_by_hand() -> None:
    """Kept 4, 3, 2, 4, 2 of 5 each: 15 of 25, residuals 1, 0, -1, 1, -1; 4 degrees of freedom."""
    half = 2.776 * sqrt(4 * 5 / 4) / 25
    expected = pytest.approx((0.6 - half, 0.6 + half), abs=0.001)
    assert expected == clustered([4, 3, 2, 4, 2], [5] * 5)


def test_the_spread_of_few_clusters_or_of_none_is_not_told() -> None:
    assert (None, None) == clustered([4, 3, 2, 4], [5] * 4)
    assert (None, None) == clustered([5] * 9, [5] * 9)
    assert (None, None) == clustered([4, 3, 2, 4, 0], [5, 5, 5, 5, 0])


def test_the_interval_of_clusters_stays_between_0_and_1() -> None:
    assert (0.0, 1.0) == clustered([1, 0, 1, 0, 1], [1] * 5)
