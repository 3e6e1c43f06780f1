"""A finished draft is held against its evidence again."""

import pytest

from drafter.checking.rechecking import recheck
from schemas.checked import MatchedBy
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Verdict
from tests.drafter.checking.given import REPORTS, RICH, changed, given, reports
from tests.drafter.exports.briefings import arabic, sparse
from tests.factories import draft as draft_of
from tests.factories import plan_of, report, statement


def keys(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.model_dump_json() for finding in findings)


def test_with_its_reports_a_draft_has_the_findings_that_it_came_with() -> None:
    assert keys(RICH.findings) == keys(recheck(given(), reports()).findings)


def test_the_order_of_the_reports_does_not_matter() -> None:
    held = recheck(given(), reports(*reversed(REPORTS))).held_against
    assert [("R1", "report-2.txt"), ("R2", "report-1.txt")] == [
        (one.source, one.report) for one in held
    ]
    assert {MatchedBy.CONTENT_HASH} == {one.matched_by for one in held}


def test_findings_that_were_taken_out_of_the_file_come_back() -> None:
    silent = RICH.model_copy(update={"findings": ()})
    assert keys(RICH.findings) == keys(recheck(given(silent), reports()).findings)


@pytest.mark.parametrize("draft", [RICH, sparse(), arabic()], ids=["rich", "sparse", "arabic"])
def test_without_reports_each_check_that_needs_them_says_so_once(draft: Draft) -> None:
    found = recheck(given(draft), []).findings
    unseen = [one for one in found if "not given in full" in one.reason]
    assert [Check.CITATIONS, Check.COVERAGE, Check.WORDING] == [one.check for one in unseen]
    assert {(Verdict.COULD_NOT_CHECK, None)} == {(one.verdict, one.statement) for one in unseen}


def test_three_reports_that_were_not_given_are_listed_as_one_writes_a_list() -> None:
    by = plan_of(report(), report(), report())
    body = (statement("The council votes", cites=("R1.S5", "R2.S5", "R3.S5")),)
    found = recheck(given(draft_of(by, key_takeaway=body)), []).findings
    assert any(one.reason.startswith("R1, R2 and R3 were not given") for one in found)


def test_without_reports_the_cited_sentences_are_the_evidence() -> None:
    found = {(one.check, one.statement) for one in recheck(given(), []).findings}
    expected = {(f.check, f.statement) for f in RICH.findings if f.check is Check.NUMBERS}
    assert expected
    assert expected <= found


def test_a_sentence_that_is_cited_later_in_a_report_keeps_its_number() -> None:
    found = recheck(given(), []).findings
    proposed = {name for finding in found for name in finding.proposed}
    assert proposed <= {s.id for source in RICH.sources for s in source.evidence}
    assert "R1.S2" in proposed


def test_a_name_that_may_stand_elsewhere_in_the_report_blocks_nothing() -> None:
    strange = RICH.model_dump(mode="json")
    strange["headline"]["text"] = "Eastmere shuts its old bridge, and Zoltan Kerek protests"
    draft = Draft.model_validate(strange)
    whole = [f.severity for f in recheck(given(draft), reports()).findings if "Kerek" in f.reason]
    alone = [f.severity for f in recheck(given(draft), []).findings if "Kerek" in f.reason]
    assert ([Severity.BLOCKER], [Severity.WARNING]) == (whole, alone)


def test_a_report_whose_text_differs_is_taken_by_its_headline_or_place() -> None:
    first, second = REPORTS
    other = first.model_copy(update={"content_hash": "1" * 64})
    last = second.model_copy(update={"content_hash": "2" * 64, "headline": "Piers cracked"})
    held = recheck(given(), reports(other, last)).held_against
    assert [MatchedBy.HEADLINE, MatchedBy.ORDER] == [one.matched_by for one in held]


def test_a_source_that_was_recognised_by_its_text_is_not_recognised_again() -> None:
    first, second = REPORTS
    later = first.model_copy(update={"content_hash": "1" * 64})
    held = recheck(given(), reports(first, later, second)).held_against
    assert ["report-1.txt", "report-3.txt"] == [one.report for one in held]


def test_evidence_that_its_report_does_not_have_is_a_blocker() -> None:
    document = RICH.model_dump(mode="json")
    sentence = document["sources"][0]["evidence"][0]
    sentence |= {"text": "Nothing at all happened.", "start": None, "end": None}
    found = recheck(given(Draft.model_validate(document)), reports()).findings
    (blocker,) = [one for one in found if "Nothing at all" in one.reason]
    assert (Check.CITATIONS, Severity.BLOCKER) == (blocker.check, blocker.severity)
    assert blocker.statement == RICH.headline.id


def test_evidence_at_a_wrong_place_is_a_blocker() -> None:
    document = RICH.model_dump(mode="json")
    sentence = document["sources"][0]["evidence"][0]
    sentence |= {"start": sentence["start"] + 1, "end": sentence["end"] + 1}
    found = recheck(given(Draft.model_validate(document)), reports()).findings
    assert ["R1.S1 stands at 32 in its report, not at 33."] == [
        one.reason for one in found if "stands at" in one.reason
    ]


def test_a_citation_of_a_sentence_that_the_report_lacks_is_a_blocker() -> None:
    short = report("The town closed its old bridge.").model_copy(
        update={"content_hash": REPORTS[0].content_hash}
    )
    found = recheck(given(), reports(short, REPORTS[1])).findings
    assert [f for f in found if f.check is Check.CITATIONS and f.severity is Severity.BLOCKER]


def test_what_a_model_found_is_passed_on() -> None:
    said = RICH.findings[0].model_copy(update={"check": Check.SUPPORT, "span": None})
    draft = RICH.model_copy(update={"findings": (said,)})
    found = recheck(given(draft), reports()).findings
    assert [said] == [one for one in found if one.check is Check.SUPPORT]


def test_the_checks_are_named_with_version_and_languages() -> None:
    made = {one.check: one for one in recheck(given(), reports()).checks}
    assert set(Check) - {Check.SUPPORT} == made.keys()
    assert made[Check.NUMBERS].version >= 1
    assert ("en", "und") == made[Check.BASIS].languages


def test_a_draft_of_another_tool_is_checked_as_well() -> None:
    by = RICH.provenance.model_copy(update={"software": "newsdesk 4.2", "model": "m"})
    other = changed(provenance=by.model_dump(mode="json"))
    assert recheck(given(), reports()).findings == recheck(given(other), reports()).findings
