"""What the statistics promise, kept on runs whose truth is known; seeds are fixed.

The larger figures: `python -m tests.benchmarks.statistics`.
"""

import pytest

from tests.evals.statistics import measured
from tests.evals.statistics.simulated import NORMAL, SHAPES, SKEWED, STRETCHED, YES, Shape

STORIES = 30
REPEATS = 200


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_identical_variants_are_called_worse_in_at_most_5_percent(shape: Shape) -> None:
    _, worse = measured.false_alarms(shape, STORIES, REPEATS)
    assert worse <= 0.05


def test_under_eight_scorers_any_false_alarm_is_in_at_most_5_percent() -> None:
    assert measured.false_alarms_together(8, STORIES, REPEATS) <= 0.05


def test_without_holm_eight_scorers_would_alarm() -> None:
    """What the correction is for: some 2.5 % each, eight times."""
    assert measured.false_alarms_together(8, STORIES, REPEATS, adjust=list) > 0.1


@pytest.mark.parametrize("shape", [*SHAPES, STRETCHED], ids=lambda shape: shape.name)
def test_the_interval_of_a_difference_holds_the_truth(shape: Shape) -> None:
    assert 0.92 <= measured.coverage(shape, STORIES, REPEATS) <= 0.98


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_interval_of_a_mean_holds_the_truth(shape: Shape) -> None:
    assert 0.92 <= measured.coverage_of_mean(shape, STORIES, 1000) <= 0.98


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_smallest_difference_that_is_claimed_is_seen(shape: Shape) -> None:
    assert measured.power(shape, STORIES, REPEATS) >= 0.75


@pytest.mark.parametrize("shape", [NORMAL, YES, SKEWED], ids=lambda shape: shape.name)
def test_taking_cases_of_one_story_for_independent_alarms_far_more_often(shape: Shape) -> None:
    clustered, _ = measured.false_alarms(shape, STORIES, REPEATS)
    assert measured.unclustered_alarms(shape, STORIES, REPEATS) > 2 * clustered


def test_few_stories_make_the_plain_percentile_interval_too_narrow() -> None:
    plain = measured.percentile_coverage(STRETCHED, 10, REPEATS)
    assert plain < 0.9
    assert plain + 0.04 < measured.coverage(STRETCHED, 10, REPEATS)
