from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.statistics.comparing import compare
from evals.statistics.difference import Difference, Pair

EIGHTHS = st.integers(-80, 80).map(lambda number: number / 8)
PAIRS = st.lists(
    st.tuples(st.sampled_from([f"story-{n}" for n in range(20)]), EIGHTHS, EIGHTHS), max_size=60
).map(lambda rows: pairs(*rows))


def pairs(*rows: tuple[str, float, float]) -> list[Pair]:
    return [
        Pair(story=story, case=f"case-{number}", baseline=baseline, candidate=candidate)
        for number, (story, baseline, candidate) in enumerate(rows)
    ]


def swapped(given_pairs: list[Pair]) -> list[Pair]:
    return [
        pair.model_copy(update={"baseline": pair.candidate, "candidate": pair.baseline})
        for pair in given_pairs
    ]


def figures(found: Difference) -> list[float | None]:
    return [found.mean, found.low, found.high, found.p, found.smallest, found.needed]


def approximately(found: list[float | None]) -> list[object]:
    return [None if f is None else pytest.approx(f, rel=1e-6, abs=1e-9) for f in found]


def lost(number: int, of: int) -> list[Pair]:
    return pairs(*((f"story-{n}", 1.0, float(n >= number)) for n in range(of)))


def test_a_comparison_worked_by_hand() -> None:
    """Differences 1, 1, 0 of two stories: mean 2/3, p 1 since the one story differs either way."""
    found = compare(pairs(("a", 1, 2), ("a", 2, 3), ("b", 3, 3)), missing=4, margin=0.1)
    assert (3, 2, 4) == (found.n, found.stories, found.missing)
    assert approximately([2.0, 8 / 3, 2 / 3]) == [found.baseline, found.candidate, found.mean]
    assert 1.0 == found.p


def test_nothing_compared_is_null() -> None:
    found = compare([], missing=3, margin=0.1)
    assert (0, 0, 3) == (found.n, found.stories, found.missing)
    assert [None] * 8 == [found.baseline, found.candidate, *figures(found)]


def test_of_one_story_only_the_means_are_told() -> None:
    found = compare(pairs(("a", 1, 2), ("a", 1, 3)), margin=0.1)
    assert [1.5, None, None, None, None, None] == figures(found)


@pytest.mark.parametrize("yes", [True, False])
def test_without_any_difference_the_interval_is_0_and_p_is_1(yes: bool) -> None:  # noqa: FBT001 - a parameter
    found = compare(lost(0, 32), margin=0.05, yes=yes)
    assert [0.0, 0.0, 0.0, 1.0] == figures(found)[:4]


def test_zeros_and_ones_that_never_differ_tell_what_could_have_been_seen() -> None:
    found = compare(lost(0, 32), margin=0.05, yes=True)
    assert found.smallest is not None
    assert found.needed is not None
    assert 6 / 32 < found.smallest < 10 / 32
    assert 200 < found.needed < 300


@pytest.mark.parametrize(("expected", "number"), [(2 / 32, 5), (2 / 64, 6), (2 / 128, 7)])
def test_zeros_and_ones_are_judged_by_mcnemars_exact_test(expected: float, number: int) -> None:
    assert expected == pytest.approx(compare(lost(number, 32), margin=0.05, yes=True).p)


def test_a_difference_of_zeros_and_ones_is_not_beyond_1() -> None:
    assert -1.0 == compare(lost(2, 3), margin=0.05, yes=True).low
    assert -1.0 > (compare(lost(2, 3), margin=0.05).low or 0)


def test_a_loss_that_is_not_possible_is_not_the_smallest_that_could_be_seen() -> None:
    """Six stories with answers of chance: only all of them together would be seen."""
    chance = pairs(*((f"story-{n}", float(n % 2), float(n % 3 == 0)) for n in range(6)))
    assert compare(chance, margin=0.05, yes=True).smallest is None


def test_repeats_of_a_case_make_nothing_more_certain() -> None:
    rows = [(f"story-{n}", 0.0, n / 10 - 0.5) for n in range(14)]
    once, thrice = compare(pairs(*rows), margin=0.1), compare(pairs(*rows * 3), margin=0.1)
    assert approximately(figures(once)[:4]) == figures(thrice)[:4]


@settings(deadline=None)  # the first of a size draws its resamples
@given(PAIRS)
def test_swapping_the_two_flips_the_sign(made: list[Pair]) -> None:
    found, back = compare(made, margin=0.5), compare(swapped(made), margin=0.5)
    mirrored = [None if f is None else -f for f in (back.mean, back.high, back.low)]
    assert approximately([*mirrored, back.p, back.smallest, back.needed]) == figures(found)


@settings(deadline=None)  # the first of a size draws its resamples
@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_is_nothing(made: list[Pair], random: Random) -> None:
    shuffled = random.sample(made, len(made))
    assert figures(compare(made, margin=0.5)) == figures(compare(shuffled, margin=0.5))


@settings(deadline=None)  # the first of a size draws its resamples
@given(PAIRS, st.integers(-1000, 1000))
def test_adding_to_both_changes_nothing(made: list[Pair], by: int) -> None:
    moved = [
        p.model_copy(update={"baseline": p.baseline + by, "candidate": p.candidate + by})
        for p in made
    ]
    found = compare(moved, margin=0.5)
    assert approximately(figures(compare(made, margin=0.5))) == figures(found)


@settings(deadline=None)  # the first of a size draws its resamples
@given(PAIRS)
def test_the_interval_holds_the_mean(made: list[Pair]) -> None:
    found = compare(made, margin=0.5)
    if found.low is not None and found.high is not None and found.mean is not None:
        assert found.low <= found.mean <= found.high
    assert (found.low is None) == (found.stories < 2)
