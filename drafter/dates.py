"""Resolves what a report says of time ("on Tuesday", "yesterday") against its published date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.report import Report, Sentence

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PHRASE = re.compile(
    r"\b(?:(?P<last>last|this past)\s+)?(?:(?P<next>next|this coming)\s+)?"
    rf"(?P<weekday>{'|'.join(d.capitalize() for d in WEEKDAYS)})\b"
    r"|\b(?P<relative>yesterday|today|tonight|tomorrow|the (?:following|next) day"
    r"|a day (?:later|earlier)"
    r"|the (?:previous day|day before))\b",
)
WINDOW = 80
"""Characters before a weekday in which a verb of the future can turn it to the coming one."""
_OFFSET = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_CUE = re.compile(
    r"\b(?:(?P<future>will|shall|would|is to|are to|due|scheduled|plans? to|expected)"
    r"|said|says|told|added|announced|warned|reported|confirmed|wrote|called|was|were|had)\b",
    re.IGNORECASE,
)


FIRST, LAST = date(1800, 1, 1), date(2200, 1, 1)
"""Outside these a published date is a slip, and counting from it may leave the calendar."""


@dataclass(frozen=True)
class ResolvedDate:
    """A phrase of a source sentence, and the day that it most likely means."""

    sentence: str
    phrase: str
    day: date

    def __str__(self) -> str:
        """As it is given to a writer: `R1.S6 "Sunday" = Sunday 1 March 2026`."""
        return f"{self.sentence} “{self.phrase}” = {self.day:%A} {self.day.day} {self.day:%B %Y}"


def resolve_dates(reports: Sequence[Report]) -> tuple[ResolvedDate, ...]:
    """Every relative date of the reports, in order. A report without a date resolves nothing."""
    return tuple(
        resolved
        for number, report in enumerate(reports, 1)
        if report.published and FIRST <= report.published <= LAST
        if report.language in ("en", "und")
        for resolved in _in_report(f"R{number}", report, report.published)
    )


def _in_report(report_id: str, report: Report, published: date) -> Iterator[ResolvedDate]:
    anchor = None  # the last day that was named: "the following day" counts from it
    for sentence in report.sentences():
        for match in _PHRASE.finditer(sentence.text):
            day = _day(match, sentence, published, anchor)
            if day is not None:
                yield ResolvedDate(f"{report_id}.S{sentence.number}", match[0], day)
                anchor = day


def _day(
    match: re.Match[str], sentence: Sentence, published: date, anchor: date | None
) -> date | None:
    if match["weekday"]:
        ahead = bool(match["next"]) or (not match["last"] and _is_future(match, sentence))
        return _weekday(match["weekday"].lower(), published, ahead=ahead)
    phrase = match["relative"].lower()
    if phrase in _OFFSET:
        return published + timedelta(days=_OFFSET[phrase])
    if anchor is None:
        return None
    back = "previous" in phrase or "before" in phrase or "earlier" in phrase
    return anchor + timedelta(days=-1 if back else 1)


def _is_future(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether the last verb cue before the weekday is one of the future.

    "will vote on Friday" is to come; "will stay shut, the council said on Thursday" was said.
    """
    before = sentence.text[max(0, match.start() - WINDOW) : match.start()]
    cues = list(_CUE.finditer(before))
    return bool(cues) and cues[-1]["future"] is not None


def _weekday(name: str, published: date, *, ahead: bool) -> date:
    """The nearest such day: in news, a bare weekday is the last one, the published day included."""
    wanted = WEEKDAYS.index(name)
    if ahead:
        return published + timedelta(days=(wanted - published.weekday()) % 7 or 7)
    return published - timedelta(days=(published.weekday() - wanted) % 7)
