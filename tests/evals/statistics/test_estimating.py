import pytest

from evals.statistics.difference import Estimate
from evals.statistics.estimating import estimate
from evals.statistics.student import t_quantile


def ends(found: Estimate) -> tuple[float, float]:
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_what_could_not_be_scored_is_counted() -> None:
    found = estimate([0.5, None, 0.7, None], list("abcd"))
    assert (2, 2, 2) == (found.n, found.stories, found.missing)
    assert 0.6 == pytest.approx(found.mean)


def test_nothing_scored_is_null() -> None:
    expected = Estimate(n=0, stories=0, missing=2, mean=None, low=None, high=None)
    assert expected == estimate([None, None], ["a", "b"])


def test_one_story_has_a_mean_and_no_interval() -> None:
    expected = Estimate(n=3, stories=1, missing=0, mean=2.0, low=None, high=None)
    assert expected == estimate([1, 2, 3], ["a", "a", "a"])


def test_the_interval_holds_the_mean_and_is_about_students() -> None:
    found = estimate([10 + number for number in range(20)], [str(n) for n in range(20)])
    low, high = ends(found)
    error = (35 / 20) ** 0.5  # the variance of 20 numbers in a row is 35
    assert t_quantile(0.975, 19) * error == pytest.approx((high - low) / 2, rel=0.1)


def test_zeros_and_ones_have_the_interval_of_a_share() -> None:
    low, high = ends(estimate([1] * 20, [str(number) for number in range(20)]))
    assert 0.82 == pytest.approx(low, abs=0.001)
    assert high == 1


def test_a_mean_of_shares_stays_between_0_and_1() -> None:
    assert (0.0, 1.0) == ends(estimate([0.0, 0.9, 1.0], list("abc")))


def test_counts_do_not_fall_below_0_and_may_rise_above_1() -> None:
    low, high = ends(estimate([0, 0, 3], list("abc")))
    assert low == 0
    assert high > 3


def test_cases_of_one_story_are_not_independent() -> None:
    values = [0.1, 0.2, 0.6, 0.9] * 5
    together = ends(estimate(values, list("abcd") * 5))
    alone = ends(estimate(values, [str(number) for number in range(20)]))
    assert 2 * (alone[1] - alone[0]) < together[1] - together[0]


def test_a_story_is_named_for_each_value() -> None:
    with pytest.raises(ValueError, match="zip"):
        estimate([1.0, 2.0], ["a"])
