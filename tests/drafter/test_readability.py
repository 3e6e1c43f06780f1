"""The reading grade."""

import pytest

from drafter.readability import grade


@pytest.mark.parametrize(
    ("sentence", "syllables"),
    [("Bridge.", 1), ("Table.", 2), ("Ferry.", 2), ("Committee.", 3), ("Hm.", 1)],
)
def test_a_silent_e_is_no_syllable(sentence: str, syllables: int) -> None:
    assert pytest.approx(0.39 + 11.8 * syllables - 15.59) == grade([sentence])


def test_nothing_reads_at_grade_0() -> None:
    assert 0.0 == grade([])
