"""Open findings as an editor reads them."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.exports.building import briefing_of
from drafter.exports.origin import origin_of
from drafter.exports.standing import Standing
from drafter.exports.view import Briefing
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.sections import SectionName
from tests.drafter.exports.briefings import rich, with_text

RICH = rich()


def finding(
    verdict: Verdict = Verdict.FAIL,
    severity: Severity = Severity.WARNING,
    span: Span | None = None,
    reason: str = "It rests on R1.S9.",
) -> Finding:
    return Finding(
        check=Check.QUOTES,
        verdict=verdict,
        severity=severity,
        section=SectionName.HEADLINE,
        statement=RICH.headline.id,
        span=span,
        reason=reason,
    )


def found(*findings: Finding, draft: Draft = RICH) -> Draft:
    return draft.model_copy(update={"findings": findings})


def shown(draft: Draft) -> Briefing:
    return briefing_of(draft, origin_of(draft, Standing()))


def test_what_passed_is_not_listed() -> None:
    assert () == shown(found(finding(Verdict.PASS))).problems


def test_what_could_not_be_checked_stands_against_approval_with_the_blockers() -> None:
    draft = found(
        finding(severity=Severity.NOTE),
        finding(Verdict.COULD_NOT_CHECK),
        finding(severity=Severity.BLOCKER),
    )
    problems = shown(draft).problems
    expected = [("Blocker", True), ("Warning", True), ("Note", False)]
    assert expected == [(problem.severity, problem.blocks) for problem in problems]


def test_a_problem_names_its_section_its_check_and_the_sentence_by_number() -> None:
    (problem,) = shown(found(finding(Verdict.COULD_NOT_CHECK))).problems
    expected = ("Headline", "quotes could not be checked", "It rests on sentence 1.9.")
    assert expected == (problem.section, problem.verdict, problem.reason)


@given(st.text("ab \n\u0000é", min_size=1, max_size=12), st.integers(0, 14), st.integers(0, 14))
def test_the_parts_around_a_span_are_the_whole_text(text: str, one: int, other: int) -> None:
    filled = f"x{text}y"
    start, end = sorted((one, other))
    draft = found(finding(span=Span(start=start, end=end)), draft=with_text(filled))
    briefing = shown(draft)
    (problem,) = briefing.problems
    parts = f"{problem.before}{problem.pointed}{problem.after}"
    assert briefing.headline.text.split() == parts.split()
