"""Reference: what an editor made of the same report."""

import pytest

from evals.scoring.reference import EditDistance, Recall
from schemas.sections import SectionName
from tests.evals.scoring.samples import body, case, made, told

BODY, STANDFIRST = SectionName.BODY, SectionName.STANDFIRST


def distance(text: str, reference: str) -> float | None:
    one = made(case(reference={BODY: (reference,)}), body=body(told(text)))
    return EditDistance().score(one).value


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("The old bridge is shut.", "The old bridge is shut.", 0.0),
        ("The old bridge is shut.", "The old bridge is closed.", 1 / 6),
        ("The old bridge is shut.", "The bridge is shut.", 1 / 6),
        ("The bridge is shut.", "The old bridge is shut.", 1 / 6),
        ("A new ferry sails", "The old bridge closed", 1.0),
    ],
)
def test_changed_words_count_once_of_the_longer_text(
    text: str, reference: str, expected: float
) -> None:
    assert expected == distance(text, reference)  # the full stop is the sixth


def test_a_section_that_is_null_is_all_to_be_written() -> None:
    of = case(reference={BODY: ("It is shut.",), STANDFIRST: ("It is shut.",)})
    score = EditDistance().score(made(of, body=body(told("It is shut."))))
    assert (0.5, {BODY: 0.0, STANDFIRST: 1.0}) == (score.value, score.sections)


def test_sections_that_the_reference_lacks_are_not_compared() -> None:
    of = case(reference={BODY: ("It is shut.",)})
    one = made(of, standfirst=told("Anything."), body=body(told("It is shut.")))
    assert (0.0, 1.0) == (EditDistance().score(one).value, Recall().score(one).value)


def test_two_of_four_content_words_are_half() -> None:
    of = case(reference={BODY: ("Divers found cracks in the piers.",)})
    score = Recall().score(made(of, body=body(told("Cracked piers were seen."))))
    assert (0.5, ["Missing: diver, found"]) == (score.value, [note.text for note in score.notes])


def test_words_of_another_section_are_no_recall() -> None:
    of = case(reference={STANDFIRST: ("Divers found cracks.",)})
    score = Recall().score(made(of, body=body(told("Divers found cracks."))))
    assert (0.0, {STANDFIRST: 0.0}) == (score.value, score.sections)


def test_recall_over_all_counts_words_and_not_sections() -> None:
    of = case(reference={STANDFIRST: ("Cracks.",), BODY: ("Divers found cracked piers.",)})
    one = made(of, standfirst=told("Cracks."), body=body(told("Nothing of it.")))
    assert 1 / 5 == Recall().score(one).value


def test_without_a_reference_nothing_is_scored() -> None:
    assert [None, None] == [scorer.score(made()).value for scorer in (Recall(), EditDistance())]


def test_a_reference_without_content_words_is_not_scored() -> None:
    assert Recall().score(made(case(reference={BODY: ("It was so.",)}))).value is None
