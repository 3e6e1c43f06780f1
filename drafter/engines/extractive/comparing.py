"""Sections that set one text beside another: an earlier event, or a second report."""

import math
from collections import Counter

from drafter.across.copies import independent
from drafter.across.disagreements import disagreements
from drafter.engines.extractive.picking import Material, statement
from drafter.terms import terms
from schemas.event import EarlierEvent
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenConflict

_CLEAR_MATCH = 0.2
"""The cosine of an event to the reports from which it is plainly about the same."""
_MOST_EVENTS = 2
NO_REASONING = "the extractive engine does not reason across events, and none plainly matches"


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
    """What independent reports tell differently, each version by a sentence that tells it."""
    found: list[WrittenConflict] = []
    taken: set[str] = set()
    groups = independent(material.plan.reports)
    lines = {line.id: line for line in material.source.lines}
    for one in disagreements(material.plan.evidence, groups):
        told = [version.sentences[0] for version in one.versions]
        if taken.isdisjoint(told) and lines.keys() >= set(told):
            taken |= set(told)
            versions = tuple(statement(lines[name]) for name in told)
            found.append(WrittenConflict(question=one.question, versions=versions))
    return tuple(found) or "no two sentences on the same fact differ in a number, a day or a doer"
