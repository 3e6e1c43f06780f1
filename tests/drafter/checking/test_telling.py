"""Findings for a terminal."""

import re

from drafter.checking.rechecking import recheck
from drafter.checking.telling import marked, told
from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.sections import SectionName
from tests.drafter.checking.given import RICH, given, reports


def finding(*, statement: str | None = "s1", span: tuple[int, int] | None = None) -> Finding:
    return Finding(
        check=Check.NUMBERS,
        verdict=Verdict.FAIL,
        severity=Severity.BLOCKER,
        section=SectionName.HEADLINE,
        statement=statement,
        span=Span(start=span[0], end=span[1]) if span else None,
        reason="“six” stands nowhere.",
    )


def test_the_span_of_a_finding_is_marked_in_its_text() -> None:
    assert "shut for ⟦six⟧ weeks" == marked("shut for six weeks", [finding(span=(9, 12))])


def test_spans_that_overlap_are_marked_as_one() -> None:
    spans = [finding(span=(0, 4)), finding(span=(2, 8)), finding()]
    assert "⟦shut for⟧ six" == marked("shut for six", spans)


def test_a_finding_has_section_statement_severity_verdict_reason_and_what_is_proposed() -> None:
    text = told(recheck(given(), reports()), RICH)
    six = next(f for f in RICH.findings if f.check is Check.NUMBERS and f.proposed)
    assert f"Key takeaway, {six.statement}\n" in text
    assert "BLOCKER  numbers failed: “six” does not stand in what it cites; R1.S2 has it." in text
    assert "see R1.S2: “Mayor Anna Holt said the closure would last at least six weeks.”" in text


def test_statements_come_in_reading_order_and_sections_after_them() -> None:
    text = told(recheck(given(), reports()), RICH)
    heads = re.findall(r"^(?:.*, (s\d+)|.*(, as a whole))$", text, re.MULTILINE)
    order = [statement.id for _, statement in RICH.statements()]
    named = [name for name, _ in heads if name]
    assert sorted(named, key=order.index) == named
    assert [""] == sorted({name for name, _ in heads[len(named) :]})


def test_a_summary_counts_findings_by_check_and_verdict() -> None:
    checked = recheck(given(), reports())
    summary = " ".join(told(checked, RICH).split("\n\n")[-1].split())
    count = sum(one.check is Check.NUMBERS for one in checked.findings)
    assert f"{len(checked.findings)} findings; {checked.open} of them stand" in summary
    assert f"numbers {count} failed" in summary


def test_nothing_that_a_terminal_would_obey_is_printed() -> None:
    bad = finding().model_copy(update={"reason": "\u001b[31mred"})
    checked = recheck(given(), reports()).model_copy(update={"findings": (bad,)})
    assert "\u001b" not in told(checked, RICH)
