"""How much it matters that a claim is told as fact, and where nothing is said at all."""

import pytest

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check, Severity
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.factories import report, statement

SOURCES = (
    "The pilots reportedly rammed a survey boat near the second pier. "
    "Mayor Anna Holt said repairs would cost nine million crowns a year. "
    "The council rejected a toll for lorries on the old bridge. "
    "Holt may sell the ferry Astrid to a dealer."
)


def found(
    text: str,
    *cites: int,
    section: SectionName = SectionName.BODY,
    basis: Basis = Basis.REPORTED,
    language: str = "en",
) -> list[Found]:
    evidence = evidence_of([report(SOURCES, language=language)], [])
    said = statement(text, cites=[f"R1.S{n}" for n in cites], basis=basis)
    every = check_statement(section, said, evidence)
    return [one for one in every if one.check is Check.ATTRIBUTION]


@pytest.mark.parametrize(
    ("text", "cited", "severity"),
    [
        ("Pilots rammed a survey boat near the second pier.", 1, Severity.BLOCKER),
        ("The pilots rammed a survey boat near the second pier.", 1, Severity.WARNING),
        ("Repairs cost nine million crowns a year.", 2, Severity.WARNING),
        ("The council accepted a toll for lorries on the old bridge.", 3, Severity.BLOCKER),
        ("Holt will sell the ferry Astrid to a dealer.", 4, Severity.WARNING),
    ],
)
def test_a_doubt_that_is_dropped_or_a_reversal_stops_approval_and_the_rest_warns(
    text: str, cited: int, severity: Severity
) -> None:
    assert [severity] == [one.severity for one in found(text, cited)]


def test_a_headline_may_leave_out_who_said_it_but_not_a_doubt() -> None:
    said, doubted = "Repairs cost nine million crowns a year", "Pilots rammed survey boat near pier"
    assert [] == found(said, 2, section=SectionName.HEADLINE)
    assert found(doubted, 1, section=SectionName.HEADLINE)


def test_what_another_sentence_tells_outright_may_be_told_outright() -> None:
    evidence = evidence_of(
        [report(f"{SOURCES} Pilots rammed the survey boat, a court found, near the second pier.")],
        [],
    )
    said = statement("Pilots rammed a survey boat near the second pier.", cites=["R1.S1"])
    checks = [one.check for one in check_statement(SectionName.BODY, said, evidence)]
    assert Check.ATTRIBUTION not in checks


def test_the_finding_spans_the_word_that_is_turned() -> None:
    text = "The council accepted a toll for lorries on the old bridge."
    [one] = found(text, 3)
    assert one.span is not None
    assert "accepted" == text[one.span.start : one.span.end]


@pytest.mark.parametrize("basis", [Basis.INFERENCE, Basis.BACKGROUND])
def test_only_what_is_reported_has_somebodys_word_to_keep(basis: Basis) -> None:
    assert [] == found("Pilots rammed a survey boat near the second pier.", 1, basis=basis)


def test_a_sentence_of_the_source_is_as_it_is() -> None:
    assert [] == found("The council rejected a toll for lorries on the old bridge.", 3)


def test_in_other_languages_nothing_is_said_of_a_statement() -> None:
    assert [] == found("Pilots rammed a survey boat near the second pier.", 1, language="de")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(
            "She said repairs would cost nine million crowns a year. Mayor Anna Holt left. The"
            " pilot Peter Lund said repairs would cost nine million crowns a year.",
            "Repairs would cost nine million crowns a year, Anna Holt said.",
            id="she may be Holt",
        ),
        pytest.param(
            "Police told the council that nets worth 30,000 crowns had been stolen from the quay.",
            "Nets worth 30,000 crowns had been stolen from the quay, the council said.",
            id="the council is there",
        ),
        pytest.param(
            "Holt claimed that frost, a strike of the pilots, two dealers, an old feud with the"
            " harbour board and bad luck had kept the new ferry Astrid in dock.",
            "Ferry Astrid stayed in dock.",
            id="one part of a long claim",
        ),
    ],
)
def test_where_it_is_not_sure_nothing_is_said(source: str, text: str) -> None:
    evidence = evidence_of([report(source)], [])
    said = statement(text, cites=["R1.S1"])
    checks = [one.check for one in check_statement(SectionName.BODY, said, evidence)]
    assert Check.ATTRIBUTION not in checks
