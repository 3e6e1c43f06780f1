"""Scenarios, as firm as their wording."""

from datetime import date

import pytest

from drafter.engines.extractive.outlook import (
    confidence,
    is_about_the_future,
    kind,
    likelihood,
    scenarios,
)
from drafter.verify.horizons import horizon
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind
from tests.drafter.engines.extractive.samples import line, material

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Norway may close the strait.",
        "The council will vote on Friday.",
        "The navy plans to leave by June.",
        "The port is expected to open next week.",
        "Ek fears that a blockade could cut the supply.",
        "The hearing is scheduled for 4 April.",
        "The boats are to join the fleet.",
        "The pact expires at the end of next year.",
        "Under the draft, engineers would read the gauges from May.",
    ],
)
def test_modal_and_future_wording_tells_of_the_future(text: str) -> None:
    assert is_about_the_future(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "The boats could not leave the port.",
        "The port was closed in May.",
        "The navy may have hit a ferry.",
        "Ek did not say whether the navy would or will leave.",
        "The navy had no plans to leave.",
        "The aim of the strikes is to guard Lysund.",
        "Dahl said “we will not yield” at noon.",
        "The court found that it could rule.",
        "Under the rules, members may not speak.",
        "The keeper could see the boats.",
        "The town of Lysund is about 40 years old.",
    ],
)
def test_the_past_the_month_and_quotations_do_not(text: str) -> None:
    assert not is_about_the_future(line(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The navy reportedly will leave.", Confidence.SUGGESTED),
        ("Reports suggest Norway may act.", Confidence.SUGGESTED),
        ("Analysts say Norway may act.", Confidence.SUGGESTED),
        ("A source said the navy will leave.", Confidence.SUGGESTED),
        ("Analysts say the strait will close.", Confidence.ASSESSED),
        ("The port is expected to open.", Confidence.ASSESSED),
        ("The council will vote on Monday.", Confidence.REPORTED),
        ("The navy will leave in May.", Confidence.REPORTED),
    ],
)
def test_a_hedge_is_never_made_firmer(text: str, expected: Confidence) -> None:
    assert expected is confidence(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway may close the strait.", None),
        ("The strait is likely to close.", Likelihood.LIKELY),
        ("The strait is not likely to close.", None),
        ("The strait is very likely to close.", Likelihood.VERY_LIKELY),
        ("The strait is unlikely to close.", Likelihood.UNLIKELY),
        ("The strait is highly unlikely to close.", Likelihood.VERY_UNLIKELY),
        ("The strait will almost certainly close.", Likelihood.ALMOST_CERTAIN),
    ],
)
def test_a_likelihood_is_the_sources_own_word(text: str, expected: Likelihood | None) -> None:
    assert expected is likelihood(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vote on Friday", Horizon.IMMEDIATE),
        ("vote next week", Horizon.SHORT_TERM),
        ("vote by 9 March", Horizon.IMMEDIATE),
        ("vote by April 4", Horizon.SHORT_TERM),
        ("vote by 4 September 2026", Horizon.MEDIUM_TERM),
        ("vote by 2029", Horizon.LONG_TERM),
        ("vote in the future, over decades", Horizon.LONG_TERM),
        ("vote", Horizon.SHORT_TERM),
        ("vote by 31 February", Horizon.SHORT_TERM),
        ("vote before 2 January", Horizon.MEDIUM_TERM),
    ],
)
def test_the_horizon_is_read_from_dates_and_words_for_time(text: str, expected: Horizon) -> None:
    assert expected is horizon(text, TODAY)


def test_the_day_of_an_announcement_is_not_the_day_of_the_event() -> None:
    section = scenarios(material("On Tuesday Erik Dahl announced that Norway will leave the pact."))
    assert [Horizon.SHORT_TERM] == [s.horizon for s in section if not isinstance(s, str)]


def test_harm_is_a_risk_and_gain_an_opportunity() -> None:
    assert ScenarioKind.RISK is kind("Ek fears a blockade.")
    assert ScenarioKind.OPPORTUNITY is kind("The talks may bring peace.")
    assert ScenarioKind.CONSEQUENCE is kind("The council will vote.")


def test_a_scenario_stands_alone_and_nothing_is_added_to_it() -> None:
    section = scenarios(material("Erik Dahl spoke at noon in Oslo. He will leave on Friday."))
    assert "no sentence that can stand alone says what may or will happen" == section
    kept = scenarios(material())
    assert not isinstance(kept, str)
    assert [scenario.watch_for for scenario in kept] == [None] * 3
    assert [scenario.likelihood for scenario in kept] == [None] * 3


def test_what_a_draft_would_do_is_suggested() -> None:
    assert Confidence.SUGGESTED is confidence("Under the plan, a team would read the gauges.")


def test_a_lead_that_is_told_elsewhere_fills_up_scenarios_that_are_too_few() -> None:
    lead = "Norway will close the strait to ferries."
    made = material(f"{lead} Crews rested. Lysund plans to sell its boats in June.")
    made.spend(made.source.lines[:1])
    section = scenarios(made)
    assert ["R1.S1", "R1.S3"] == [s.statement.cites[0] for s in section if not isinstance(s, str)]


def test_a_lead_that_is_told_elsewhere_makes_no_scenarios_alone() -> None:
    made = material("Norway will close the strait to ferries. Crews rested at noon.")
    made.spend(made.source.lines[:1])
    assert isinstance(scenarios(made), str)
