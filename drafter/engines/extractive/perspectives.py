"""Perspectives: where each actor stands, by what the reports attribute to it."""

import re
from collections.abc import Sequence

from drafter.engines.extractive.cues import FUTURE
from drafter.engines.extractive.picking import Material, pick, prose
from drafter.engines.extractive.source import Line
from drafter.engines.extractive.voices import Voice, voices
from drafter.engines.extractive.wording import words_pattern
from schemas.written import WrittenPerspective

_OPINION = words_pattern(
    "must should would need needs right wrong hope hopes concern concerned concerns condemn"
    " important support unacceptable justified unlawful responsible proud sorry regret never"
    " cannot ready willing want wants intend intends committed",
)
_GOES_ON = re.compile(
    r"^\W*(?:(?:in|on|at|during|speaking)\b[^,·]{0,40}, )?"
    r"(?:he|she|they|the (?:official|spokes\w+))\b",
    re.IGNORECASE,
)
_MOST_SENTENCES = 3
_ALL_BUT = 0.9


def perspectives(material: Material) -> tuple[WrittenPerspective, ...] | str:
    """Up to the limit of actors, those that say most of their own mind first in the ranking."""
    stands = _stands(material)
    made: list[tuple[int, WrittenPerspective]] = []
    ranked = sorted(stands.items(), key=lambda pair: -sum(line.weight for line in pair[1]))
    taken: set[int] = set()
    for actor, lines in ranked[: material.limits.perspectives]:
        chosen = _chosen(material, [line for line in lines if _apart(material, line, taken)])
        if chosen:
            taken |= {line.index for line in chosen}
            made.append(
                (chosen[0].index, WrittenPerspective(actor=actor, statements=prose(chosen)))
            )
    if not made:
        return "the report attributes no view, wish or refusal to a named actor"
    return tuple(perspective for _, perspective in sorted(made, key=lambda pair: pair[0]))


def _stands(material: Material) -> dict[str, list[Line]]:
    """Actor -> the sentences in which it takes a stand, in source order."""
    stands: dict[str, list[Line]] = {}
    for line in material.source.lines:
        for voice in voices(line) if line.language == "en" else ():
            if takes_a_stand(voice, line):
                stands.setdefault(material.cast.name(voice.actor), []).append(line)
                break  # the first who speaks owns the sentence
    return stands


def takes_a_stand(voice: Voice, line: Line) -> bool:
    """Whether the sentence tells the actor's mind, not merely a fact on its word."""
    if voice.takes_a_stand:
        return True
    return "·" in line.plain or bool(_OPINION.search(line.plain) or FUTURE.search(line.plain))


def _chosen(material: Material, lines: Sequence[Line]) -> list[Line]:
    """What no other section tells; where there is nothing of that, one sentence told elsewhere."""
    words = material.limits.perspective_words
    fresh = [line for line in material.fresh(lines) if material.own(line)]
    candidates = [part for line in fresh for part in (line, *_goes_on(material, line))]
    chosen = pick(material.source, candidates, words=words, most=_MOST_SENTENCES)
    told = sorted(lines, key=lambda line: line.index == 0)  # the lead is told often enough
    return chosen or next(
        (
            unit
            for line in told
            if (unit := pick(material.source, [line], words=words, most=_MOST_SENTENCES))
        ),
        [],
    )


def _apart(material: Material, line: Line, taken: set[int]) -> bool:
    """Whether no other actor has the line, nor what it leans on."""
    return not taken & {part.index for part in material.source.unit(line) or ()}


def _goes_on(material: Material, line: Line) -> list[Line]:
    """The next sentence where the same speaker goes on."""
    following = material.source.lines[line.index + 1 : line.index + 2]
    return [
        after
        for after in following
        if after.leans and (_GOES_ON.match(after.plain) or after.quoted > _ALL_BUT)
    ]
