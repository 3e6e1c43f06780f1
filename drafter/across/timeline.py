"""All dated facts of the reports and the earlier events on one line of time.

What a date means is read from the sentence (`drafter.verify.moments`) and, where it is told from
the day of the report ("on Tuesday", "last month"), worked out (`drafter.dates`, `resolving`).
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from drafter.dates import ResolvedDate
from drafter.verify.evidence import Evidence
from drafter.verify.moments import Moment
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.resolving import relative, within

MOST_SENTENCES = 1_000
"""Sentences that are read for dates, over all reports, from the top of each."""
_SHOWN = 25
"""Words of a sentence that an entry shows."""
_SAME = 0.6
"""From this share of the shorter one's stems on, two sentences of one day tell the same."""
_LOOKED_AT = 50
"""Entries of the same days that one is compared with."""
_FAR = 10_000
"""Days away: farther than any date that is looked for."""
_A_MONTH = timedelta(days=31)
_BREAK = re.compile(r"[,;:–—]\s")
_OUTLETS = re.compile(r" \([^()]*\)$")
_LAST = re.compile(r"\b(?:[Ll]ast|[Pp]revious|[Pp]ast)\s$")
_NEXT = re.compile(r"\b(?:[Nn]ext|[Cc]oming)\s$")


@dataclass(frozen=True)
class Dated:
    """A fact and its day, or the first and last day between which it lies.

    `told` is how the source says it; `inferred` tells that the day was worked out from the day of
    the report. `sources` are sentences and events that tell it: `R1.S4`, `E2`.
    """

    first: date
    last: date
    told: str
    inferred: bool
    sources: tuple[str, ...]
    text: str

    @property
    def shown(self) -> str:
        """The day in words; of a span, its month or its year."""
        return _shown(self.first, self.last)

    def __str__(self) -> str:
        """As it is given to a writer: `3 March 2026 (“on Tuesday”, inferred) [R1.S4]: ...`."""
        how = f" (“{self.told}”{', inferred' if self.inferred else ''})" if self.told else ""
        return f"{self.shown}{how} [{', '.join(self.sources)}]: {self.text}"


def timeline(evidence: Evidence, dates: Sequence[ResolvedDate]) -> tuple[Dated, ...]:
    """Every dated fact in order of time; sentences that tell the same of one day are one entry.

    `dates` are what `drafter.dates.resolve_dates` made of the same reports.
    """
    share = MOST_SENTENCES // (len(evidence.reports) or 1)
    read = {p.id: p for passages in evidence.reports.values() for p in passages[:share]}
    found = [
        *(_of_event(event) for event in evidence.events.values() if event.published),
        *_resolved(dates, read),
        *(one for passage in read.values() for one in _explicit(passage)),
    ]
    in_order = sorted(found, key=lambda one: (one.first, one.last))
    return tuple(_merged(in_order, evidence))


def days_of(passage: Passage) -> frozenset[date]:
    """The single days that the sentence names, relative ones worked out."""
    explicit = {one.first for one in _explicit(passage) if one.first == one.last}
    return frozenset({*passage.days, *explicit})


def _of_event(event: Passage) -> Dated:
    day = event.published or date.min
    text = _OUTLETS.sub("", event.text)
    return Dated(day, day, "", inferred=False, sources=(event.id,), text=_cut(text, 0))


def _resolved(dates: Iterable[ResolvedDate], read: Mapping[str, Passage]) -> Iterator[Dated]:
    for resolved in dates:
        passage = read.get(resolved.sentence)
        at = passage.plain.find(resolved.phrase) if passage else -1
        if passage and at >= 0:  # "today" in a quotation is the day on which it was said
            text = _cut(passage.text, at)
            yield Dated(
                resolved.day, resolved.day, resolved.phrase, inferred=True,
                sources=(passage.id,), text=text,
            )  # fmt: skip


