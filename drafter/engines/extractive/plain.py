"""Plain English: the report's easy sentences, those on what it is about first."""

from collections.abc import Iterable, Sequence

from drafter.engines.extractive.picking import Material, mostly_quoted, pick, prose
from drafter.engines.extractive.source import Line
from drafter.readability import grade
from schemas.statement import WrittenStatement

_MOST = 6
_FEWEST = 4
"""Words below which a sentence tells a newcomer nothing."""
_STARTS = 4
"""How many of the weightiest sentences it is tried to start from."""


def plain_english(material: Material) -> tuple[WrittenStatement, ...] | str:
    """Sentences that together keep under the grade (Flesch-Kincaid), on what the report is about.

    One that is too hard alone, the lead above all, may stand where easy ones balance it.
    """
    limit = material.limits.plain_english_grade
    lines = [line for line in material.source.english() if not mostly_quoted(line)]
    lines = [line for line in lines if line.words >= _FEWEST]
    easy = [line for line in lines if grade([line.text]) <= limit]
    starts = [line for line in lines if not line.leans][:_STARTS]
    starts += [line for line in easy if not line.leans][:1]
    tried = [
        _balanced(material, first, others)
        for first in starts
        for others in (lines, [*easy, *lines])
    ]
    best = max(tried, key=lambda chosen: aboutness(material, chosen), default=[])
    return (
        prose(best)
        if best
        else (f"no sentences of the report together read at grade {limit:g} or lower")
    )


def aboutness(material: Material, lines: Sequence[Line]) -> tuple[bool, float]:
    """The lead with more beside it first, then how much of the headline and the core is told."""
    told = frozenset[str]().union(*(line.terms for line in lines))
    with_lead = len(lines) > 1 and lines[0].index == 0
    return with_lead, material.of_headline(told) + sum(line.weight for line in lines) / _MOST


def _balanced(material: Material, first: Line, others: Iterable[Line]) -> list[Line]:
    """The first with what can join it; nothing where they stay too hard.

    Who leans comes with its partner.
    """
    limits = material.limits
    chosen: list[Line] = []
    level = float("inf")
    for line in (first, *others):
        tried = pick(material.source, [*chosen, line], words=limits.plain_english_words, most=_MOST)
        if len(tried) > len(chosen):
            now = grade([part.text for part in tried])
            if now <= max(limits.plain_english_grade, level):
                chosen, level = tried, now
    return chosen if level <= limits.plain_english_grade else []
