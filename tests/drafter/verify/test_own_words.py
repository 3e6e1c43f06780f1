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


def headed(basis: Basis, *, by: str, cites: tuple[str, ...] = ()) -> Draft:
    made = factories.draft(PLAN, headline=statement("The town waits", basis=basis, cites=cites))
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
    assert [] == own(headed(Basis.REPORTED, by="editor", cites=("R1.S1",)))
