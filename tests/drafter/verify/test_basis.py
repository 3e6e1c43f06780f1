"""Where a draft's inferences stand, and how it draws on earlier events."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from drafter.verify.checks import check_statement, verify
from drafter.verify.evidence import evidence_of
from schemas.event import EarlierEvent
from schemas.evidence import Check, Finding, Verdict
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenParagraph
from tests.factories import draft, event, plan_of, report, statement

EVENT = event(date(2026, 2, 27), "Divers saw a first crack in the bridge.")
CREDITED = "Coast Radio reported on 27 February that divers saw a first crack."


def findings(of: EarlierEvent = EVENT, **sections: Any) -> list[Finding]:
    reported = report()
    plan = plan_of(reported, earlier=[of])
    made = draft(plan, **sections)
    found = verify(made, evidence_of([reported], [of]), plan.limits, "en")
    return [finding for finding in found if finding.check is Check.BASIS]


def body(*statements: WrittenStatement) -> dict[str, Any]:
    return {"body": (WrittenParagraph(subhead=None, statements=statements),)}


def drawing_on_the_event(text: str, *, basis: Basis = Basis.BACKGROUND) -> WrittenStatement:
    return statement(text, basis=basis, cites=(), links=["E1"])


REPORTED = statement("The old bridge is closed.")
INFERRED = statement("So ferries matter more.", basis=Basis.INFERENCE)


def test_an_inference_may_end_a_paragraph_of_the_body() -> None:
    assert [] == findings(**body(REPORTED, INFERRED))


@pytest.mark.parametrize("statements", [(INFERRED, REPORTED), (REPORTED, INFERRED, INFERRED)])
def test_an_inference_inside_a_paragraph_of_the_body_is_a_warning(
    statements: Sequence[WrittenStatement],
) -> None:
    [found] = findings(**body(*statements))
    assert SectionName.BODY is found.section


@pytest.mark.parametrize(
    "text",
    [
        CREDITED,
        "On February 27 divers saw a first crack, according to Coast Radio.",
        "Divers saw a first crack in late February, Coast Radio reported.",
        "Last Friday divers saw a first crack, Coast Radio said.",
        "A week earlier, as Coast Radio reported, divers saw a first crack.",
        "Coast Radio reported on 2026-02-27 that divers saw a first crack.",
        "On 27 Feb. divers saw a first crack, the Radio reported.",
    ],
)
def test_an_earlier_event_with_its_outlet_and_date_has_no_finding(text: str) -> None:
    assert [] == findings(synthesis=(drawing_on_the_event(text),))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Divers saw a first crack on 27 February.", "its outlet"),
        ("Coast Radio reported that divers saw a first crack.", "its date"),
        ("Coast Radio reported on 3 March that divers saw a first crack.", "its date"),
        ("Coast Radio reported on Monday that divers saw a first crack.", "its date"),
        ("Divers saw a first crack.", "its outlet and its date"),
    ],
)
def test_what_an_earlier_event_is_told_without_is_named(text: str, missing: str) -> None:
    [found] = findings(synthesis=(drawing_on_the_event(text),))
    assert f"It draws on an earlier event (E1) without {missing}." == found.reason


def test_an_inference_has_to_credit_the_event_that_it_starts_from() -> None:
    text = "The crack that divers saw explains the haste."
    assert findings(synthesis=(drawing_on_the_event(text, basis=Basis.INFERENCE),))


def test_once_credited_an_event_may_be_used_again_in_its_section() -> None:
    again = drawing_on_the_event("That crack explains the haste.", basis=Basis.INFERENCE)
    credited = drawing_on_the_event(CREDITED)
    assert [] == findings(synthesis=(credited, again))
    [found] = findings(synthesis=(credited,), root_causes=(again,))
    assert SectionName.ROOT_CAUSES is found.section


def test_a_subhead_need_not_credit_the_events_of_its_paragraph() -> None:
    credited = drawing_on_the_event(CREDITED)
    paragraph = WrittenParagraph(subhead="A first crack", statements=(credited,))
    assert [] == findings(body=(paragraph,))


def test_a_weekday_dates_an_event_of_the_last_week_alone() -> None:
    text = "Coast Radio reported on Friday that divers saw a first crack."
    older = event(date(2026, 2, 20), "Divers saw a first crack in the bridge.")
    assert [] == findings(synthesis=(drawing_on_the_event(text),))
    assert findings(older, synthesis=(drawing_on_the_event(text),))


def test_an_earlier_event_may_differ_from_what_is_reported_now() -> None:
    text = "Coast Radio: in February 3,000 people crossed every day."
    assert [] == findings(synthesis=(drawing_on_the_event(text),))
    known = statement("Every day 3,000 people crossed.", basis=Basis.BACKGROUND, cites=())
    assert [] != findings(synthesis=(known,))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (SectionName.ROOT_CAUSES, [(Check.BASIS, Verdict.COULD_NOT_CHECK)]),
        (SectionName.INFORMATION_GAPS, []),
    ],
)
def test_an_inference_that_starts_from_nothing_waits_for_a_person_unless_nobody_knows(
    section: SectionName, expected: list[tuple[Check, Verdict]], language: str
) -> None:
    told = statement("Soft lanterns may hum.", basis=Basis.INFERENCE, cites=())
    said = check_statement(section, told, evidence_of([report()], ()), language=language)
    assert expected == [(one.check, one.verdict) for one in said]


@pytest.mark.parametrize(
    ("text", "is_new"),
    [
        ("Frightened insurers withdrew cheap policies.", True),
        ("Frightened insurers probably withdrew cheap policies.", False),
        ("Frightened insurers withdrawing cheap policies raise the stakes.", False),
    ],
)
def test_an_inference_that_asserts_an_event_is_told_from_one_that_reasons(
    text: str, *, is_new: bool
) -> None:
    inference = statement(text, basis=Basis.INFERENCE)
    assert is_new == bool(findings(root_causes=(inference,)))
