"""How far ahead a sentence looks: by its date, else by its words for time."""

import calendar
import re
from datetime import date

from drafter.terms import words_pattern
from schemas.sections import Horizon

HORIZONS = ((7, Horizon.IMMEDIATE), (45, Horizon.SHORT_TERM), (365, Horizon.MEDIUM_TERM))
"""Up to how many days ahead."""
_MONTHS = tuple(calendar.month_name)[1:]
_DATED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<after>\d{{1,2}})\b)?"
    r"(?:,?\s+(?P<year>\d{4}))?|\b(?:by|in|until|before)\s+(?P<only>20\d\d)\b"
)
HORIZON_DAYS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        3,
        words_pattern(
            "today tonight tomorrow this_week within_days within_hours in_the_coming_days"
            " monday tuesday wednesday thursday friday saturday sunday shortly soon immediately"
            " this_weekend within_24_hours in_the_next_few_days",
        ),
    ),
    (21, words_pattern("next_week weeks this_month in_the_coming_weeks fortnight next_month")),
    (180, words_pattern("months this_year next_year later_this_year spring autumn summer winter")),
    (
        900,
        words_pattern(
            "years decade decades eventually in_the_future long-term generations long_run"
        ),
    ),
)
DEFAULT_DAYS = 21
"""Where no word tells the time, news speaks of the coming weeks."""


def horizon(plain: str, published: date | None) -> Horizon:
    """By a date after the report's, else by the words for time, else the coming weeks."""
    days = days_to_date(plain, published)
    if days is None:
        told = (days for days, words in HORIZON_DAYS if words.search(plain))
        days = next(told, DEFAULT_DAYS)
    return next((name for most, name in HORIZONS if days <= most), Horizon.LONG_TERM)


def days_to_date(plain: str, published: date | None) -> int | None:
    """Days from the report's date to the first date in the text that lies ahead of it."""
    if published is None:
        return None
    named = (_date_of(match, published) for match in _DATED.finditer(plain))
    return next(((day - published).days for day in named if day and day >= published), None)


def _date_of(match: re.Match[str], published: date) -> date | None:
    if match["only"]:
        return date(int(match["only"]), 12, 31)
    year = int(match["year"] or published.year)
    month = _MONTHS.index(match["month"]) + 1
    try:
        named = date(year, month, int(match["day"] or match["after"] or 28))
    except ValueError:
        return None
    early = named < published and not match["year"]
    return named.replace(year=year + 1) if early and (month, named.day) != (2, 29) else named
