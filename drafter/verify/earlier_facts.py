"""Earlier events in a draft: an outlet and the date stand where a section first uses one."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from drafter.verify.evidence import Evidence
from drafter.verify.found import warning
from drafter.verify.moments import Moment, moments
from drafter.verify.passage import Passage
from drafter.verify.resolving import agree, of_day, relative
from schemas.evidence import Check, Finding
from schemas.sections import SectionName, Sections
from schemas.statement import Statement
from schemas.walk import statements_of

_A_WEEK = timedelta(days=7)
_RELATIVE = re.compile(
    r"\b(?:yesterday|last (?:night|week|month|year|spring|summer|autumn|winter)"
    r"|(?:the|a) (?:previous|preceding|following|next) (?:day|week|month|year)"
    r"|(?:the|a|one|two|three|four|five|six|\d+|several|some)"
    r" (?:day|week|month|year)s? (?:before|earlier|later|after|ago))\b",
    re.IGNORECASE,
)
_GENERIC = frozenset({"the", "news", "agency", "press", "television", "daily", "online"})
_WORD = re.compile(r"[^\W_][\w’'.-]*")


def uncredited(sections: Sections, evidence: Evidence) -> Iterator[Finding]:
    """Statements that first draw on an event in their section without its outlet or its date."""
    labels = _labels(sections)
    told: dict[tuple[SectionName, str], list[Statement]] = {}
    for name, statement in statements_of(sections):
        for event in statement.links if statement.id not in labels else ():
            told.setdefault((name, event), []).append(statement)
    for (name, event), statements in told.items():
        first = statements[0]
        passage = evidence.events.get(event)
        missing = _missing(first.text, passage, evidence) if passage else ""
        if missing:
            reason = f"It draws on an earlier event ({event}) without {missing}."
            yield warning(Check.BASIS, reason).of(name, first.id)


def _labels(sections: Sections) -> set[str]:
    """The ids of what stands on the statements beside it: subheads, signs, questions."""
    subheads = [paragraph.subhead for paragraph in sections.body or ()]
    signs = [scenario.watch_for for scenario in sections.scenarios or ()]
    questions = [conflict.question for conflict in sections.conflicts or ()]
    return {label.id for label in (*subheads, *signs, *questions) if label}


def _missing(text: str, event: Passage, evidence: Evidence) -> str:
    """What the sentence does not tell: "its outlet", "its date", both, or nothing."""
    outlet = any(_is_named(name, text) for name in evidence.outlets[event.id])
    dated = event.published is None or _is_dated(text, event.published, evidence.newest)
    return " and ".join(
        word for word, told in (("its outlet", outlet), ("its date", dated)) if not told
    )


def _is_named(outlet: str, text: str) -> bool:
    """By its whole name, or by its first or last word: "the Courier", "BBC"."""
    words = _WORD.findall(outlet)
    telling = [word for word in (words[:1] + words[-1:]) if word.lower() not in _GENERIC]
    return outlet in text or any(re.search(rf"\b{re.escape(word)}\b", text) for word in telling)


def _is_dated(text: str, day: date, newest: date | None) -> bool:
    """By any part of its date, by a weekday of the last days, or by counting from another."""
    if _RELATIVE.search(text):
        return True
    told = [*moments(text), *(relative(text, newest) if newest else ())]
    return any(_means(moment, day, newest) for moment in told)


def _means(moment: Moment, day: date, newest: date | None) -> bool:
    lone_weekday = moment.weekday is not None and moment.day is None
    if lone_weekday and (newest is None or newest - day > _A_WEEK):
        return False
    known = (moment.year, moment.month, moment.day, moment.weekday)
    return any(known) and agree(of_day(day), moment, open_year=True)
