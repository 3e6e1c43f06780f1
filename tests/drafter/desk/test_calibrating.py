"""Calibration and the Brier score, against an example that was worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drafter.desk.calibrating import RANGES, calibration, probability
from drafter.desk.intervals import wilson
from schemas.desk_scenarios import Calibration, LikelihoodHeld, Resolution, Standing
from schemas.sections import Confidence, Likelihood
from tests.drafter.desk.scenarios import DID_NOT, HAPPENED, OPEN, an_outcome, outcomes

LIKELY, UNLIKELY, EVEN = Likelihood.LIKELY, Likelihood.UNLIKELY, Likelihood.ROUGHLY_EVEN


def of(made: Calibration, word: Likelihood) -> LikelihoodHeld:
    [found] = [one for one in made.likelihoods if one.likelihood is word]
    return found


def test_the_probability_of_a_word_is_the_middle_of_its_range() -> None:
    assert [0.03, 0.125, 0.325, 0.5, 0.675, 0.875, 0.97] == [probability(w) for w in Likelihood]


def test_each_range_ends_where_the_next_begins() -> None:
    edges = [RANGES[word] for word in Likelihood]
    assert [high for _, high in edges[:-1]] == [low for low, _ in edges[1:]]


def test_the_example_worked_out_by_hand() -> None:
    """Four forecasts: likely and it happened (twice), likely and it did not, unlikely and it did.

    (0.675 - 1)² = 0.105625, twice; 0.675² = 0.455625; (0.325 - 1)² = 0.455625: together 1.1225, a
    quarter of it 0.280625. The base rate is 3/4: 0.75 x 0.25 = 0.1875.
    """
    made = calibration(
        [
            an_outcome(HAPPENED, draft_id="a"),
            an_outcome(HAPPENED, draft_id="a"),
            an_outcome(DID_NOT, draft_id="b"),
            an_outcome(HAPPENED, UNLIKELY, draft_id="b"),
            an_outcome(HAPPENED, None, draft_id="c"),
            an_outcome(OPEN, draft_id="c"),
        ]
    )
    brier = made.brier
    assert (4, 2) == (brier.forecasts, brier.drafts)
    assert pytest.approx((0.280625, 0.75, 0.1875)) == (
        brier.score,
        brier.base_rate,
        brier.base_rate_score,
    )
    assert pytest.approx(1 - 0.280625 / 0.1875) == brier.skill
    assert (None, None) == (brier.low, brier.high)
    assert (6, 1, 1) == (made.recorded, made.open, made.unweighed)
    assert (5, 4, 3, 0.8) == (
        made.overall.forecasts,
        made.overall.happened,
        made.overall.drafts,
        made.overall.share,
    )
    likely = of(made, LIKELY)
    assert (3, 2, 2 / 3, 0.55, 0.80) == (
        likely.forecasts,
        likely.happened,
        likely.share,
        likely.range_low,
        likely.range_high,
    )
    assert wilson(2, 3) == (likely.low, likely.high)


@pytest.mark.parametrize(
    ("word", "happened", "did_not", "expected"),
    [
        (LIKELY, 7, 3, Standing.INSIDE),
        (LIKELY, 6, 3, Standing.TOO_FEW),  # nine
        (LIKELY, 5, 5, Standing.TOO_FEW),  # off the range, and the interval reaches it
        (LIKELY, 20, 80, Standing.BELOW),
        (UNLIKELY, 9, 1, Standing.ABOVE),
        (UNLIKELY, 9, 0, Standing.TOO_FEW),
        (Likelihood.ALMOST_CERTAIN, 10, 0, Standing.TOO_FEW),
        (Likelihood.ALMOST_NO_CHANCE, 0, 100, Standing.TOO_FEW),
        (EVEN, 50, 50, Standing.INSIDE),
    ],
)
def test_a_word_stands_inside_its_range_or_off_it_or_there_are_too_few(
    word: Likelihood, happened: int, did_not: int, expected: Standing
) -> None:
    assert expected is of(calibration(outcomes(word, happened, did_not)), word).standing


def test_without_a_word_every_likelihood_is_there_and_nothing_is_told() -> None:
    made = calibration([])
    assert list(Likelihood) == [one.likelihood for one in made.likelihoods]
    assert list(Confidence) == [one.confidence for one in made.confidences]
    assert {(0, None, Standing.TOO_FEW)} == {
        (one.forecasts, one.share, one.standing) for one in made.likelihoods
    }
    brier = made.brier
    assert (0, None, None, None) == (brier.forecasts, brier.score, brier.base_rate, brier.skill)


def test_words_of_confidence_count_what_nobody_weighed_too() -> None:
    made = calibration(
        [
            an_outcome(HAPPENED, None, confidence=Confidence.REPORTED),
            an_outcome(DID_NOT, LIKELY, confidence=Confidence.REPORTED),
            an_outcome(DID_NOT, None, confidence=Confidence.SUGGESTED),
            an_outcome(OPEN, None, confidence=Confidence.SUGGESTED),
        ]
    )
    told = {one.confidence: (one.forecasts, one.happened, one.share) for one in made.confidences}
    assert {
        Confidence.REPORTED: (2, 1, 0.5),
        Confidence.ASSESSED: (0, 0, None),
        Confidence.SUGGESTED: (1, 0, 0.0),
    } == told


def test_where_all_happened_there_is_no_skill_to_tell() -> None:
    brier = calibration(outcomes(LIKELY, 3, 0)).brier
    assert (1.0, 0.0, None) == (brier.base_rate, brier.base_rate_score, brier.skill)


def test_the_scores_interval_takes_each_draft_as_one_observation() -> None:
    """Losses of 0.105625 (six) and 0.455625 (four): of ten drafts, or of two."""
    apart = outcomes(LIKELY, 6, 4)
    two = [one.model_copy(update={"draft_id": f"drf-{n % 2}"}) for n, one in enumerate(apart)]
    brier = calibration(apart).brier
    half = 2.262 * (0.35**2 * 2.4 * 10 / 9) ** 0.5 / 10  # 6 x 0.4² + 4 x 0.6² = 2.4
    assert pytest.approx((0.245625 - half, 0.245625 + half), abs=0.001) == (brier.low, brier.high)
    together = calibration(two).brier
    assert (brier.score, None, None) == (together.score, together.low, together.high)


FATES = some.lists(
    some.tuples(some.sampled_from(Resolution), some.sampled_from([None, *Likelihood])), max_size=40
)


@given(FATES)
def test_the_counts_add_up_and_what_is_open_is_never_scored(
    fates: list[tuple[Resolution, Likelihood | None]],
) -> None:
    made = calibration([an_outcome(fate, word) for fate, word in fates])
    scored = [(fate, word) for fate, word in fates if fate is not OPEN]
    assert len(fates) == made.recorded == made.open + made.overall.forecasts
    assert len(scored) == sum(one.forecasts for one in made.confidences)
    assert made.brier.forecasts == sum(one.forecasts for one in made.likelihoods)
    assert len(scored) == made.brier.forecasts + made.unweighed
    without_open = calibration([an_outcome(fate, word) for fate, word in scored])
    assert without_open.brier == made.brier
    assert without_open.likelihoods == made.likelihoods
