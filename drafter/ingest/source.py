"""What a format's reader hands on: the parts of a report before it is split into sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from drafter.errors import ReportRefused

NO_HEADLINE = (
    "no headline: write it on a first line of its own with an empty line under it,"
    " as “Headline: ...”, or in JSON as headline"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[A-Za-z]{3})[a-z]*\.?,? (?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_THREE_LETTERS = {"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es"} | {
    "ara": "ar"
}
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_LONGEST_SHOWN = 60
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]+)*")


@dataclass(frozen=True)
class Source:
    """A report's parts, as its format told them. Texts may still be untidy."""

    headline: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None


def source_of(headline: str | None, paragraphs: list[str], facts: Mapping[str, str]) -> Source:
    """A source with the facts `publisher`, `url`, `published` and `language` where given.

    Raises ReportRefused for no headline, a date or a language that cannot be read.
    """
    if headline is None or not headline.strip():
        raise ReportRefused(NO_HEADLINE)
    return Source(
        headline=" ".join(headline.split()),
        paragraphs=tuple(paragraphs),
        publisher=facts.get("publisher") or None,
        url=facts.get("url") or None,
        published=day_of(facts["published"]) if facts.get("published") else None,
        language=language_tag(facts["language"]) if facts.get("language") else None,
    )


def day_of(text: str) -> date:
    """The day of `2026-03-05`, of an ISO 8601 time, `5 March 2026` or `March 5, 2026`.

    A time keeps the day that its own zone has. Raises ReportRefused.
    """
    try:
        return plausible(datetime.fromisoformat(text.strip()).date())
    except ValueError:
        match = _DAY_FIRST.fullmatch(text.strip()) or _MONTH_FIRST.fullmatch(text.strip())
    try:
        if match:
            month = _MONTHS.index(match["month"].lower()) + 1
            return plausible(date(int(match["year"]), month, int(match["day"])))
    except ValueError:
        pass
    raise ReportRefused(f"the date “{shown(text)}” cannot be read: write it as 2026-03-05")


def plausible(day: date) -> date:
    """The day, where a report can be of it. Raises ReportRefused for a year that is a mistake."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ReportRefused(
            f"the date {day} is implausible: give one between {_FIRST_YEAR} and {_LAST_YEAR}"
        )
    return day


def shown(text: str) -> str:
    """What was given, short and on one line, as a message can quote it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else flat[:_LONGEST_SHOWN] + "…"


def language_tag(text: str) -> str:
    """The language of a tag such as `en`, `en-GB` or `eng`, in two letters where it has them.

    Raises ReportRefused.
    """
    match = _LANGUAGE.fullmatch(text.strip())
    if match is None:
        raise ReportRefused(
            f"the language “{shown(text)}” cannot be read: write a code such as en or de"
        )
    tag = match[1].lower()
    return _THREE_LETTERS.get(tag, tag)
