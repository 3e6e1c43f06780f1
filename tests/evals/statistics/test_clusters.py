import pytest

from evals.statistics.clusters import clusters


def test_values_are_summed_by_story_in_the_order_of_names() -> None:
    data = clusters([1, 2, 3], ["b", "a", "b"])
    assert ([2, 4], [1, 2]) == (data.sums.tolist(), data.sizes.tolist())


def test_each_case_weighs_the_same() -> None:
    assert 2 / 3 == clusters([1, 1, 0], ["a", "a", "b"]).mean


def test_the_error_is_of_stories_worked_by_hand() -> None:
    """Mean 2/3; residuals 2/3 and -2/3; their squares, twice for two stories, 16/9; 4/3 / 3."""
    assert 4 / 9 == pytest.approx(clusters([1, 1, 0], ["a", "a", "b"]).error)


def test_with_one_case_a_story_it_is_the_usual_standard_error() -> None:
    """Squares around 2.5 sum to 5; by 3 is the variance, by 4 that of the mean."""
    assert (5 / 12) ** 0.5 == pytest.approx(clusters([1, 2, 3, 4], list("abcd")).error)


def test_repeating_every_case_makes_nothing_more_certain() -> None:
    once = clusters([1, 2, 3, 4], list("abcd"))
    thrice = clusters([1, 2, 3, 4] * 3, list("abcd") * 3)
    assert once.error == pytest.approx(thrice.error)
