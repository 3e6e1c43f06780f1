"""What the dates and times of a source mean, seen from the day of its report."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from drafter.verify.moments import Moment, day_of
from drafter.verify.number_words import number_words

_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_MOST_SPELLED = 20
_SMALL = {word: n for word, n in number_words("en").small.items() if 0 < n <= _MOST_SPELLED}
_RELATIVE = re.compile(
    rf"\b(?P<count>\d{{1,3}}|an?|{'|'.join(_SMALL)})\s(?P<ago_unit>{'|'.join(_UNITS)})s?\s(?P<ago>ago)\b"
    r"|\b(?P<which>last|this|next|the previous|earlier this|later this)\s(?P<unit>month|year)\b",
    re.IGNORECASE,
)


def relative(text: str, published: date) -> Iterator[Moment]:
    """What English phrases such as "last month" and "two years ago" mean on that day."""
    for match in _RELATIVE.finditer(text):
        made = Moment(match[0], match.start(), match.end())
        if match["ago"]:
            yield _ago(made, match, published)
        else:
            yield _this_or_last(made, match, published)


def of_day(day: date) -> Moment:
    """A day as a moment, all its parts told."""
    return Moment("", 0, 0, year=day.year, month=day.month, day=day.day, weekday=day.weekday())


def within(moment: Moment, published: date | None) -> Iterator[Moment]:
    """What a moment of a source can mean: itself, and itself with what it leaves open filled in.

    A date without a year is the last or the next such one, seen from the day of the report; so is
    a weekday that nothing else resolves.
    """
    yield moment
    if moment.dated:
        yield replace(moment, weekday=moment.dated.weekday())
    elif published is None or moment.minute is not None:
        return
    elif moment.month is not None and moment.year is None:
        for year in (published.year - 1, published.year, published.year + 1):
            filled = replace(moment, year=year)
            near = _near(filled, published)
            if near:
                yield replace(filled, weekday=near.weekday() if moment.day else None)
    elif moment.weekday is not None and moment.day is None:
        back = (published.weekday() - moment.weekday) % 7
        for days in (-back, 7 - back):
            yield of_day(published + timedelta(days=days))


def _near(moment: Moment, published: date) -> date | None:
    """The day of the moment, where it is within a year of the report."""
    day = day_of(moment.year or 0, moment.month or 0, moment.day or 15)
    return day if day and abs((day - published).days) <= _UNITS["year"] else None


def agree(source: Moment, claimed: Moment, *, open_year: bool) -> bool:
    """Whether the source's moment carries the claimed one, at the precision that is claimed.

    `open_year` is for a report without a date: which year its "28 December" is, nobody can tell.
    """
    if claimed.decade is not None:
        told = source.decade if source.year is None else source.year // 10 * 10
        return told == claimed.decade
    for part in ("month", "day", "minute"):
        wanted = getattr(claimed, part)
        if wanted is not None and wanted != getattr(source, part):
            return False
    if claimed.year is not None and claimed.year != source.year:
        return open_year and source.year is None and claimed.month is not None
    return claimed.weekday in (None, source.weekday) or (open_year and _open(source))


def _open(source: Moment) -> bool:
    """Whether the source dates something without the year, so that no weekday follows."""
    return source.weekday is None and source.day is not None and source.year is None


def _ago(made: Moment, match: re.Match[str], published: date) -> Moment:
    """Days and weeks lead to a day, months to a month, years to a year."""
    word, unit = match["count"].lower(), match["ago_unit"].lower()
    count = int(word) if word.isdigit() else _SMALL.get(word, 1)
    if unit in ("year", "decade"):
        return replace(made, year=published.year - count * (10 if unit == "decade" else 1))
    if unit == "month":
        return _months_on(made, published, -count)
    day = of_day(published + timedelta(days=-count * _UNITS[unit]))
    return replace(day, text=made.text, start=made.start, end=made.end)


def _this_or_last(made: Moment, match: re.Match[str], published: date) -> Moment:
    which = match["which"].lower()
    step = {"last": -1, "the previous": -1, "next": 1}.get(which, 0)
    if match["unit"].lower() == "year":
        return replace(made, year=published.year + step)
    return _months_on(made, published, step)


def _months_on(made: Moment, published: date, step: int) -> Moment:
    count = published.year * 12 + published.month - 1 + step
    return replace(made, year=count // 12, month=count % 12 + 1)
