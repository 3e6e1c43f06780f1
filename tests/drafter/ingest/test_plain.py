"""Plain text: the header, the headline and the paragraphs."""

from datetime import date

import pytest

from drafter.errors import ReportRefused
from drafter.ingest.plain import read_plain

HEADLINE = "Eastmere closes its old bridge in the U.S."
BODY = "The town closed its bridge on Tuesday.\n\nPilots warned of queues."
PARAGRAPHS = ("The town closed its bridge on Tuesday.", "Pilots warned of queues.")


@pytest.mark.parametrize("start", ["date ", "Date: ", "date: "])
def test_the_word_date_a_day_and_the_headline_may_share_a_line(start: str) -> None:
    source = read_plain(f"{start}2026-03-05 {HEADLINE}\n\n{BODY}")
    assert (date(2026, 3, 5), HEADLINE) == (source.published, source.headline)
    assert PARAGRAPHS == source.paragraphs


def test_a_block_of_fields_is_read_and_unknown_keys_are_skipped() -> None:
    source = read_plain(
        f"Title: {HEADLINE}\nBy: Ida Brenner\nSource: Courier\nURL: https://courier.example.org/1\n"
        f"Published: 5 March 2026\nLang: en-GB\n\n{BODY}"
    )
    assert HEADLINE == source.headline
    assert ("Courier", "https://courier.example.org/1") == (source.publisher, source.url)
    assert (date(2026, 3, 5), "en") == (source.published, source.language)
    assert PARAGRAPHS == source.paragraphs


def test_a_block_without_a_headline_leaves_it_to_the_next_line() -> None:
    source = read_plain(f"Date: 2026-03-05\n\n{HEADLINE}\n\n{BODY}")
    assert (HEADLINE, PARAGRAPHS) == (source.headline, source.paragraphs)


def test_a_line_with_a_colon_is_no_field_where_its_key_is_unknown() -> None:
    assert "Mayor: bridge shut" == read_plain(f"Mayor: bridge shut\n\n{BODY}").headline


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_short_first_line_without_a_full_stop_is_the_headline(gap: str) -> None:
    source = read_plain(f"Bridge shut{gap}{BODY}")
    assert ("Bridge shut", PARAGRAPHS) == (source.headline, source.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The town of Eastmere closed its bridge on Tuesday\nafter divers found cracks.\n\nMore.",
        " ".join(["word"] * 26) + "\n\n" + BODY,
        "Headline:\n\n" + BODY,
    ],
)
def test_a_text_without_a_headline_is_refused(text: str) -> None:
    with pytest.raises(ReportRefused, match="no headline: write it on a first line"):
        read_plain(text)


def test_wrapped_lines_are_joined_and_long_lines_are_a_paragraph_each() -> None:
    long = "word " * 30 + "end."
    source = read_plain(f"Bridge shut\n\nOne line\nand the next.\n\n{long}\nShort.")
    assert ("One line and the next.", long, "Short.") == source.paragraphs


@pytest.mark.parametrize(
    "told", ["2026-03-05", "2026-03-05T23:59:00+02:00", "5 March 2026", "Mar. 5, 2026"]
)
def test_a_date_is_read_in_its_usual_forms(told: str) -> None:
    assert date(2026, 3, 5) == read_plain(f"Headline: A\nDate: {told}\n\n{BODY}").published


@pytest.mark.parametrize("told", ["05/03/2026", "31 February 2026", "5 Floréal 2026", "soon"])
def test_a_date_that_could_mean_two_days_or_none_is_refused(told: str) -> None:
    with pytest.raises(ReportRefused, match="write it as 2026-03-05"):
        read_plain(f"Headline: A\nDate: {told}\n\n{BODY}")


@pytest.mark.parametrize("told", ["0001-01-01", "9999-12-31", "31 December 1799", "2201-01-01"])
def test_a_date_before_1800_or_after_2200_is_refused_as_implausible(told: str) -> None:
    with pytest.raises(ReportRefused, match=r"is implausible: give one between 1800 and 2200$"):
        read_plain(f"Headline: A\nDate: {told}\n\n{BODY}")


@pytest.mark.parametrize("told", ["1800-01-01", "2200-12-31"])
def test_the_first_and_the_last_plausible_day_are_read(told: str) -> None:
    made = read_plain(f"Headline: A\nDate: {told}\n\n{BODY}")
    assert date.fromisoformat(told) == made.published


def test_a_language_that_is_no_code_is_refused() -> None:
    with pytest.raises(ReportRefused, match="“plain English” cannot be read: write a code"):
        read_plain(f"Headline: A\nLanguage: plain English\n\n{BODY}")
