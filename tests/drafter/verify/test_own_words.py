"""What an editor wrote that no source is asked about."""

import pytest

from drafter.assembling import revised
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Verdict
from schemas.statement import Basis
from tests import factories
from tests.factories import statement

PLAN = factories.plan_of()
WEAK = (Basis.INFERENCE, Basis.BACKGROUND)


def own(draft: Draft) -> list[Finding]:
    """What is found of an editor's own words, the checks run anew."""
    again = revised(draft, draft, draft.null_reasons, PLAN.reports, PLAN.earlier)
    return [one for one in again.findings if one.reason.startswith("An editor wrote this as")]


def headed(
    basis: Basis, *, by: str, cites: tuple[str, ...] = (), text: str = "The town waits"
) -> Draft:
    made = factories.draft(PLAN, headline=statement(text, basis=basis, cites=cites))
    return made.model_copy(update={"headline": made.headline.model_copy(update={"written_by": by})})


@pytest.mark.parametrize("cites", [(), ("R1.S1",)])
@pytest.mark.parametrize("basis", WEAK)
def test_what_an_editor_calls_no_report_cannot_be_checked(
    basis: Basis, cites: tuple[str, ...]
) -> None:
    [finding] = own(headed(basis, by="editor", cites=cites))
    assert (Check.BASIS, Verdict.COULD_NOT_CHECK, "s1") == (
        finding.check,
        finding.verdict,
        finding.statement,
    )
    assert f"wrote this as {basis}: no check holds it to a source." in finding.reason


@pytest.mark.parametrize("basis", WEAK)
def test_the_engines_own_reasoning_is_left_to_the_other_checks(basis: Basis) -> None:
    assert [] == own(headed(basis, by="engine"))


def test_what_an_editor_reports_answers_to_what_it_cites() -> None:
    text = "Divers found cracks in the bridge, which the town has now closed"
    assert [] == own(headed(Basis.REPORTED, by="editor", cites=("R1.S1",), text=text))


MADE_UP = (
    "The shameful scandal enrages everyone and humiliates the council",
    "The council lied",
    "Not so!",
)


@pytest.mark.parametrize(("by", "found"), [("editor", 1), ("engine", 0)])
@pytest.mark.parametrize("text", MADE_UP)
def test_what_an_editor_calls_reported_and_no_source_says_is_open(
    text: str, by: str, found: int
) -> None:
    """Else whoever edits and approves could make up what names nobody and counts nothing."""
    findings = own(headed(Basis.REPORTED, by=by, cites=("R1.S1",), text=text))
    assert [Verdict.COULD_NOT_CHECK] * found == [one.verdict for one in findings]


def test_against_a_source_in_another_language_only_the_draft_as_a_whole_is_open() -> None:
    by = factories.plan_of(factories.report(language="de"))
    made = factories.draft(by, headline=statement("The council lied", cites=("R1.S1",)))
    kept = made.headline.model_copy(update={"written_by": "editor"})
    made = made.model_copy(update={"headline": kept, "language": "en"})
    findings = revised(made, made, made.null_reasons, by.reports, by.earlier).findings
    assert [None] == [one.statement for one in findings if one.check is Check.BASIS]


def test_an_editors_own_way_to_say_what_a_source_says_is_not_open() -> None:
    text = "Eastmere shuts its old bridge"
    assert [] == own(headed(Basis.REPORTED, by="editor", cites=("R1.S1",), text=text))
