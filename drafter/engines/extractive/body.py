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
    return [line for line in kept if line.index == 0 or _stands(line, material, there)]


def _stands(line: Line, material: Material, there: set[int]) -> bool:
    unit = material.source.unit(line)
    return unit is not None and all(part.index in there for part in unit)


def _trimmed(kept: list[Line], material: Material, least: int) -> list[Line]:
    """The lines without the least central, the lead apart, until they keep within the limit.

    What falls with a line counts as well: a short denial goes no sooner than its reasons.
    """
    falling = _falling(kept, material)
    words, gone = _words(kept), set[int]()
    for lines in sorted(falling.values(), key=_mean_weight):
        if words <= material.limits.body_words:
            break
        falls = [line for line in lines if line.index not in gone]
        if words - _words(falls) >= least:
            words -= _words(falls)
            gone |= {line.index for line in falls}
    return [line for line in kept if line.index not in gone]


def _falling(kept: Sequence[Line], material: Material) -> dict[int, list[Line]]:
    """For each line but the lead: itself and those that cannot stand without it, in order."""
    falling: dict[int, list[Line]] = {line.index: [] for line in kept if line.index > 0}
    for line in kept[1:]:
        for part in material.source.unit(line) or ():
            if part.index in falling:
                falling[part.index].append(line)
    return falling


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
