"""Dates and times in a text, each as the parts of it that the text gives: year, month, day, ..."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from drafter.verify.calendar_words import months, pattern_of, weekdays

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_NAMES_TOO = ("may", "march", "mar", "august", "april", "june", "jan", "jun", "sat", "sun", "wed")
"""Months and weekdays that are also names, verbs or nouns: alone they need a word of time."""
_OF_TIME = re.compile(
    r"\b(?:in|by|on|since|until|till|from|to|through|during|before|after|between|early|late|mid|last"
    r"|next|this|of|for|and|or|and in)[\s-]$",
    re.IGNORECASE,
)
_IN_OR_FOR = re.compile(r"\b(?:in|for|until|till|during)[\s-]$", re.IGNORECASE)
_ONE_DOES = re.compile(r"\s(?:said|says|told|was|is|has|will|'s|’s)\b")
"""After "for" or "in" only these speak of a person: "bookings for May have gone" is of a month."""
_VERB_NEXT = re.compile(
    r"\s(?:be|have|not|also|still|well|yet|on|said|says|told|was|is|has|will|and|'s|’s)\b"
)
_MIDNIGHT, _NOON, _HALF_DAY, _HOUR, _DAY = 0, 720, 720, 60, 1440
_CENTURY = 100
_NEAR = 20
"""Characters before a month in which a word of time can stand."""


@dataclass(frozen=True)
class Moment:
    """What a text says of time. `minute` is of the day, `decade` its first year, Monday is 0."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minute: int | None = None
    decade: int | None = None

    @property
    def dated(self) -> date | None:
        """The day, where all of it is told and the calendar has it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return day_of(self.year, self.month, self.day)


def moments(text: str, language: str = "en") -> Iterator[Moment]:
    """The dates and times of the text in order: calendar dates, weekdays, clock times."""
    if not _hints(language).search(text):
        return
    for match in _pattern(language).finditer(text):
        found = {name: value for name, value in match.groupdict().items() if value}
        for moment in _read(match, found, language):
            if _is_time(moment, match, found):
                yield moment


@lru_cache(maxsize=8)
def _hints(language: str) -> re.Pattern[str]:
    """Without one of these a text says nothing of time; most sentences are told by that."""
    names = pattern_of(months(language) | weekdays(language), language)
    return re.compile(rf"\d|\b(?:{names}|noon|midday|midnight)")


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    month = pattern_of(months(language), language)
    weekday = pattern_of(weekdays(language), language)
    year = rf"(?:,?\s(?:of\s|del?\s)?(?P<YEAR>{_YEAR})(?![\d%]))?"
    of = r"(?:st|nd|rd|th|\.|er)?(?:\s(?:of|de))?\s"
    led = rf"(?:(?P<WD>{weekday})\b\.?,?\s(?:the\s|dem\s|den\s|le\s)?\(?(?:on\s)?)?"
    many = (
        r"(?:(?P<D0>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s?[-–]\s?|\s(?:and|to|or|und|et|y|bis|à|al)\s))?"
    )
    forms = (
        r"\b(?P<iso_y>\d{4})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)\b",
        r"\b(?P<num_a>\d{1,2})[./](?P<num_b>\d{1,2})[./](?P<num_y>\d{4})\b",
        _named(rf"{led}{many}\b(?P<D>\d{{1,2}}){of}(?P<M>{month})\b\.?{year}", "dm"),
        _named(
            rf"{led}\b(?P<M>{month})\b\.?\s(?:the\s)?{many}(?P<D>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?![\d:%]|[.,]\d){year}",
            "md",
        ),
        _named(rf"\b(?P<M>{month})\b\.?{year}", "m"),
        r"\b(?P<span_a>(?:1[5-9]|20|21)\d\d)[-–/](?P<span_b>\d{4}|\d\d)\b",
        r"\b(?P<decade>(?:1[5-9]|20)\d0|’?'?[2-9]0)[’']?s\b",
        rf"(?<![\d.,$€£])\b(?P<year>{_YEAR})\b(?![\d%]|[.,]\d|\s(?:{_COUNTED})\b|\sGMT|\sUTC)",
        rf"\b(?P<weekday>{weekday})s?\b",
        r"\b(?P<hour>\d{1,2})(?:[:.h](?P<minutes>\d\d))?\s?(?P<half>[ap]\.?m\b\.?)",
        r"\b(?P<hour24>[01]?\d|2[0-3]):(?P<minutes24>[0-5]\d)\b(?!:\d\d:)",
        r"\b(?P<hour_z>[01]\d|2[0-3])(?P<minutes_z>[0-5]\d)\s(?:GMT|UTC)\b",
        r"\b(?P<noon>noon|midday|midnight)\b",
    )
    return re.compile("|".join(forms))


_COUNTED = (
    "people|men|women|troops|soldiers|homes|jobs|deaths|cases|children|workers|years|km|miles"
)


def _named(form: str, prefix: str) -> str:
    """The form with its groups named for it: a regular expression has each name once."""
    return re.sub(r"\(\?P<([A-Z0-9]+)>", lambda match: f"(?P<{prefix}_{match[1].lower()}>", form)


def _read(match: re.Match[str], found: dict[str, str], language: str) -> Iterator[Moment]:
    text = match[0].rstrip(" .") if match.end() == len(match.string) else match[0].strip()
    made = Moment(text, match.start(), match.start() + len(text))
    form = next(iter(found)).partition("_")[0]
    if form in ("dm", "md", "m"):
        parts = {name.partition("_")[2]: value for name, value in found.items()}
        yield from _calendar(made, parts, language)
    elif form in ("iso", "num"):
        yield from _numeric(made, found)
    elif form == "span":
        yield from _span(made, found)
    elif form == "decade":
        digits = re.sub(r"\D", "", found["decade"])
        yield replace(made, decade=int(digits) + (0 if len(digits) > _SHORT else 1900))
    elif form == "year":
        yield replace(made, year=int(found["year"]))
    elif form == "weekday":
        yield replace(made, weekday=weekdays(language)[found["weekday"].lower()])
    else:
        yield from _clock(made, found)


_SHORT = 2


def _calendar(made: Moment, parts: dict[str, str], language: str) -> Iterator[Moment]:
    dated = replace(
        made,
        month=months(language)[parts["m"].lower()],
        year=int(parts["year"]) if "year" in parts else None,
        weekday=weekdays(language)[parts["wd"].lower()] if "wd" in parts else None,
    )
    if "d0" in parts:
        yield replace(dated, day=int(parts["d0"]))
        dated = replace(dated, weekday=None)
    yield replace(dated, day=int(parts["d"]) if "d" in parts else None)


def _numeric(made: Moment, found: dict[str, str]) -> Iterator[Moment]:
    if "iso_y" in found:
        year, month, day = (int(found[f"iso_{part}"]) for part in "ymd")
        yield replace(made, year=year, month=month, day=day)
        return
    first, second = int(found["num_a"]), int(found["num_b"])
    orders = {(first, second), (second, first)} if "/" in made.text else {(first, second)}
    for day, month in orders:
        if day_of(int(found["num_y"]), month, day):
            yield replace(made, year=int(found["num_y"]), month=month, day=day)


def _span(made: Moment, found: dict[str, str]) -> Iterator[Moment]:
    first, last = int(found["span_a"]), int(found["span_b"])
    last = last if last >= _CENTURY else first // _CENTURY * _CENTURY + last
    yield replace(made, year=first)
    if last > first:
        yield replace(made, year=last)


def _clock(made: Moment, found: dict[str, str]) -> Iterator[Moment]:
    if "noon" in found:
        yield replace(made, minute=_MIDNIGHT if found["noon"] == "midnight" else _NOON)
        return
    hour, minutes = (
        int(next((found[name] for name in names if name in found), "0"))
        for names in (("hour", "hour24", "hour_z"), ("minutes", "minutes24", "minutes_z"))
    )
    late = _HALF_DAY if found.get("half", "").lower().startswith("p") else 0
    hour = hour % 12 if "half" in found else hour
    yield replace(made, minute=(hour * _HOUR + minutes + late) % _DAY)


def _is_time(moment: Moment, match: re.Match[str], found: dict[str, str]) -> bool:
    """Whether it is one, and not a verb or a name: "may", "Theresa May", "a march"."""
    name = (found.get("m_m") or found.get("weekday") or "").lower()
    if name not in _NAMES_TOO or moment.year is not None:
        return True
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    follows = _ONE_DOES if _IN_OR_FOR.search(before) else _VERB_NEXT
    return bool(_OF_TIME.search(before)) and not follows.match(match.string, match.end())


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, where the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