def _explicit(passage: Passage) -> Iterator[Dated]:
    """What calendar dates say, and in English "last month" and "two years ago"."""
    for moment in passage.moments:
        whole = moment.year is not None or moment.month is not None
        near = list(within(moment, passage.published)) if whole else []
        if near:
            yield from _dated(_nearest(near, moment, passage), moment, passage)
    if passage.published and passage.language in ENGLISH:
        for moment in relative(passage.text, passage.published):
            yield from _dated(moment, moment, passage, inferred=True)


def _nearest(moments: Sequence[Moment], told: Moment, passage: Passage) -> Moment:
    """Of the years that a date can mean, the nearest to the report; "last April" is past."""
    published, before = passage.published, passage.text[: told.start]
    if published is None:
        return moments[0]
    away = {one: _days_away(one, published) for one in moments}
    if _LAST.search(before):
        away = {one: days for one, days in away.items() if days < 0} or away
    elif _NEXT.search(before):
        away = {one: days for one, days in away.items() if days > 0} or away
    return min(away, key=lambda one: abs(away[one]))


def _days_away(moment: Moment, published: date) -> int:
    """From the report to the moment; a moment that the report lies in is 0 days away."""
    days = _days(moment)
    if days is None:
        return _FAR
    first, last = days
    return 0 if first <= published <= last else (first - published).days


def _dated(
    meant: Moment, told: Moment, passage: Passage, *, inferred: bool = False
) -> Iterator[Dated]:
    days = _days(meant)
    if days:
        yield Dated(
            *days, told.text.rstrip(".,"), inferred=inferred, sources=(passage.id,),
            text=_cut(passage.text, told.start),
        )  # fmt: skip


def _days(moment: Moment) -> tuple[date, date] | None:
    """The first and the last day that a moment can mean; None where it has no year."""
    if moment.year is None or not date.min.year < moment.year < date.max.year:
        return None
    if moment.month is None:
        return date(moment.year, 1, 1), date(moment.year, 12, 31)
    last = calendar.monthrange(moment.year, moment.month)[1]
    if moment.day is None:
        return date(moment.year, moment.month, 1), date(moment.year, moment.month, last)
    if moment.day > last:
        return None
    day = date(moment.year, moment.month, moment.day)
    return day, day


def _merged(entries: Iterable[Dated], evidence: Evidence) -> Iterator[Dated]:
    """Entries of the same days whose sentences tell the same become one."""
    kept: dict[tuple[date, date], list[Dated]] = {}
    for entry in entries:
        same_days = kept.setdefault((entry.first, entry.last), [])
        nearby = enumerate(same_days[-_LOOKED_AT:], max(0, len(same_days) - _LOOKED_AT))
        at = next((n for n, one in nearby if _is_same(one, entry, evidence)), None)
        if at is None:
            same_days.append(entry)
        else:
            one = same_days[at]
            sources = tuple(dict.fromkeys((*one.sources, *entry.sources)))
            same_days[at] = replace(one, sources=sources, told=one.told or entry.told)
    return (entry for same_days in kept.values() for entry in same_days)


def _is_same(one: Dated, other: Dated, evidence: Evidence) -> bool:
    if one.sources[0] == other.sources[0]:
        return True
    first, second = (
        frozenset(
            stem for passage in evidence.passages(entry.sources[:1]) for stem in passage.stems
        )
        for entry in (one, other)
    )
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= _SAME * shorter


def _cut(text: str, at: int) -> str:
    """The sentence, or its part around that place where it is long."""
    if len(text.split()) <= _SHOWN:
        return text
    starts = [0, *(match.end() for match in _BREAK.finditer(text, 0, max(0, at)))]
    start = next((n for n in starts if len(text[n:at].split()) < _SHOWN // 2), starts[-1])
    words = text[start:].split()
    cut = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    return f"… {cut}" if start else cut


def _shown(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if last - first > _A_MONTH:
        return f"{first:%Y}"
    return f"{first:%B %Y}"
