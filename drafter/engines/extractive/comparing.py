"""Sections that set one text beside another: an earlier event, or a second report."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from drafter.engines.extractive.picking import Material, same, statement
from drafter.engines.extractive.source import Line
from drafter.terms import terms
from drafter.verify.numbers import numbers
from schemas.event import EarlierEvent
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenConflict

_CLEAR_MATCH = 0.2
"""The cosine of an event to the reports from which it is plainly about the same."""
_MOST_EVENTS = 2
_LEAST_SHARED = 4
_COUNTED = re.compile(r"^\W*(?:(?:more|other|further|new|at|least|about)\s+)?([a-z]{3,})")
_ROUGH = re.compile(r"\b(?:least|most|than|over|about|some|nearly|around|almost|up to)\s*$")
NO_REASONING = "the extractive engine does not reason across events, and none plainly matches"


@dataclass(frozen=True)
class _Told:
    """What a line counts (noun -> the number and its words), and the days that it names."""

    counts: dict[str, tuple[float, str]]
    days: frozenset[date]


def synthesis(material: Material) -> tuple[WrittenStatement, ...] | str:
    """The earlier events that plainly belong to this one, each with its outlet and date."""
    written: list[WrittenStatement] = []
    for event in matching(material):
        told = background(event)
        if sum(len(s.text.split()) for s in (*written, told)) <= material.limits.synthesis_words:
            written.append(told)
    return tuple(written) or NO_REASONING


def background(event: EarlierEvent) -> WrittenStatement:
    """An earlier event as a statement that names who reported it and when."""
    day = f"{event.date.day} {event.date:%B %Y}"
    text = f"{event.outlets[0].name} reported on {day}: {event.text}"
    return WrittenStatement(cites=(), links=(event.id,), basis=Basis.BACKGROUND, text=text)


def matching(material: Material) -> list[EarlierEvent]:
    """The events whose terms match the reports clearly, in order of date."""
    own = {event.id: set(terms(event.text)) for event in material.plan.earlier}
    spread = Counter(term for words in own.values() for term in words)
    weight = {term: math.log(1 + len(own) / count) for term, count in spread.items()}
    core = Counter(term for line in material.source.lines for term in line.terms)
    clear = {
        key: score
        for key, words in own.items()
        if (score := _cosine(words, core, weight)) >= _CLEAR_MATCH
    }
    best = sorted(clear, key=lambda key: -clear[key])[:_MOST_EVENTS]
    return [event for event in material.plan.earlier if event.id in best]


def _cosine(words: set[str], core: Counter[str], weight: dict[str, float]) -> float:
    shared = math.fsum(weight[term] ** 2 * core[term] for term in words if term in core)
    size = math.sqrt(math.fsum(weight[term] ** 2 for term in words))
    whole = math.sqrt(math.fsum((weight.get(term, 0) * n) ** 2 for term, n in core.items()))
    return shared / (size * whole) if size and whole else 0.0


def conflicts(material: Material) -> tuple[WrittenConflict, ...] | str:
    """Sentences of two reports that tell the same, yet differ in a number or a day."""
    found: list[WrittenConflict] = []
    taken: set[int] = set()
    told = _told(material)
    for one, other in _pairs(material.source.lines):
        question = _question(told[one.index], told[other.index])
        if question and not {one.index, other.index} & taken:
            taken |= {one.index, other.index}
            versions = (statement(one), statement(other))
            found.append(WrittenConflict(question=question, versions=versions))
    return tuple(found) or "no two sentences on the same fact differ in a number or a day"


def _pairs(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    every = list(lines)
    for one in every:
        for other in every[one.index + 1 :]:
            alike = other.report != one.report and same(one, other)
            if alike and len(one.terms & other.terms) >= _LEAST_SHARED:
                yield one, other


def _told(material: Material) -> dict[int, _Told]:
    """What each line tells that another can contradict."""
    days: dict[str, set[date]] = defaultdict(set)
    for resolved in material.plan.dates:
        days[resolved.sentence].add(resolved.day)
    lines = material.source.lines
    return {line.index: _Told(_counts(line), frozenset(days[line.id])) for line in lines}


def _question(one: _Told, other: _Told) -> str | None:
    for noun, (value, words) in one.counts.items():
        again, others = other.counts.get(noun, (value, words))
        if again != value:
            return f"Which number of {noun} is right: {words} or {others}?"
    if len(one.days) == len(other.days) == 1 and one.days != other.days:
        first, second = sorted(one.days | other.days)
        return f"On which day was it: {_day(first)} or {_day(second)}?"
    return None


def _counts(line: Line) -> dict[str, tuple[float, str]]:
    """What is counted -> the number and its words. Rough numbers contradict nothing."""
    return {
        noun[1]: (number.value, number.text)
        for number in numbers(line.legible)
        if (noun := _COUNTED.match(line.text[number.end :]))
        and not _ROUGH.search(line.text[: number.start])
    }


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
