"""Who speaks: only where the wording leaves no doubt."""

import pytest

from drafter.verify.quotations import quotations
from drafter.verify.speakers import People, speaker
from drafter.verify.worded import Worded

TEXTS = (
    "Mayor Anna Holt met the premier of Harrow Sound, Tomas Brandt, on Monday.",
    "Ferries to Harrow Sound were full.",
    "Brandt left early, and Lena Moe, a pilot, stayed.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Too late,” said Anna Holt.", "Anna Holt"),
        ("“Too late,” Holt said.", "Holt"),
        ("Holt said: “Too late.”", "Holt"),
        ("Holt called the offer “too late”.", "Holt"),
        ("Holt described the offer as “too late”.", "Holt"),
        ("According to Anna Holt, it is “too late”.", "Anna Holt"),
        ("“Too late,” she said.", None),
        ("Holt said it was over; for the pilots it is “too late”.", None),
        ("Holt said that Brandt had come “too late”.", None),
        ("It is “too late”.", None),
        (f"Holt said over dinner {'in the old house ' * 4}it was “too late”.", None),
    ],
)
def test_a_quotation_is_given_to_whom_the_sentence_gives_it(
    text: str, expected: str | None
) -> None:
    [quotation] = quotations(text)
    read = Worded("", text, "en")
    assert expected == speaker(quotation, read.plain, read.voices)


def test_of_two_quotations_each_has_its_speaker() -> None:
    text = "“Too late,” Anna Holt said. “Never too late,” Tomas Brandt said."
    read = Worded("", text, "en")
    found = [speaker(quotation, read.plain, read.voices) for quotation in quotations(text)]
    assert ["Anna Holt", "Tomas Brandt"] == found


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("Holt", "Anna Holt"),
        ("Premier Tomas Brandt", "Tomas Brandt"),
        ("Moe", "Lena Moe"),
        ("Harrow Sound", None),
        ("the council", None),
        (None, None),
    ],
)
def test_a_person_is_one_whom_the_sources_show_to_be_one(
    actor: str | None, expected: str | None
) -> None:
    assert expected == People(TEXTS).person(actor)
