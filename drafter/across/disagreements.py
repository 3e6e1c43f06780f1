"""Where reports disagree on one fact, so that both cannot be true: numbers, days, who did it.

Sentences of independent reports are set side by side; a hedge that leaves room ("at least ten") and
a toll that a later report puts higher are no contradiction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from drafter.across.copies import Group
from drafter.across.counting import Count, agree, counts, same_thing
from drafter.across.timeline import days_of
from drafter.verify.evidence import Evidence, report_of
from drafter.verify.passage import Passage

ALIKE = 0.6
"""From this share of their stems on (Dice), two sentences differ in the day or the doer alone."""
_LEAST_SHARED = 3
MOST_SENTENCES = 400
"""Sentences that are set side by side, over all reports, from the top of each."""
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|added|wrote|reported|confirmed|warned|tweeted|statement|speaking)"
    r"\s(?:\w+\s){0,4}?(?:on\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|yesterday|today|\d{1,2}\s[A-Z]|[A-Z][a-z]+\s\d)"
)
_NAME = r"(?P<{0}>[A-Z][\w’'.-]*(?:\s(?:(?:of|the|and)\s)?[A-Z][\w’'-]*)*)"
_DONE_BY = re.compile(
    r"\b(?:carried out|launched|staged|fired|planted|bombed|killed|shot|ordered|organi[sz]ed"
    rf"|sent|hacked|started|sunk|hijacked|kidnapped|abducted) by (?:the\s)?{_NAME.format('doer')}"
    rf"|(?:^|\s){_NAME.format('claimer')} (?:has |have )?claimed responsibility"
)


class About(StrEnum):
    """What the reports disagree on."""

    NUMBER = "number"
    DAY = "day"
    WHO = "who"


@dataclass(frozen=True)
class Version:
    """One answer, and the sentences that give it."""

    answer: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """A question and the answers of independent reports, of which one can be true."""

    about: About
    question: str
    versions: tuple[Version, ...]


@dataclass
class _Open:
    """A disagreement while sentences are still being added to it: answer -> sentences."""

    about: About
    lead: str
    answers: dict[str, list[str]] = field(default_factory=dict)

    def add(self, answer: str, sentence: str) -> None:
        told = self.answers.setdefault(answer, [])
        if sentence not in told:
            told.append(sentence)

    def closed(self) -> Disagreement:
        versions = tuple(Version(a, tuple(told)) for a, told in self.answers.items())
        *first, last = self.answers
        return Disagreement(self.about, f"{self.lead}: {', '.join(first)} or {last}?", versions)


def disagreements(evidence: Evidence, groups: Sequence[Group]) -> tuple[Disagreement, ...]:
    """Every fact on which independent reports cannot both be right, in the order of the reports."""
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    share = MOST_SENTENCES // (len(evidence.reports) or 1)
    told = [
        passage
        for passages in evidence.reports.values()
        for passage in passages[:share]
        if passage.plain and len(passage.stems) >= _LEAST_SHARED
    ]
    found = [*_numbers(told, group_of), *_others(told, group_of)]
    return tuple(one.closed() for one in found)


def _numbers(told: Sequence[Passage], group_of: dict[str, int]) -> Iterator[_Open]:
    every = [count for passage in told for count in counts(passage)]
    open_ones: dict[tuple[str, int], _Open] = {}
    for one, other in combinations(every, 2):
        apart = _group(one.passage, group_of) != _group(other.passage, group_of)
        if not (apart and same_thing(one, other) and _one_event(one.passage, other.passage)):
            continue
        if agree(one, other) or _is_update(one, other):
            continue
        places = [(count.passage.id, count.number.start) for count in (one, other)]
        known = next((open_ones[place] for place in places if place in open_ones), None)
        found = known or _Open(About.NUMBER, _how_many(one, other))
        for place, count in zip(places, (one, other), strict=True):
            open_ones[place] = found
            found.add(count.shown, count.passage.id)
    yield from {id(found): found for found in open_ones.values()}.values()


def _how_many(one: Count, other: Count) -> str:
    things = one.things or other.things
    if one.fate and not one.number.unit:
        return f"How many {things or 'people'} were {one.fate}"
    return f"How many {things}" if things else "Which figure is right"


def _is_update(one: Count, other: Count) -> bool:
    """Whether the later report only has the higher toll."""
    if not one.fate or not one.passage.published or not other.passage.published:
        return False
    first, last = sorted((one, other), key=lambda count: str(count.passage.published))
    later = first.passage.published != last.passage.published
    return later and last.number.size > first.number.size


def _others(told: Sequence[Passage], group_of: dict[str, int]) -> Iterator[_Open]:
    """Days and doers, of sentences that otherwise tell the same."""
    days = {passage.id: _day(passage) for passage in told}
    doers = {passage.id: _doer(passage) for passage in told}
    able = [p for p in told if days[p.id] or doers[p.id]]
    taken: set[str] = set()
    for one, other in combinations(able, 2):
        apart = _group(one, group_of) != _group(other, group_of)
        if not apart or {one.id, other.id} & taken or not _one_event(one, other, ALIKE):
            continue
        found = _other(one, other, doers, days)
        if found:
            taken |= {one.id, other.id}
            yield found


def _other(
    one: Passage, other: Passage, doers: dict[str, str], days: dict[str, date | None]
) -> _Open | None:
    who = doers[one.id], doers[other.id]
    if all(who) and not set(who[0].lower().split()) & set(who[1].lower().split()):
        return _pair(About.WHO, "Who is said to have done it", who, (one, other))
    first, second = days[one.id], days[other.id]
    if first and second and first != second:
        shown = (
            f"{first:%A} {first.day} {first:%B %Y}",
            f"{second:%A} {second.day} {second:%B %Y}",
        )
        return _pair(About.DAY, "On which day was it", shown, (one, other))
    return None


def _pair(
    about: About, lead: str, answers: tuple[str, str], told: tuple[Passage, Passage]
) -> _Open:
    found = _Open(about, lead)
    for answer, passage in zip(answers, told, strict=True):
        found.add(answer, passage.id)
    return found


def _group(passage: Passage, group_of: dict[str, int]) -> int:
    return group_of[report_of(passage.id)]


def _one_event(one: Passage, other: Passage, least: float = 0.0) -> bool:
    """Whether two sentences share enough words to tell of one event."""
    first, second = frozenset(one.stems), frozenset(other.stems)
    shared = len(first & second)
    return shared >= max(_LEAST_SHARED, least * (len(first) + len(second)) / 2)


def _day(passage: Passage) -> date | None:
    """The one day on which the sentence puts its event; none where somebody only spoke on it."""
    if _SAID_ON.search(passage.plain):
        return None
    days = days_of(passage)
    return next(iter(days)) if len(days) == 1 else None


def _doer(passage: Passage) -> str:
    match = _DONE_BY.search(passage.plain)
    return (match["doer"] or match["claimer"]) if match else ""
