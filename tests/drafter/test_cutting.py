"""A false quotation or number leaves the draft, and the draft says so."""

from typing import Any

import pytest

from drafter.cutting import EMPTIED, without_falsehoods
from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from schemas.evidence import Check, Severity
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import report, statement, written

EVIDENCE = evidence_of([report()], [])
TRUE = statement("Repair takes at least six weeks.", cites=["R1.S2"])
COUNT = statement("Repair takes nine weeks.", cites=["R1.S2"])
QUOTE = statement("Repair is “a matter of a few days”.", cites=["R1.S2"])


def left(**sections: object) -> Written:
    return without_falsehoods(written(**sections), EVIDENCE)[0]


@pytest.mark.parametrize(("false", "check"), [(COUNT, Check.NUMBERS), (QUOTE, Check.QUOTES)])
def test_a_false_statement_is_cut_and_kept_on_record(false: Any, check: Check) -> None:
    after, cuts = without_falsehoods(written(key_takeaway=(TRUE, false)), EVIDENCE)
    assert (TRUE,) == after.key_takeaway
    assert [(SectionName.KEY_TAKEAWAY, false, check)] == [
        (cut.section, cut.statement, cut.check) for cut in cuts
    ]


def test_what_is_true_is_left_as_it_is() -> None:
    whole = written(key_takeaway=(TRUE,))
    assert (whole, ()) == without_falsehoods(whole, EVIDENCE)


def test_a_number_that_is_only_doubted_is_not_cut() -> None:
    doubted = statement("It was the first repair of at least six weeks.", cites=["R1.S2"])
    found = check_statement(SectionName.KEY_TAKEAWAY, doubted, EVIDENCE)
    assert Severity.WARNING in {one.severity for one in found if one.check is Check.NUMBERS}
    whole = written(key_takeaway=(doubted,))
    assert (whole, ()) == without_falsehoods(whole, EVIDENCE)


def test_the_headline_stays_whatever_it_says() -> None:
    headline = statement("Bridge shut for nine weeks", cites=["R1.S2"])
    after, cuts = without_falsehoods(written(headline=headline), EVIDENCE)
    assert (headline, ()) == (after.headline, cuts)


def test_a_section_of_which_nothing_is_left_is_null_and_says_why() -> None:
    after = left(key_takeaway=(COUNT,))
    assert after.key_takeaway is None
    assert [EMPTIED] == [r.reason for r in after.null_reasons if r.section == "key_takeaway"]


def test_a_paragraph_keeps_its_other_sentences_and_goes_with_its_last() -> None:
    mixed = {"subhead": "Repairs", "statements": [COUNT, TRUE]}
    false = {"subhead": None, "statements": [COUNT]}
    after = left(body=[mixed, false])
    assert after.body is not None
    assert [("Repairs", (TRUE,))] == [(p.subhead, p.statements) for p in after.body]


def test_a_conflict_with_a_false_version_is_none() -> None:
    false = {"question": "How long?", "versions": [TRUE, COUNT]}
    true = {"question": "How long?", "versions": [TRUE, TRUE]}
    after = left(conflicts=[false, true])
    assert after.conflicts is not None
    assert [(TRUE, TRUE)] == [conflict.versions for conflict in after.conflicts]


def test_a_scenario_goes_with_its_statement() -> None:
    def scenario(of: object) -> dict[str, object]:
        return {
            "kind": "risk",
            "statement": of,
            "horizon": "immediate",
            "confidence": "reported",
            "likelihood": None,
            "watch_for": None,
        }

    after = left(scenarios=[scenario(COUNT), scenario(TRUE)])
    assert after.scenarios is not None
    assert [TRUE] == [scenario.statement for scenario in after.scenarios]


def test_the_same_words_in_another_section_are_judged_there() -> None:
    after = left(standfirst=COUNT, key_takeaway=(TRUE,))
    assert after.standfirst is None
    assert (TRUE,) == after.key_takeaway
