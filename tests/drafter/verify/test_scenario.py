"""Scenarios: as firm as their ground, in keeping with themselves, and to be judged later."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.verify.checks import verify
from drafter.verify.evidence import evidence_of
from schemas.evidence import Check, Finding, Severity
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind, SectionName
from schemas.statement import Basis
from schemas.written import WrittenScenario
from tests.factories import draft, plan_of, report, statement

PAIRS = [
    pytest.param(pair, id=pair["about"])
    for pair in yaml.safe_load(
        (Path(__file__).parent / "scenarios.yaml").read_text(encoding="utf-8")
    )
]
SOURCES = (
    "Divers found cracks in two piers. The council will vote on Friday.",
    "Pilots asked Mayor Anna Holt for talks.",
)
SIGN = "The council publishes its agenda."


def findings(told: dict[str, Any], language: str = "en") -> list[Finding]:
    scenario = WrittenScenario(
        kind=ScenarioKind.RISK,
        statement=statement(
            told["text"],
            basis=Basis(told.get("basis", "inference")),
            cites=[f"R1.S{number}" for number in told.get("cites", [1, 2])],
        ),
        horizon=Horizon(told.get("horizon", "short_term")),
        confidence=Confidence(told.get("confidence", "assessed")),
        likelihood=Likelihood(told.get("likelihood", "likely")),
        watch_for=told.get("watch_for", SIGN),
    )
    of = report(*SOURCES, language=language)
    plan = plan_of(of)
    made = draft(plan, scenarios=(scenario,))
    found = verify(made, evidence_of([of], []), plan.limits, language)
    return [f for f in found if f.check is Check.SCENARIO and f.statement]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_scenario_that_can_be_judged_has_no_finding(pair: dict[str, Any]) -> None:
    assert [] == findings(pair["right"])


@pytest.mark.parametrize("pair", PAIRS)
def test_the_one_thing_that_is_wrong_with_a_scenario_is_found(pair: dict[str, Any]) -> None:
    found = findings(pair["wrong"])
    assert {SectionName.SCENARIOS} == {finding.section for finding in found}


def test_a_likelihood_on_the_other_side_of_even_is_a_blocker() -> None:
    text = "Holt is unlikely to reopen the bridge by 31 March 2026."
    assert [Severity.BLOCKER] == [f.severity for f in findings({"text": text})]


def test_a_forecast_of_the_source_need_not_be_specific() -> None:
    told = {"text": "Tensions may continue.", "basis": "reported", "watch_for": None}
    assert [] == findings(told)


def test_in_another_language_only_the_ground_is_checked() -> None:
    told = {"text": "Die Spannungen dauern an.", "confidence": "reported", "watch_for": None}
    assert [Severity.BLOCKER] == [f.severity for f in findings(told, language="de")]
    assert [] == findings(told | {"confidence": "assessed"}, language="de")
