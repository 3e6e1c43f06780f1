import numpy as np
import pytest

from evals.statistics.clusters import clusters
from evals.statistics.resampling import (
    draws,
    expanded_interval,
    mean_interval,
    share_interval,
)
from evals.statistics.student import t_quantile


def test_each_draw_has_as_many_stories_as_there_are() -> None:
    assert {7.0} == set(draws(7, times=50).sum(axis=1).tolist())


def test_the_same_seed_draws_the_same() -> None:
    assert np.array_equal(draws(9, 20, 3), draws(9, 20, 3).copy())
    assert not np.array_equal(draws(9, 20, 3), draws(9, 20, 4))


def test_shared_draws_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        draws(4, times=10)[0, 0] = 1.0


def test_the_interval_of_few_stories_is_no_narrower_than_students() -> None:
    data = clusters([1, 2, 4, 8, 16], list("abcde"))
    low, high = mean_interval(data)
    assert t_quantile(0.975, 4) * data.error <= (high - low) / 2
    assert data.mean == pytest.approx((low + high) / 2)


def test_the_interval_is_at_most_twice_students_where_resamples_have_no_spread() -> None:
    data = clusters([0, 0, 0, 0, 1], list("abcde"))
    low, high = mean_interval(data)
    assert 2 * t_quantile(0.975, 4) * data.error == pytest.approx((high - low) / 2)


def test_the_interval_of_many_alike_is_students() -> None:
    values = np.random.default_rng(1).uniform(size=300)
    data = clusters(values, [str(number) for number in range(300)])
    low, high = mean_interval(data)
    assert 1.97 * data.error == pytest.approx((high - low) / 2, rel=0.06)


def test_values_that_are_all_the_same_have_no_width() -> None:
    assert (0.0, 0.0) == mean_interval(clusters([0, 0, 0], list("abc")))


def test_twenty_of_twenty_is_not_certainty() -> None:
    """Wilson's lower end of all of n is n / (n + t squared); t of 19 is 2.0930."""
    low, high = share_interval(clusters([1] * 20, [str(number) for number in range(20)]))
    assert 20 / (20 + 2.0930**2) == pytest.approx(low, abs=1e-4)
    assert high == 1


def test_alike_within_stories_counts_as_one_value_each() -> None:
    single = share_interval(clusters([1] * 4, list("abcd")))
    many = share_interval(clusters([1] * 40, list("abcd") * 10))
    assert single == pytest.approx(many)


def test_a_share_is_wilsons_when_each_case_is_its_own_story() -> None:
    """30 of 100 with t of 1.984: worked out by hand as 0.218 to 0.397."""
    data = clusters([1] * 30 + [0] * 70, [str(number) for number in range(100)])
    assert (0.218, 0.397) == pytest.approx(share_interval(data), abs=1.5e-3)


def test_tails_of_few_stories_lie_farther_out_than_percentiles() -> None:
    """Five stories: normal probability of -2.776 times the root of 5/4 is 0.00095."""
    values = np.linspace(0, 1, 100_001)
    assert (0.00095, 0.99905) == pytest.approx(expanded_interval(values, 5), abs=2e-5)


def test_resamples_that_say_nothing_are_left_out() -> None:
    values = np.array([0.5, np.nan, 0.5])
    assert (0.5, 0.5) == expanded_interval(values, 5)
