"""What the check of dates and times says of a statement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check, Severity, Verdict
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from tests.factories import event, report, statement

PUBLISHED = date(2026, 3, 5)


def found(
    said: WrittenStatement,
    *sentences: str,
    section: SectionName = SectionName.BODY,
    published: date | None = PUBLISHED,
) -> list[Found]:
    earlier = [event(date(2026, 2, 20), "Divers warned of cracks.")]
    evidence = evidence_of([report(*sentences, published=published)], earlier)
    every = check_statement(section, said, evidence)
    return [one for one in every if one.check is Check.DATES]


def test_a_date_of_another_sentence_is_a_blocker_that_proposes_the_sentence() -> None:
    said = statement("The lock failed on 9 March.", cites=["R1.S1"])
    [one] = found(said, "The lock failed.", "The harbour reopens on 9 March.")
    assert (Severity.BLOCKER, ("R1.S2",)) == (one.severity, one.proposed)


def test_the_day_of_the_report_for_what_has_no_date_is_a_warning() -> None:
    [one] = found(statement("The lock failed on 5 March 2026."), "The lock failed.")
    assert Severity.WARNING is one.severity


def test_the_day_of_the_report_may_date_the_reporting() -> None:
    said = statement("The Courier reported on 5 March 2026 that the lock had failed.")
    assert [] == found(said, "The lock failed.")


def test_the_month_of_the_report_may_be_said() -> None:
    assert [] == found(statement("The lock failed in March 2026."), "The lock failed.")


def test_a_date_without_a_source_could_not_be_checked() -> None:
    said = statement("The lock dates from 1931.", basis=Basis.BACKGROUND, cites=())
    assert [Verdict.COULD_NOT_CHECK] == [one.verdict for one in found(said)]


def test_what_a_scenario_says_of_days_to_come_is_its_own() -> None:
    said = statement("The council votes by 31 March 2026.", basis=Basis.INFERENCE)
    assert [] == found(said, "The lock failed.", section=SectionName.SCENARIOS)


def test_a_report_without_a_date_resolves_no_weekday_but_has_it() -> None:
    sentence = "The lock failed on Tuesday."
    assert [] == found(statement("It failed on Tuesday."), sentence, published=None)
    [one] = found(statement("It failed on 3 March."), sentence, published=None)
    assert Severity.BLOCKER is one.severity


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said so.",
        "Support for May has collapsed.",
        "They may go.",
        "The march was long.",
        "Sun and wind did it.",
        "They asked April twice.",
    ],
)
def test_a_word_that_could_be_a_month_or_day_is_no_date(text: str) -> None:
    assert [] == found(statement(text), "Nothing was said of time.")


def test_last_month_of_an_older_report_is_a_warning() -> None:
    old = report("The lease ran out last month.", published=date(2026, 1, 10))
    evidence = evidence_of([old, report("The lock failed.", published=PUBLISHED)], [])
    said = statement("The lease ran out last month.")
    told = [f for f in check_statement(SectionName.BODY, said, evidence) if f.check is Check.DATES]
    assert [Severity.WARNING] == [one.severity for one in told]


def test_last_month_is_seen_from_the_newest_report() -> None:
    said = statement("Last month divers warned.", basis=Basis.BACKGROUND, cites=(), links=["E1"])
    assert [] == found(said, "The lock failed.")


def test_a_report_without_a_date_cannot_refute_the_year_of_a_day_that_it_names() -> None:
    said = statement("The storm came on 28 December 2023.")
    assert [] == found(said, "The storm came on 28 December.", published=None)
    assert found(said, "The storm came in December.", published=None)


DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS, DAYS)
def test_a_date_is_the_same_however_it_is_written(day: date, other: date) -> None:
    source = f"The lock failed on {day.day} {day:%B %Y}."
    for form in (
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day:%A} {day.day} {day:%B}",
        f"{day:%Y-%m-%d}",
    ):
        assert [] == found(statement(f"It failed on {form}."), source)
    if other != day:
        told = statement(f"It failed on {other:%Y-%m-%d}.")
        assert [Severity.BLOCKER] == [one.severity for one in found(told, source, published=None)]


@given(DAYS, st.sampled_from(["yesterday", "on Monday", "last month", "two years ago", "on 3 May"]))
def test_a_relative_date_said_again_has_no_finding(day: date, phrase: str) -> None:
    source = f"The lock failed {phrase}."
    assert [] == found(statement(source), source, published=day)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_nothing_is_counted_from_a_published_date_that_must_be_a_slip(published: date) -> None:
    sentence = "The lock failed on Tuesday, three weeks ago."
    assert [] == found(statement(sentence), sentence, published=published)
