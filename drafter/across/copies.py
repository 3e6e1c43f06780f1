"""Which reports are copies of one text, so that an agency's words count once.

Two reports are one text where much of the shorter one stands word for word in the longer: runs of
five words (w-shingling; Broder 1997, "On the resemblance and containment of documents"), and
containment rather than resemblance, since papers cut an agency's text and add a local paragraph.
A translated copy is not found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from schemas.report import Report

SHINGLE = 5
COPIED = 0.4
"""From this share of the shorter text on. A word changed in every ten leaves more than that, a
quoted statement or two in reports of their own less."""
_FEWEST = 10
"""Shingles below which a text is too short to tell."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Group = tuple[str, ...]
"""Reports that are one text: `R1`, `R3`. The original comes first."""


def independent(reports: Sequence[Report]) -> tuple[Group, ...]:
    """The reports in groups of one text each, in order; a report without a copy is its own."""
    shingles = [_shingles(report) for report in reports]
    group_of = list(range(len(reports)))
    for at, own in enumerate(shingles):
        for before, other in enumerate(shingles[:at]):
            if _is_copy(own, other):
                group_of = _joined(group_of, group_of[before], group_of[at])
    return tuple(
        _group([at for at, group in enumerate(group_of) if group == number], reports)
        for number in dict.fromkeys(group_of)
    )


def _joined(group_of: Sequence[int], kept: int, given: int) -> list[int]:
    return [kept if group == given else group for group in group_of]


def _shingles(report: Report) -> frozenset[tuple[str, ...]]:
    text = " ".join(sentence.text for sentence in report.sentences())
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    return frozenset(_runs(words))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


def _is_copy(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST and len(one & other) >= COPIED * shorter


def _group(places: Sequence[int], reports: Sequence[Report]) -> Group:
    """The ids with the original first: the one that the others credit, else the earliest."""
    credited = {at for at in places if _is_credited(reports[at], [reports[n] for n in places])}

    def order(at: int) -> tuple[bool, str, int]:
        day = reports[at].published
        return at not in credited, day.isoformat() if day else "~", at

    return tuple(f"R{at + 1}" for at in sorted(places, key=order))


def _is_credited(report: Report, group: Iterable[Report]) -> bool:
    """Whether another report of the group names this one's publisher."""
    if not report.publisher:
        return False
    named = re.compile(rf"(?<!\w){re.escape(report.publisher)}(?!\w)")
    return any(
        other.publisher != report.publisher and any(named.search(s.text) for s in other.sentences())
        for other in group
    )
