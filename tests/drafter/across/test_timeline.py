"""All dated facts on one line of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.across.timeline import Dated, timeline
from drafter.dates import resolve_dates
from drafter.verify.evidence import evidence_of
from schemas.event import EarlierEvent
from schemas.report import Report
from tests.factories import event, report


def line(*reports: Report, earlier: tuple[EarlierEvent, ...] = ()) -> tuple[Dated, ...]:
    return timeline(evidence_of(reports, earlier), resolve_dates(reports))


def of(text: str, *, language: str = "en") -> list[tuple[str, str, bool]]:
    """First and last day, how it was told, and whether it was inferred."""
    made = report(text, published=date(2026, 3, 5), language=language)
    return [
        (
            f"{one.first} {one.last}" if one.first != one.last else str(one.first),
            one.told,
            one.inferred,
        )
        for one in line(made)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lock failed on Tuesday.", ("2026-03-03", "Tuesday", True)),
        ("The lock failed yesterday.", ("2026-03-04", "yesterday", True)),
        ("The lock failed on 2 March 2026.", ("2026-03-02", "2 March 2026", False)),
        ("The lock failed on February 17.", ("2026-02-17", "February 17", False)),
        ("The lock failed on 30 December.", ("2025-12-30", "30 December", False)),
        ("The lock was built in 1994.", ("1994-01-01 1994-12-31", "1994", False)),
        ("The lock was built in May 1994.", ("1994-05-01 1994-05-31", "May 1994", False)),
        ("The lock failed last month.", ("2026-02-01 2026-02-28", "last month", True)),
        ("The lease ends next year.", ("2027-01-01 2027-12-31", "next year", True)),
        ("Last April the lock failed.", ("2025-04-01 2025-04-30", "April", False)),
        ("Work begins in April.", ("2026-04-01 2026-04-30", "April", False)),
    ],
)
def test_a_dated_fact_has_its_day_or_its_span(text: str, expected: tuple[str, str, bool]) -> None:
    assert [expected] == of(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das Tor brach am 03.02.2026.", ("2026-02-03", "03.02.2026", False)),
        ("fr", "La porte a cédé le 3 février 2026.", ("2026-02-03", "3 février 2026", False)),
        ("es", "La puerta cedió el 3 de febrero.", ("2026-02-03", "3 de febrero", False)),
        ("ar", "انهار الباب في 3 فبراير 2026.", ("2026-02-03", "3 فبراير 2026", False)),
    ],
)
def test_calendar_dates_are_read_in_five_languages(
    language: str, text: str, expected: tuple[str, str, bool]
) -> None:
    assert [expected] == of(text, language=language)


def test_a_day_inside_a_quotation_is_not_counted_from_the_report() -> None:
    assert [] == of("“We meet today,” she said.")


def test_the_line_runs_over_reports_and_events_in_order() -> None:
    made = line(
        report("The vote was on Tuesday.", published=date(2026, 3, 5)),
        report("The lock failed on 1 March 2026.", published=date(2026, 3, 2)),
        earlier=(event(date(2026, 3, 2), "Divers saw cracks."),),
    )
    assert [("R2.S1",), ("E1",), ("R1.S1",)] == [one.sources for one in made]


def test_an_event_is_told_without_its_outlets() -> None:
    [one] = line(report("Nothing else."), earlier=(event(date(2026, 3, 2), "Divers saw cracks."),))
    assert "2 March 2026 [E1]: Divers saw cracks." == str(one)


def test_reports_that_tell_the_same_of_a_day_are_one_entry() -> None:
    [one] = line(
        report("Divers found cracks in the lower gate on Tuesday."),
        report("On 3 March 2026 divers found cracks in a gate."),
    )
    assert ("R1.S1", "R2.S1") == one.sources


def test_other_facts_of_the_same_day_are_entries_of_their_own() -> None:
    made = line(
        report("Divers found cracks on Tuesday."), report("Mayor Holt resigned on Tuesday.")
    )
    assert [("R1.S1",), ("R2.S1",)] == [one.sources for one in made]


def test_an_event_that_a_report_tells_too_says_how_it_was_told() -> None:
    saw = event(date(2026, 3, 3), "Divers find cracks in the gate.")
    [one] = line(report("Divers found cracks in the gate on Tuesday."), earlier=(saw,))
    assert (("E1", "R1.S1"), "Tuesday", False) == (one.sources, one.told, one.inferred)


def test_an_entry_reads_as_a_writer_needs_it() -> None:
    [one] = line(report("The lock failed on Tuesday.", published=date(2026, 3, 5)))
    assert "3 March 2026 (“Tuesday”, inferred) [R1.S1]: The lock failed on Tuesday." == str(one)


def test_a_long_sentence_is_cut_around_its_date() -> None:
    text = "word " * 40 + "and so it was, and in May 1994 the lock was opened by a king of old."
    [one] = line(report(text))
    assert one.text.startswith("… and in May 1994")


def test_a_report_without_a_date_places_what_is_dated_in_full() -> None:
    text = "The lock failed on 2 March 2026 and reopened on Friday."
    assert ["2 March 2026"] == [one.told for one in line(report(text, published=None))]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_full_date_is_placed_on_its_day(day: date) -> None:
    [one] = line(report(f"The lock failed on {day.day} {day:%B %Y}.", published=date(2026, 3, 5)))
    assert (day, day, False) == (one.first, one.last, one.inferred)


@given(st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), max_size=8))
def test_the_line_is_in_order_whatever_the_report_says(days: list[date]) -> None:
    text = " ".join(f"Gate {n} broke on {day:%d %B %Y}." for n, day in enumerate(days)) or "No."
    starts = [one.first for one in line(report(text))]
    assert sorted(starts) == starts
    assert set(days) == set(starts)
