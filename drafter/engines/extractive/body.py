"""The body: the reports in their own order, without the least central sentences."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from drafter.engines.extractive.picking import Material, prose, same
from drafter.engines.extractive.source import Line
from schemas.written import WrittenParagraph


def body(material: Material) -> tuple[WrittenParagraph, ...] | str:
    """The reports in their own order and paragraphs; the least central sentences go first."""
    limits = material.limits
    kept = standing(_without_repeats(material.source.lines), material)
    # Where a long quotation is all or nothing, a body that is too short beats one too long.
    for least in (limits.body_words_least, 0):
        kept = _trimmed(kept, material, least)
    if _words(kept) > limits.body_words:
        return f"the lead and what belongs to it are longer than {limits.body_words} words"
    paragraphs = groupby(kept, key=lambda line: (line.report, line.paragraph))
    return tuple(
        WrittenParagraph(subhead=None, statements=prose(list(lines))) for _, lines in paragraphs
    )


def standing(lines: Iterable[Line], material: Material) -> list[Line]:
    """Those of the lines that stand among the others: all that each one needs is there.

    The lead is kept in any case.
    """
    kept = list(lines)
    there = {line.index for line in kept}
    return [line for line in kept if line.index == 0 or _needs(line, material) <= there]


def _needs(line: Line, material: Material) -> set[int]:
    """What the line cannot stand without; where that is not to be had, no line at all."""
    unit = material.source.unit(line)
    return {-1} if unit is None else {part.index for part in unit}


def _trimmed(kept: list[Line], material: Material, least: int) -> list[Line]:
    """The lines without the least central, the lead apart, until they keep within the limit.

    What falls with a line counts as well: a short denial goes no sooner than its reasons.
    """
    falling = {line.index: _falling(kept, line, material) for line in kept if line.index > 0}
    order = sorted(falling, key=lambda index: _mean_weight(falling[index]))
    for index in order:
        if _words(kept) <= material.limits.body_words:
            break
        gone = {line.index for line in falling[index]}
        left = [line for line in kept if line.index not in gone]
        kept = left if _words(left) >= least else kept
    return kept


def _falling(kept: Sequence[Line], dropped: Line, material: Material) -> list[Line]:
    """The line and those that cannot stand without it."""
    return [
        line
        for line in kept
        if line is dropped or (line.index > 0 and dropped.index in _needs(line, material))
    ]


def _mean_weight(lines: Iterable[Line]) -> float:
    """By their words."""
    every = list(lines)
    return sum(line.weight * line.words for line in every) / _words(every)


def _words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines)


def _without_repeats(lines: Iterable[Line]) -> list[Line]:
    """The sentences, each told once: captions and what an earlier report has told are left out."""
    every = list(lines)
    whole = [line for line in every if line.whole or line.index == 0]
    kept: list[Line] = []
    for line in whole:
        if not any(_again(line, other) for other in kept):
            kept.append(line)
    return kept


def _again(line: Line, other: Line) -> bool:
    if line.report != other.report:
        return same(line, other)
    return line.text == other.text and not line.leans and not line.runs_on
