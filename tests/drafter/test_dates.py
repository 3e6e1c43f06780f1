"""What a report says of time, against its published date (Thursday 5 March 2026)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.dates import resolve_dates
from tests.factories import report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed on Tuesday.", [date(2026, 3, 3)]),
        ("It closed on Thursday.", [date(2026, 3, 5)]),
        ("It closed last Friday.", [date(2026, 2, 27)]),
        ("The council will vote on Friday.", [date(2026, 3, 6)]),
        ("It will stay shut until May, the council said on Thursday.", [date(2026, 3, 5)]),
        ("The mayor said the council will vote on Friday.", [date(2026, 3, 6)]),
        ("It opens next Monday.", [date(2026, 3, 9)]),
        ("It closed yesterday.", [date(2026, 3, 4)]),
        ("They met on Sunday. He called the following day.", [date(2026, 3, 1), date(2026, 3, 2)]),
        ("He called the following day.", []),
        ("It closed.", []),
    ],
)
def test_a_phrase_means_the_nearest_fitting_day(text: str, expected: list[date]) -> None:
    assert expected == [resolved.day for resolved in resolve_dates([report(text)])]


def test_a_report_without_a_date_resolves_nothing() -> None:
    assert () == resolve_dates([report("It closed on Tuesday.", published=None)])


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_date_at_the_edge_of_the_calendar_resolves_nothing(published: date) -> None:
    assert () == resolve_dates([report("It closed yesterday.", published=published)])


def test_a_resolved_date_says_sentence_phrase_and_day() -> None:
    [resolved] = resolve_dates([report("It closed on Tuesday.")])
    assert "R1.S1 “Tuesday” = Tuesday 3 March 2026" == str(resolved)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_bare_weekday_is_within_the_last_seven_days(published: date) -> None:
    [resolved] = resolve_dates([report("It closed on Monday.", published=published)])
    assert 0 <= (published - resolved.day).days < 7
    assert 0 == resolved.day.weekday()
