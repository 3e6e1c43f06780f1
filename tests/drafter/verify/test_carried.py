"""How sure it is that a statement has nothing to do with what it cites."""

import pytest

from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence, evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check, Severity
from schemas.report import Paragraph, Sentence
from schemas.sections import SectionName
from tests.factories import report, statement

TEXTS = (
    "The ferry company sells its tickets from a kiosk on the quay.",
    "Mayor Lena Ostrow opened the new market hall on Friday.",
    "The hall was paid for by a lottery.",
    "Fishermen mended their nets all week.",
    "The school choir sang at the harbour.",
    "Police closed the coast road after a lorry overturned there.",
)


def evidence() -> Evidence:
    sentences = tuple(Sentence(number=number, text=text) for number, text in enumerate(TEXTS, 1))
    made = report(headline="-")
    return evidence_of(
        [made.model_copy(update={"paragraphs": (Paragraph(sentences=sentences),)})], []
    )


def found(text: str, cited: str, section: SectionName = SectionName.BODY) -> list[Found]:
    said = check_statement(section, statement(text, cites=[cited]), evidence())
    return [one for one in said if one.check is Check.BASIS]


@pytest.mark.parametrize(
    ("text", "cited", "severity"),
    [
        ("Police killed the driver.", "R1.S1", Severity.WARNING),
        ("Police killed the driver with stolen rifles.", "R1.S1", Severity.BLOCKER),
        ("Police closed the road.", "R1.S1", Severity.BLOCKER),
        ("Police closed the road.", "R1.S4", Severity.WARNING),
        ("Lena Ostrow insulted elderly customers over stale bread.", "R1.S2", Severity.WARNING),
        ("Soldiers vanished overnight.", "R1.S1", Severity.WARNING),
    ],
)
def test_it_is_a_blocker_from_four_words_or_from_three_that_stand_far_off(
    text: str, cited: str, severity: Severity
) -> None:
    assert [severity] == [one.severity for one in found(text, cited)]


def test_the_sentence_that_has_its_words_is_proposed() -> None:
    [one] = found("Police closed the road.", "R1.S1")
    assert ("R1.S6",) == one.proposed


@pytest.mark.parametrize(
    "text",
    [
        "Tickets are for sale on the quay.",
        "The company has given no reason for the delay.",
        "Delays and grievances",
        "Who pays the builders?",
        "Vendors bought stamps.",
        "Lund spoke of “utter gloom”.",
    ],
)
def test_what_may_be_told_in_other_words_and_what_is_no_sentence_has_no_finding(text: str) -> None:
    assert [] == found(text, "R1.S1")


def test_a_headline_needs_no_full_stop_to_be_held_against_its_sources() -> None:
    assert found("Gunmen storm prison", "R1.S1", SectionName.HEADLINE)
