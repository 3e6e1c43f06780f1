"""Earlier events, and reports that disagree."""

from datetime import date

from drafter.engines.extractive.comparing import NO_REASONING, conflicts, synthesis
from drafter.engines.extractive.picking import Material
from drafter.engines.extractive.source import read
from schemas.event import EarlierEvent
from schemas.report import Report
from schemas.statement import Basis
from tests.drafter.engines.extractive.samples import strait
from tests.factories import event, plan_of

NEAR = event(date(2026, 3, 1), "Swedish navy strikes hit two Norwegian boats in the Varn strait.")
FAR = event(date(2026, 2, 1), "A choir from Bergen won a prize for old hymns.", key="ev-2")


def of(*reports: Report, earlier: tuple[EarlierEvent, ...] = ()) -> Material:
    plan = plan_of(*reports, earlier=earlier)
    return Material(plan, read(plan))


def test_an_event_that_matches_is_background_with_outlet_and_date() -> None:
    made = synthesis(of(strait(), earlier=(NEAR, FAR)))
    assert not isinstance(made, str)
    assert [f"Coast Radio reported on 1 March 2026: {NEAR.text}"] == [s.text for s in made]
    assert [(Basis.BACKGROUND, ("E2",), ())] == [(s.basis, s.links, s.cites) for s in made]


def test_where_no_event_matches_the_engine_says_that_it_does_not_reason() -> None:
    assert NO_REASONING == synthesis(of(strait(), earlier=(FAR,)))


def test_two_reports_that_count_differently_are_in_conflict() -> None:
    one = strait("Eleven sailors were killed when Swedish boats fired in the Varn strait.")
    other = strait("Swedish boats fired in the Varn strait and twelve sailors were killed.")
    made = conflicts(of(one, other))
    assert not isinstance(made, str)
    assert "How many sailors were killed: Eleven or twelve?" == made[0].question
    assert ["R1.S1", "R2.S1"] == [version.cites[0] for version in made[0].versions]


def test_two_reports_that_name_different_days_are_in_conflict() -> None:
    one = strait("Swedish boats fired at the crews in the Varn strait on Monday.")
    other = strait("Swedish boats fired at the crews in the Varn strait on Tuesday.")
    made = conflicts(of(one, other))
    assert not isinstance(made, str)
    expected = "On which day was it: Monday 2 March 2026 or Tuesday 3 March 2026?"
    assert expected == made[0].question


def test_rough_and_equal_numbers_are_no_conflict() -> None:
    one = strait("At least 11 sailors were killed when Swedish boats fired in the Varn strait.")
    other = strait("Swedish boats fired in the Varn strait and 12 sailors were killed.")
    same = strait("Swedish boats fired in the Varn strait and twelve sailors were killed.")
    none = "no two sentences on the same fact differ in a number, a day or a doer"
    assert none == conflicts(of(one, other))
    assert none == conflicts(of(other, same))
