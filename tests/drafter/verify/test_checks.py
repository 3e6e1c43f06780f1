"""What the checks say of a statement."""

from collections.abc import Sequence
from datetime import date

import pytest

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check, Severity, Verdict
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenGap, WrittenParagraph, WrittenPerspective
from tests.factories import draft, event, plan_of, report, statement

EVIDENCE = evidence_of([report()], [event(date(2026, 3, 2), "Divers saw 3 cracks.")])


def found(of: WrittenStatement, section: SectionName = SectionName.BODY) -> list[Found]:
    return list(check_statement(section, of, EVIDENCE))


def kinds(findings: Sequence[Found]) -> list[tuple[Check, Verdict, Severity]]:
    return [(one.check, one.verdict, one.severity) for one in findings]


BLOCKED = (Verdict.FAIL, Severity.BLOCKER)


def test_a_statement_that_its_sentence_carries_has_no_finding() -> None:
    said = statement("It will last at least six weeks, Holt said.", cites=["R1.S2"])
    assert [] == found(said)


def test_a_citation_of_no_sentence_is_a_blocker() -> None:
    assert [(Check.CITATIONS, *BLOCKED)] == kinds(found(statement(cites=["R1.S1", "R2.S1"])))


def test_a_number_that_the_cited_sentence_lacks_is_a_blocker() -> None:
    said = statement("It will last seven weeks, Holt said.", cites=["R1.S2"])
    assert [(Check.NUMBERS, *BLOCKED)] == kinds(found(said))


def test_a_number_that_stands_in_another_sentence_is_a_blocker_all_the_same() -> None:
    assert [(Check.NUMBERS, *BLOCKED)] == kinds(found(statement("4,000 people.", cites=["R1.S2"])))


def test_the_finding_spans_the_number() -> None:
    text = "Divers counted 17 cracks."
    [one] = found(statement(text))
    assert one.span is not None
    assert "17" == text[one.span.start : one.span.end]


def test_a_quote_that_was_not_said_is_a_blocker() -> None:
    said = statement("“We were never even asked,” Lund said.", cites=["R1.S4"])
    assert [(Check.QUOTES, *BLOCKED)] == kinds(found(said))


def test_a_false_quote_of_two_words_is_a_blocker() -> None:
    said = statement("Lund spoke of “sheer madness”.", cites=["R1.S4"])
    assert [(Check.QUOTES, *BLOCKED)] == kinds(found(said))


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The bridge opened in 1931.", Check.DATES),
        ("The bridge has 31 lamps.", Check.NUMBERS),
    ],
)
def test_a_figure_of_general_knowledge_could_not_be_checked(text: str, check: Check) -> None:
    said = statement(text, basis=Basis.BACKGROUND, cites=())
    assert [(check, Verdict.COULD_NOT_CHECK, Severity.WARNING)] == kinds(found(said))


def test_an_earlier_event_carries_its_own_date() -> None:
    said = statement(
        "Coast Radio reported on 2 March 2026 that divers saw 3 cracks.",
        basis=Basis.BACKGROUND,
        cites=(),
        links=["E1"],
    )
    assert [] == found(said)


def test_an_inferred_date_stands_behind_its_weekday() -> None:
    assert [] == found(statement("The bridge closed on Tuesday (3 March, inferred)."))


def test_an_inference_may_speak_of_the_two_without_a_source_that_counts_them() -> None:
    said = statement("So the two need each other.", basis=Basis.INFERENCE, cites=["R1.S5"])
    assert [] == found(said)
    counted = statement("So two piers will do.", basis=Basis.INFERENCE, cites=["R1.S5"])
    assert [(Check.NUMBERS, *BLOCKED)] == kinds(found(counted))


def test_a_day_that_is_known_carries_no_other_number() -> None:
    assert [(Check.NUMBERS, *BLOCKED)] == kinds(found(statement("It closed for three days.")))


def test_the_date_of_a_forecast_is_no_fact_to_check() -> None:
    said = statement("The council votes for repair by 31 March 2026.", basis=Basis.INFERENCE)
    assert [] == found(said, SectionName.SCENARIOS)
    assert [(Check.DATES, *BLOCKED)] == kinds(found(said, SectionName.BODY))


def test_a_headline_may_rest_on_the_headline_of_the_report() -> None:
    evidence = evidence_of([report(headline="Bridge shut for 6 weeks, 900 jobs at risk")], [])
    said = statement("Bridge puts 900 jobs at risk")
    assert [] == list(check_statement(SectionName.HEADLINE, said, evidence))
    assert [(Check.NUMBERS, *BLOCKED)] == kinds(
        list(check_statement(SectionName.BODY, said, evidence))
    )


def test_a_section_over_its_limit_is_a_warning() -> None:
    made = draft(standfirst=statement("word " * 36))
    severities = {(f.section, f.severity) for f in made.findings}
    assert (SectionName.STANDFIRST, Severity.WARNING) in severities


HARD = statement(
    "Notwithstanding considerable administrative irregularities, deliberations continue."
)


def test_plain_english_that_is_hard_to_read_is_a_warning() -> None:
    findings = draft(plain_english=(HARD,)).findings
    [finding] = [f for f in findings if f.statement is None and f.severity is Severity.WARNING]
    assert (SectionName.PLAIN_ENGLISH, Check.LIMITS) == (finding.section, finding.check)


def test_the_grade_is_for_english_alone() -> None:
    made = draft(plan_of(report(language="de")), plain_english=(HARD,))
    assert SectionName.PLAIN_ENGLISH not in {finding.section for finding in made.findings}


def test_a_short_body_is_a_note() -> None:
    made = draft(body=(WrittenParagraph(subhead=None, statements=(statement(),)),))
    assert {(SectionName.BODY, Severity.NOTE)} == {(f.section, f.severity) for f in made.findings}


def test_findings_stand_in_the_order_in_which_a_reader_meets_what_they_are_about() -> None:
    gap = WrittenGap(cites=("R1.S1",), links=(), text="Who saw the 17 cracks?")
    actor = WrittenPerspective(actor="<b>Lund</b>", statements=(statement(),))
    made = draft(perspectives=(actor,), information_gaps=(gap,))
    blockers = [f.section for f in made.findings if f.severity is Severity.BLOCKER]
    assert [SectionName.PERSPECTIVES, SectionName.INFORMATION_GAPS] == list(dict.fromkeys(blockers))
