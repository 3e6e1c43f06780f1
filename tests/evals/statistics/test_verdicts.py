import pytest

from evals.statistics.difference import Difference, Verdict
from evals.statistics.verdicts import verdict


def difference(
    mean: float | None, low: float | None, high: float | None, stories: int = 20
) -> Difference:
    return Difference(
        n=stories,
        stories=stories,
        missing=0,
        baseline=0.5,
        candidate=0.5,
        mean=mean,
        low=low,
        high=high,
        p=None,
        smallest=None,
        needed=None,
    )


LOSS = difference(-0.2, -0.3, -0.1)


@pytest.mark.parametrize(
    ("expected", "found", "p", "better", "margin"),
    [
        (Verdict.WORSE, LOSS, 0.01, "higher", 0.0),
        (Verdict.BETTER, LOSS, 0.01, "lower", 0.0),
        (Verdict.WORSE, difference(0.2, 0.1, 0.3), 0.01, "lower", 0.0),
        (Verdict.BETTER, difference(0.2, 0.1, 0.3), 0.01, "higher", 0.0),
        (Verdict.WORSE, LOSS, 0.01, "higher", 0.15),
        (Verdict.NO_DIFFERENCE, LOSS, 0.05, "higher", 0.0),
        (Verdict.NO_DIFFERENCE, LOSS, None, "higher", 0.0),
        (Verdict.TOO_FEW, LOSS, 0.01, "higher", 0.25),
        (Verdict.NO_DIFFERENCE, LOSS, 0.01, "higher", 0.3),
        (Verdict.TOO_FEW, LOSS, 0.2, "higher", 0.25),
        (Verdict.NO_DIFFERENCE, difference(0.0, -0.04, 0.3), 0.9, "higher", 0.05),
        (Verdict.TOO_FEW, difference(0.0, -0.04, 0.3), 0.9, "lower", 0.05),
        (Verdict.NO_DIFFERENCE, difference(0.0, -0.3, 0.04), 0.9, "lower", 0.05),
        (Verdict.NO_DIFFERENCE, difference(0.0, -0.3, 0.3, stories=5), 0.9, "higher", 0.0),
        (Verdict.TOO_FEW, difference(0.0, -0.3, 0.3, stories=4), 0.9, "higher", 0.0),
        (Verdict.TOO_FEW, difference(0.1, None, None, stories=1), None, "higher", 0.05),
        (Verdict.TOO_FEW, difference(None, None, None, stories=0), None, "higher", 0.0),
    ],
)
def test_a_comparison_in_words(
    expected: Verdict, found: Difference, p: float | None, better: str, margin: float
) -> None:
    assert expected is verdict(found, p=p, better=better, margin=margin)


def test_what_is_neither_good_nor_bad_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="neither"):
        verdict(LOSS, p=0.01, better="neither")
