import numpy as np
import pytest

from evals.statistics.length import LengthControlled, SizedGame, length_controlled, longer_wins


def game(number: int, result: float, words: int, other: int) -> SizedGame:
    return SizedGame(
        story=f"story-{number}",
        first="a",
        second="b",
        result=result,
        first_words=words,
        second_words=other,
    )


def judged(pull: float, better: float, number: int = 200) -> list[SizedGame]:
    """Variant a is longer by 60 words in the mean, and better by so much in log odds."""
    generator = np.random.default_rng(11)
    words = generator.integers(100, 300, (number, 2)) + np.array([60, 0])
    odds = better + pull * np.tanh((words[:, 0] - words[:, 1]) / 100)
    won = generator.random(number) < 1 / (1 + np.exp(-odds))
    return [
        game(place, float(won[place]), int(words[place, 0]), int(words[place, 1]))
        for place in range(number)
    ]


def told(found: LengthControlled) -> tuple[float, float, float, float]:
    assert found.equal is not None
    assert found.low is not None
    assert found.high is not None
    assert found.raw.mean is not None
    return found.raw.mean, found.low, found.equal, found.high


def test_drafts_of_one_length_win_what_they_won() -> None:
    """30 of 40: odds of 3 to 1, held back a little by the ridge."""
    found = length_controlled([game(n, float(n < 30), 100, 100) for n in range(40)], of="a")
    raw, low, equal, high = told(found)
    assert 0.75 == raw
    assert 0.75 == pytest.approx(equal, abs=0.01)
    assert 0.55 < low < 0.65
    assert 0.85 < high < 0.92


def test_a_variant_that_is_only_longer_wins_half_at_equal_length() -> None:
    raw, low, equal, high = told(length_controlled(judged(pull=2.0, better=0.0), of="a"))
    assert raw > 0.6
    assert 0.5 == pytest.approx(equal, abs=0.08)
    assert low < 0.5 < high


def test_a_variant_that_is_better_stays_so() -> None:
    raw, low, equal, _ = told(length_controlled(judged(pull=1.0, better=1.0), of="a"))
    assert 0.5 < low < equal < raw


def test_the_pull_of_length_is_found() -> None:
    found = length_controlled(judged(pull=2.0, better=0.0), of="a", scale=100)
    assert found.pull == pytest.approx(2.0, abs=0.6)
    assert found.words == pytest.approx(60, abs=12)


def test_both_sides_are_told_alike() -> None:
    made = judged(pull=1.0, better=0.5, number=60)
    one, other = length_controlled(made, of="a"), length_controlled(made, of="b")
    assert one.words == pytest.approx(-(other.words or 0))
    assert one.pull == pytest.approx(other.pull)
    (raw, low, equal, high), mirrored = told(one), told(other)
    assert (1 - raw, 1 - high, 1 - equal, 1 - low) == pytest.approx(mirrored)


def test_always_longer_and_always_winning_tells_little() -> None:
    raw, low, equal, high = told(
        length_controlled([game(n, 1, 300, 100) for n in range(30)], of="a")
    )
    assert 1.0 == raw
    assert equal < 0.97
    assert low < 0.5 < high


def test_games_of_others_are_left_out() -> None:
    made = judged(pull=1.0, better=0.5, number=40)
    others = [one.model_copy(update={"first": "c"}) for one in made]
    assert length_controlled(made, of="a") == length_controlled(made + others, of="a")


def test_without_games_nothing_is_told() -> None:
    found = length_controlled([], of="a")
    assert (None, None, None, None) == (found.equal, found.low, found.pull, found.words)


def test_one_story_has_no_interval() -> None:
    found = length_controlled([game(1, 1, 120, 100)], of="a")
    assert (None, None) == (found.low, found.high)


def test_the_longer_draft_wins_worked_by_hand() -> None:
    """Three longer ones win, one loses; the tie and the pair of one length are not counted."""
    made = [
        game(1, 1, 200, 100),
        game(2, 0, 100, 200),
        game(3, 1, 150, 100),
        game(4, 0, 150, 100),
        game(5, 0.5, 150, 100),
        game(6, 1, 100, 100),
    ]
    found = longer_wins(made)
    assert (0.75, 4, 2) == (found.mean, found.n, found.missing)
