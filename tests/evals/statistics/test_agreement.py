from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest

from evals.statistics.agreement import (
    balanced_accuracy,
    clustered,
    cohen_kappa,
    krippendorff_alpha,
    pearson,
    precision,
    recall,
    spearman,
)

TRUTH = [True] * 6 + [False] * 4
SAID = [True] * 4 + [False] * 5 + [True]
"""Of six that are true four are found; of four that are not, one is an alarm."""


def test_the_table_worked_by_hand() -> None:
    assert 4 / 6 == pytest.approx(recall(TRUTH, SAID))
    assert 4 / 5 == pytest.approx(precision(TRUTH, SAID))
    assert (4 / 6 + 3 / 4) / 2 == pytest.approx(balanced_accuracy(TRUTH, SAID))


def test_kappa_worked_by_hand() -> None:
    """Seven of ten alike; by chance 0.6 * 0.5 + 0.4 * 0.5."""
    assert (0.7 - 0.5) / (1 - 0.5) == pytest.approx(cohen_kappa(TRUTH, SAID))


def test_kappa_takes_any_labels() -> None:
    assert 1.0 == cohen_kappa(["better", "tie", "worse"], ["better", "tie", "worse"])


@pytest.mark.parametrize(
    "found",
    [
        recall([False], [True]),
        precision([True], [False]),
        balanced_accuracy([True, True], [True, False]),
        balanced_accuracy([], []),
        cohen_kappa([1, 1], [1, 1]),
        cohen_kappa([], []),
        krippendorff_alpha([[1, 1], [1, 1]]),
        krippendorff_alpha([[1, None], [None, 2]]),
        krippendorff_alpha([[None, None]]),
        pearson([1, 1], [1, 2]),
        pearson([1], [2]),
        spearman([], []),
    ],
)
def test_where_a_measure_says_nothing_it_is_null(found: float | None) -> None:
    assert found is None


def test_alpha_of_two_raters_worked_by_hand() -> None:
    """1-1, 1-2, 2-2: coincidences 2, 1, 1, 2; seen 2 apart, by chance 2 * 3 * 3 / 5."""
    assert 1 - 2 / (18 / 5) == pytest.approx(krippendorff_alpha([[1, 1], [1, 2], [2, 2]]))


def test_alpha_with_missing_ratings_worked_by_hand() -> None:
    """1-1-2 gives half of each of its six pairs, 2-2 its two; one rating alone gives nothing.

    Coincidences 1, 1, 1, 2 of five ratings: seen 2 apart, by chance 2 * 2 * 3 / 4.
    """
    ratings: list[list[float | None]] = [[1, 1, 2], [2, None, 2], [None, 1, None]]
    assert 1 - 2 / 3 == pytest.approx(krippendorff_alpha(ratings))


def test_ordinal_alpha_worked_by_hand() -> None:
    """1-1, 1-2, 2-3, 3-3: three ratings of 1, two of 2, three of 3.

    Neighbours lie (3 + 2 - 5 / 2) squared = 6.25 apart, the ends (8 - 3) squared = 25. Seen: four
    times 6.25. By chance: (4 * 3 * 2 * 6.25 + 2 * 9 * 25) / 7 = 600 / 7.
    """
    ratings = [[1, 1], [1, 2], [2, 3], [3, 3]]
    assert 1 - 25 / (600 / 7) == pytest.approx(krippendorff_alpha(ratings, ordinal=True))


def test_ordinal_alpha_forgives_neighbours() -> None:
    near = [[1, 2], [2, 3], [3, 4], [4, 5], [5, 4], [1, 1], [5, 5]]
    nominal, ordinal = krippendorff_alpha(near), krippendorff_alpha(near, ordinal=True)
    assert nominal is not None
    assert ordinal is not None
    assert nominal < 0.3
    assert ordinal > 0.7


def test_raters_who_toss_coins_have_an_alpha_of_nothing() -> None:
    tosses = np.random.default_rng(5).integers(0, 2, (2000, 3))
    assert 0.0 == pytest.approx(krippendorff_alpha(tosses), abs=0.04)


def test_correlations_worked_by_hand() -> None:
    """Ranks 1, 2.5, 2.5, 4 against 1 to 4: products sum to 4.5, squares to 4.5 and 5."""
    assert 4.5 / (4.5 * 5) ** 0.5 == pytest.approx(spearman([10, 20, 20, 90], [1, 2, 3, 4]))
    assert 1.0 == pytest.approx(pearson([1, 2, 3], [10, 20, 30]))
    assert -1.0 == pytest.approx(spearman([1, 2, 3], [9, 1, 0]))


def test_the_interval_is_by_story() -> None:
    """The same items, once of 40 articles and once of 8 whose items are alike."""
    truth, said = TRUTH * 4, [*SAID] * 4
    alone = clustered(balanced_accuracy, truth, said, stories=[str(n) for n in range(40)])
    together = clustered(balanced_accuracy, truth, said, stories=_alike(truth, said))
    assert (40, 40, 8) == (alone.n, alone.stories, together.stories)
    assert alone.value == together.value
    assert alone.low is not None
    assert alone.high is not None
    assert together.low is not None
    assert together.high is not None
    assert 1.3 * (alone.high - alone.low) < together.high - together.low


def _alike(truth: Sequence[bool], said: Sequence[bool]) -> list[str]:
    seen: dict[tuple[bool, bool], int] = {}
    names = []
    for row in zip(truth, said, strict=True):
        seen[row] = seen.get(row, 0) + 1
        names.append(f"{row} {seen[row] % 2}")
    return names


def test_ratings_with_gaps_have_an_interval_too() -> None:
    rows: list[list[float | None]] = [[1, 2, None], [3, 3, 3], [5, 4, 5], [None, 1, 1]] * 5
    measure = partial(krippendorff_alpha, ordinal=True)
    found = clustered(measure, rows, stories=[str(n) for n in range(20)])
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0.5 < found.low < found.value < found.high <= 1


def test_one_story_has_no_interval() -> None:
    found = clustered(recall, TRUTH, SAID, stories=["one"] * 10)
    assert (4 / 6, None, None) == (found.value, found.low, found.high)


def test_where_most_resamples_say_nothing_there_is_no_interval() -> None:
    """One story of twelve has all that is true: 35 % of resamples lack it, 13 of 20 have it."""
    stories = [str(number) for number in range(12)]
    one = clustered(recall, [True] + [False] * 11, [True] * 12, stories=stories)
    assert one.low is not None
    none = clustered(_said_once, [True] + [False] * 11, stories=stories)
    assert (1.0, None, None) == (none.value, none.low, none.high)


def _said_once(column: Sequence[bool]) -> float | None:
    return 1.0 if sum(column) == 1 and not any(column[1:]) else None
