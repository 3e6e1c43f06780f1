"""Findings: the draft's own, and what was cut for them."""

from collections.abc import Sequence

import pytest

from evals.scoring.findings import FINDINGS, Blockers, MainFactsMissing, OfCheck, Unchecked
from evals.scoring.score import Made
from schemas.draft import Cut
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.sections import SectionName
from tests.evals.scoring.samples import body, case, made, told, with_draft

FOUR = body(told("One stands."), told("Two stands."), told("Three stands."))
"""With the headline four statements: s1 is the headline."""


def finding(
    statement: str | None = "s2",
    *,
    check: Check = Check.NUMBERS,
    severity: Severity = Severity.BLOCKER,
    verdict: Verdict = Verdict.FAIL,
    section: SectionName = SectionName.BODY,
) -> Finding:
    return Finding(
        check=check,
        verdict=verdict,
        severity=severity,
        section=section,
        statement=statement,
        span=None,
        reason=f"{check} of {statement}",
    )


def cut(check: Check = Check.NUMBERS) -> Cut:
    statement = told("There were 99 of them.")
    return Cut(section=SectionName.BODY, statement=statement, check=check, reason="no 99")


def drafted(*findings: Finding, cuts: Sequence[Cut] = ()) -> Made:
    return with_draft(made(body=FOUR), findings=findings, cuts=tuple(cuts))


def of(check: Check) -> OfCheck:
    return next(scorer for scorer in FINDINGS if scorer.check is check)


def share(check: Check, one: Made) -> float | None:
    return of(check).scores([one])[0].value


def test_one_failing_statement_of_four_is_a_quarter() -> None:
    assert 0.25 == share(Check.NUMBERS, drafted(finding()))


def test_a_statement_counts_once_however_often_a_check_objects() -> None:
    assert 0.25 == share(Check.NUMBERS, drafted(finding(), finding()))


def test_a_warning_counts_and_a_note_does_not() -> None:
    warned = finding("s2", severity=Severity.WARNING)
    assert 0.25 == share(Check.NUMBERS, drafted(warned, finding("s3", severity=Severity.NOTE)))


def test_what_could_not_be_checked_is_no_failure() -> None:
    assert 0.0 == share(Check.NUMBERS, drafted(finding(verdict=Verdict.COULD_NOT_CHECK)))


def test_a_finding_counts_for_its_own_check_alone() -> None:
    assert 0.0 == share(Check.QUOTES, drafted(finding()))


def test_a_statement_that_was_cut_counts_as_if_it_stood_there() -> None:
    assert (0.2, 0.0) == (
        share(Check.NUMBERS, drafted(cuts=[cut()])),
        share(Check.QUOTES, drafted(cuts=[cut()])),
    )


def test_the_shares_of_sections_are_told() -> None:
    [score] = of(Check.NUMBERS).scores([drafted(finding())])
    assert {SectionName.HEADLINE: 0.0, SectionName.BODY: 1 / 3} == score.sections


def test_the_notes_have_the_reasons_of_what_failed() -> None:
    [score] = of(Check.NUMBERS).scores([drafted(finding(), cuts=[cut()])])
    assert ["numbers of s2", "Cut: no 99"] == [note.text for note in score.notes]


def test_scenarios_are_not_scored_where_there_are_none() -> None:
    [score] = of(Check.SCENARIO).scores([made()])
    assert (None, "it has no scenarios") == (score.value, score.why)


def test_support_is_not_scored_where_no_model_was_asked() -> None:
    assert share(Check.SUPPORT, drafted(finding(check=Check.SUPPORT))) is None


def test_every_check_of_statements_has_a_scorer_of_its_name() -> None:
    checks = {f"findings-{check}" for check in Check} - {"findings-coverage", "findings-limits"}
    assert checks == {scorer.name for scorer in FINDINGS}


def test_blockers_count_statements_and_cuts_and_no_warnings() -> None:
    twice = (finding(), finding(check=Check.QUOTES), finding("s3", severity=Severity.WARNING))
    [score] = Blockers().scores([drafted(*twice, finding("s4"), cuts=[cut()])])
    assert (3.0, {SectionName.BODY: 3.0}) == (score.value, score.sections)


def test_the_first_objection_to_a_statement_is_shown() -> None:
    [score] = Blockers().scores([drafted(finding(), finding(check=Check.QUOTES))])
    assert ["numbers: numbers of s2"] == [note.text for note in score.notes]


def test_a_clean_draft_has_no_blockers() -> None:
    assert 0.0 == Blockers().scores([drafted()])[0].value


def test_one_unchecked_statement_of_four_is_a_quarter() -> None:
    assert 0.25 == _unchecked(finding(verdict=Verdict.COULD_NOT_CHECK))


def test_where_a_check_was_not_made_at_all_nothing_is_checked() -> None:
    whole = finding(None, verdict=Verdict.COULD_NOT_CHECK, section=SectionName.HEADLINE)
    [score] = Unchecked().scores([with_draft(made(body=FOUR), findings=(whole,))])
    assert {SectionName.BODY: 1.0, SectionName.HEADLINE: 0.0} == score.sections  # the report's own


def _unchecked(*findings: Finding) -> float | None:
    return Unchecked().scores([drafted(*findings)])[0].value


def test_a_draft_in_a_language_without_checks_is_unchecked_and_not_clean() -> None:
    of_spanish = case(language="es")
    spanish = made(of_spanish, body=body(told("El puente viejo está cerrado desde el martes.")))
    [score] = Unchecked().scores([spanish])
    assert 1.0 == score.sections[SectionName.BODY]


@pytest.mark.parametrize("count", [0, 3])
def test_missing_main_facts_are_counted(count: int) -> None:
    missing = [finding(None, check=Check.COVERAGE, severity=Severity.NOTE)] * count
    [score] = MainFactsMissing().scores([drafted(*missing)])
    assert (count, count) == (score.value, len(score.notes))


def test_a_score_keeps_twelve_notes_at_most() -> None:
    many = made(body=body(*(told(f"Number {n} stands.") for n in range(13))))
    failing = tuple(finding(f"s{n}") for n in range(2, 15))
    [score] = of(Check.NUMBERS).scores([with_draft(many, findings=failing)])
    assert (13 / 14, 12) == (score.value, len(score.notes))
