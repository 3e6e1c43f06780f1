"""Scenarios: what makes them ones that can be judged later."""

from evals.scoring.scenarios import Count, Specific, Spread
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind
from schemas.statement import Basis
from schemas.written import WrittenScenario
from tests.evals.scoring.samples import case, made, told

WHOLE = "The council passes the plan of 12 million crowns on Friday."


def scenario(
    text: str = WHOLE,
    likelihood: Likelihood | None = Likelihood.LIKELY,
    sign: str | None = "A vote",
) -> WrittenScenario:
    return WrittenScenario(
        kind=ScenarioKind.CONSEQUENCE,
        statement=told(text, basis=Basis.INFERENCE),
        horizon=Horizon.SHORT_TERM,
        confidence=Confidence.ASSESSED,
        likelihood=likelihood,
        watch_for=sign,
    )


def specific(*scenarios: WrittenScenario) -> float | None:
    return Specific().score(made(scenarios=scenarios)).value


def test_a_scenario_with_all_four_is_wholly_specific() -> None:
    assert 1.0 == specific(scenario())


def test_a_figure_does_as_well_as_a_day() -> None:
    assert 1.0 == specific(scenario("The council passes the plan of 12 million crowns."))
    assert 1.0 == specific(scenario("The council passes the plan on Friday."))


def test_each_thing_that_is_lacking_costs_a_quarter() -> None:
    assert 0.75 == specific(scenario(likelihood=None))
    assert 0.75 == specific(scenario(sign=None))
    assert 0.75 == specific(scenario("The council passes the plan."))
    assert 0.75 == specific(scenario("It all ends well on Friday."))


def test_one_that_fits_any_story_has_nothing_and_the_note_says_what() -> None:
    one = made(scenarios=(scenario("It all ends well.", None, None),))
    score = Specific().score(one)
    assert 0.0 == score.value
    assert ["It has no day or figure, no likelihood, no sign to watch for, no actor."] == [
        note.text for note in score.notes
    ]


def test_the_mean_is_over_scenarios() -> None:
    assert 0.5 == specific(scenario(), scenario("It all ends well.", None, None))


def test_where_no_name_can_be_told_the_other_three_count() -> None:
    arabic = made(case(language="ar"), scenarios=(scenario("تنتهي الأزمة قريبا", sign=None),))
    assert 1 / 3 == Specific().score(arabic).value


def test_likelihoods_that_all_differ_are_spread_and_equal_ones_are_not() -> None:
    likely, even = scenario(), scenario(likelihood=Likelihood.ROUGHLY_EVEN)
    spreads = [
        Spread().score(made(scenarios=told)).value
        for told in ((likely, even), (likely, likely), (likely, likely, even))
    ]
    assert [1.0, 0.0, 0.5] == spreads


def test_one_likelihood_has_no_spread() -> None:
    one = made(scenarios=(scenario(), scenario(likelihood=None)))
    assert Spread().score(one).value is None


def test_a_draft_without_scenarios_has_a_count_of_none_and_no_other_score() -> None:
    one = made()
    assert (0.0, None, None) == (
        Count().score(one).value,
        Specific().score(one).value,
        Spread().score(one).value,
    )


def test_scenarios_are_counted() -> None:
    assert 2.0 == Count().score(made(scenarios=(scenario(), scenario()))).value
