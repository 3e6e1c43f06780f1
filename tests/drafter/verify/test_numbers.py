"""What the check of numbers says of a statement."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from drafter.verify.number_words import number_words
from schemas.evidence import Check, Severity, Verdict
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from tests.factories import report, statement

BLOCKED = (Verdict.FAIL, Severity.BLOCKER)


def found(said: WrittenStatement, *sentences: str) -> list[Found]:
    evidence = evidence_of([report(*sentences)], [])
    every = check_statement(SectionName.BODY, said, evidence)
    return [one for one in every if one.check is Check.NUMBERS]


def kinds(findings: Sequence[Found]) -> list[tuple[Verdict, Severity]]:
    return [(one.verdict, one.severity) for one in findings]


def test_a_number_of_another_sentence_is_a_blocker_that_proposes_the_sentence() -> None:
    said = statement("The mill employed 310 people.", cites=["R1.S1"])
    [one] = found(said, "The mill closed.", "It had employed 310 people.")
    assert (Verdict.FAIL, Severity.BLOCKER, ("R1.S2",)) == (
        one.verdict,
        one.severity,
        one.proposed,
    )


def test_a_number_of_another_unit_is_a_blocker_that_shows_it() -> None:
    [one] = found(statement("It is shut for nine weeks."), "Nine piers are cracked.")
    assert Severity.BLOCKER is one.severity
    assert "“nine weeks”" in one.reason


def test_a_thing_that_is_counted_otherwise_is_no_more_than_a_note() -> None:
    [one] = found(statement("Four men were held."), "Police held four people: two men and a boy.")
    assert Severity.NOTE is one.severity


def test_a_thing_that_stands_beside_the_number_has_no_finding() -> None:
    source = (
        "Some 870 cases are known, infections of farm hands.",
        "There were 12 infections in May.",
    )
    assert [] == found(statement("There were 870 infections.", cites=["R1.S1", "R1.S2"]), *source)


def test_another_word_for_what_is_counted_has_no_finding() -> None:
    assert [] == found(statement("The 200 travellers were safe."), "All 200 passengers lived.")


@pytest.mark.parametrize("text", ["one of them left", "both left", "no one left"])
def test_a_word_that_counts_in_passing_needs_no_source(text: str) -> None:
    assert [] == found(statement(text), "The pilots left.")


def test_a_first_that_no_source_has_is_a_warning() -> None:
    [one] = found(statement("The pilots left first."), "The pilots left.")
    assert Severity.WARNING is one.severity


def test_two_per_cent_are_allowed_with_a_hedge_and_never_for_a_year() -> None:
    assert [] == found(statement("About 50 came."), "There were 49 guests.")
    assert [BLOCKED] == [
        (one.verdict, one.severity)
        for one in check_statement(
            SectionName.BODY,
            statement("It was built about 1990."),
            evidence_of([report("It was built in 1989.")], []),
        )
        if one.check is Check.DATES
    ]


def test_an_inference_counts_its_own_thoughts_but_not_the_things_of_a_source() -> None:
    source = "The bridge has six piers, the council said."
    thought = statement("That leaves two readings.", basis=Basis.INFERENCE)
    assert [] == found(thought, source)
    counted = statement("So two piers will do.", basis=Basis.INFERENCE)
    assert [BLOCKED] == kinds(found(counted, source))


def test_an_inference_may_reckon_the_days_between_two_dates_that_it_cites() -> None:
    source = "The vote on 2 March followed the walk-out on 26 February."
    right = statement("The vote came within four days.", basis=Basis.INFERENCE)
    wrong = statement("The vote came within six days.", basis=Basis.INFERENCE)
    assert [] == found(right, source)
    assert [BLOCKED] == kinds(found(wrong, source))


def test_the_time_that_a_scenario_forecasts_is_its_own() -> None:
    said = statement("The council votes within 30 days.", basis=Basis.INFERENCE)
    evidence = evidence_of([report("The council met.")], [])
    told = {
        section: [f for f in check_statement(section, said, evidence) if f.check is Check.NUMBERS]
        for section in (SectionName.SCENARIOS, SectionName.SYNTHESIS)
    }
    assert [] == told[SectionName.SCENARIOS]
    assert [BLOCKED] == kinds(told[SectionName.SYNTHESIS])


SPELLED = {value: word for word, value in number_words("en").small.items() if value > 1}


@given(st.sampled_from(sorted(SPELLED)), st.integers(min_value=2, max_value=999))
def test_a_number_is_the_same_in_digits_and_in_words(value: int, other: int) -> None:
    source = f"They counted {SPELLED[value]} swans."
    assert [] == found(statement(f"They saw {value} swans."), source)
    if other != value:
        assert [BLOCKED] == kinds(found(statement(f"They saw {other} swans."), source))


@given(st.integers(min_value=2_200, max_value=10**9))
def test_separators_do_not_matter(value: int) -> None:
    assert [] == found(statement(f"They sold {value} crates."), f"They sold {value:,} crates.")
    spaced = f"{value:,}".replace(",", "\u202f")
    assert [] == found(statement(f"They sold {value} crates."), f"They sold {spaced} crates.")


VIEWS = ("The firm called the demand out of reach.", "The union named it overdue.")


def test_a_label_that_counts_what_it_cites_is_a_warning_and_no_blocker() -> None:
    both = statement("Two views of the demand", cites=["R1.S1", "R1.S2"])
    assert [(Verdict.FAIL, Severity.WARNING)] == kinds(found(both, *VIEWS))
    more = statement("Three views of the demand", cites=["R1.S1", "R1.S2"])
    assert [BLOCKED] == kinds(found(more, *VIEWS))
    counted = statement("Two firms want the demand met", cites=["R1.S1", "R1.S2"])
    assert [BLOCKED] == kinds(found(counted, *VIEWS))


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("A mediator helps two sides to a deal.", False),
        ("At war, messages go through a third country.", False),
        ("A mediator has two months for it.", True),
        ("A mediator helps nine sides to a deal.", True),
        ("Prices there fell by a third last year.", True),
    ],
)
def test_general_knowledge_may_speak_of_two_sides_and_a_third_one(
    text: str, *, is_open: bool
) -> None:
    known = statement(text, basis=Basis.BACKGROUND, cites=())
    expected = [(Verdict.COULD_NOT_CHECK, Severity.WARNING)] if is_open else []
    assert expected == kinds(found(known, *VIEWS))
