"""dates: fears an event that is put on a day, in a month or a year that no source gives it.

A date of a statement is one of the cited text, or what "on Tuesday" or "last month" means there,
at the precision that the statement claims. Method: docs of drafter/dates.py and resolving.py.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from drafter.verify.claim import Claim
from drafter.verify.found import Found, blocker, span, unchecked, warning
from drafter.verify.moments import Moment
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.resolving import agree, of_day, relative, within
from schemas.evidence import Check
from schemas.sections import SectionName
from schemas.statement import Basis

_SIX_DAYS = 6
_REPORTING = re.compile(
    r"\b(?:report(?:s|ed|ing)?|publish(?:ed|es)|wrote|writes|article|dispatch|account|coverage"
    r"|inferred|as of|berichte\w*|meldete\w*|rapport\w*|publi\w*|informó|según|selon|laut)\b",
    re.IGNORECASE,
)


def check(claim: Claim) -> Iterator[Found]:
    """Every date and time of the statement is one that its sources give."""
    for moment in _to_check(claim):
        where = span(moment.start, moment.end)
        if not claim.passages:
            reason = f"Says “{moment.text}” and names no source to hold it against."
            yield unchecked(Check.DATES, reason, where)
        elif not (
            carried(moment, claim.passages)
            or _of_the_report(moment, claim)
            or _is_worked_out(moment, claim)
        ):
            yield _failure(moment, claim)


def carried(moment: Moment, passages: tuple[Passage, ...]) -> bool:
    """Whether one of the passages gives that date or time."""
    return any(
        agree(told, meant, open_year=passage.published is None)
        for passage in passages
        for meant in _meant(moment, passage)
        for told in passage.told
    )


def _meant(moment: Moment, passage: Passage) -> Iterator[Moment]:
    """The claimed moment, with its weekday known where the date is whole."""
    yield moment
    if moment.weekday is not None and moment.day is None:
        yield from within(moment, passage.published) if passage.language not in ENGLISH else ()


def _to_check(claim: Claim) -> Iterator[Moment]:
    """The dates that a source has to hold. What a scenario says of days to come is its own."""
    forecast = claim.section is SectionName.SCENARIOS and claim.basis is Basis.INFERENCE
    for moment in claim.said.moments:
        if not (forecast and _to_come(moment, claim)):
            yield moment
    day = claim.said.published
    if day and claim.language in ENGLISH and not forecast:
        yield from relative(claim.text, day)


def _to_come(moment: Moment, claim: Claim) -> bool:
    """Whether it is, or may be, after the day of the newest report."""
    day = claim.said.published
    if day is None or moment.year is None:
        return True
    told = (moment.year, moment.month or day.month, moment.day or day.day)
    return told >= (day.year, day.month, day.day)


def _of_the_report(moment: Moment, claim: Claim) -> bool:
    """Whether it is the month or year of the report, or its day where the reporting is dated."""
    if moment.day is None and moment.weekday is None:
        return _is_day_of_report(moment, claim)
    return bool(_REPORTING.search(claim.text)) and _is_day_of_report(moment, claim)


def _is_day_of_report(moment: Moment, claim: Claim) -> bool:
    days = [of_day(day) for day in claim.published]
    return any(agree(day, moment, open_year=False) for day in days)


def _is_worked_out(moment: Moment, claim: Claim) -> bool:
    """Whether it dates a weekday that is cited, in the week around the dateline of its report.

    A report without a date of its own may open with one: "By Oda Renn, 3 March 2026".
    """
    if moment.weekday is None or moment.day is None or moment.month is None:
        return False
    weekdays = {told.weekday for passage in claim.passages for told in passage.moments}
    opening = [
        claim.evidence.reports[r][0] for r in claim.cited_reports if r in claim.evidence.reports
    ]
    return moment.weekday in weekdays and any(
        _is_in_the_week(moment, told.dated)
        for passage in (*opening, *claim.passages)
        if passage.published is None
        for told in passage.moments
        if told.dated
    )


def _is_in_the_week(moment: Moment, day: date) -> bool:
    """Whether it is that weekday among the six days before the day and the six after it."""
    near = (day + timedelta(days=days) for days in range(-_SIX_DAYS, _SIX_DAYS + 1))
    return any(agree(of_day(one), moment, open_year=False) for one in near)


def _when_older(claim: Claim) -> Iterator[str]:
    """The cited texts that are older than the newest report: their "last month" was another."""
    for passage in claim.passages:
        if passage.published != claim.evidence.newest:
            yield passage.text


def _failure(moment: Moment, claim: Claim) -> Found:
    where = span(moment.start, moment.end)
    if any(moment.text.lower() in text.lower() for text in _when_older(claim)):
        reason = f"“{moment.text}” is said of another day: the report that has it is older."
        return warning(Check.DATES, reason, where)
    better = tuple(p.id for p in claim.beside if carried(moment, (p,)))[:1]
    if better:
        reason = f"“{moment.text}” is not in what it cites; {better[0]} has it."
        return blocker(Check.DATES, reason, where, better)
    if _is_day_of_report(moment, claim):
        reason = f"“{moment.text}” is the day of the report; what it cites gives the event no date."
        return warning(Check.DATES, reason, where)
    reason = f"“{moment.text}” is no date or time that what it cites gives."
    return blocker(Check.DATES, reason, where)
