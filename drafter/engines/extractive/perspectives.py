"""Perspectives: where each actor stands, by what the reports attribute to it."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from drafter.engines.extractive.cues import DECLINED
from drafter.engines.extractive.picking import Material, mostly_quoted, pick, prose
from drafter.engines.extractive.source import Line
from drafter.terms import words_pattern
from drafter.verify.future import FUTURE
from drafter.verify.speech import STANCE
from schemas.written import WrittenPerspective

_OPINION = words_pattern(
    "must should would need needs right wrong hope hopes concern concerned concerns condemn"
    " important support unacceptable justified unlawful responsible proud sorry regret never"
    " cannot ready willing want wants intend intends committed",
)
_MIND = words_pattern(
    "said says say told tells added wants want wanted fears fear feared hopes hoped believes"
    " warned warns insists insisted argued argues urged urges demanded demands accused accuses"
    " blamed blames called could would will plans seeks favours threatened promised vowed denied",
)
"""A want, a fear, a word or a power: an act ("accepted the offer") tells less of a stand."""
_AND_STANCE = re.compile(rf" and (?:{STANCE.pattern})")
"""A second verb of the same speaker: "said the ruling was no surprise and accused the mayor"."""
_GOES_ON = re.compile(
    r"^\W*(?:(?:in|on|at|during|speaking)\b[^,·]{0,40}, )?"
    r"(?:he|she|they|the (?:official|spokes\w+))\b",
    re.IGNORECASE,
)
_SPOKEN_ON = re.compile(r"^[^\w·]*·+[^\w·]+(?:he|she|they)\s+[a-z]+")
"""A quotation that a pronoun is given: who spoke before speaks on."""
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
        heard = material.cast.voices(line) if line.language == "en" else ()
        minded = bool(heard) and (tells_a_mind(line) or _is_quoted_next(material, line))
        for voice in heard:
            if voice.takes_a_stand or minded:
                actor = material.cast.name(voice.actor)
                if _is_about(material, line, actor):
                    stands.setdefault(actor, []).append(line)
                break  # the first who speaks owns the sentence
    return stands


def _is_about(material: Material, line: Line, actor: str) -> bool:
    """Whether no other actor speaks in what the line leans on.

    A refusal to comment is not worth the sentence that it needs.
    """
    before = [part for part in material.source.unit(line) or () if part.index < line.index]
    if before and DECLINED.search(line.plain):
        return False
    return all(
        material.cast.name(voice.actor) == actor
        for part in before
        for voice in material.cast.voices(part)
    )


def _is_quoted_next(material: Material, line: Line) -> bool:
    """Whether the speaker's own words follow."""
    return any(mostly_quoted(after) for after in _goes_on(material, line))


def tells_a_mind(line: Line) -> bool:
    """Whether the sentence tells its speaker's mind, not merely a fact on a word for speaking."""
    if _AND_STANCE.search(line.plain):
        return True
    return "·" in line.plain or bool(_OPINION.search(line.plain) or FUTURE.search(line.plain))


def _chosen(material: Material, lines: Sequence[Line]) -> list[Line]:
    """What no other section tells; where that is nothing but quotations, what one tells as well."""
    own = [line for line in material.fresh(lines) if material.own(line)]
    fresh = _told_by(material, own)
    chosen = _picked(material, fresh)
    if not all(map(mostly_quoted, chosen)):
        return chosen
    again = sorted(lines, key=lambda line: line.index == 0)  # the lead is told often enough
    again = sorted(again, key=lambda line: not _tells_the_mind(material, line))
    first = next((line for line in again if _picked(material, [line])), None)
    return _picked(material, [*_told_by(material, [first] if first else []), *fresh])


def _told_by(material: Material, lines: Sequence[Line]) -> list[Line]:
    """The lines, those that tell the actor's mind first, each with the words that go on from it."""
    ranked = sorted(lines, key=lambda line: not _tells_the_mind(material, line))
    return [part for line in ranked for part in (line, *_goes_on(material, line))]


def _picked(material: Material, candidates: Iterable[Line]) -> list[Line]:
    words = material.limits.perspective_words
    return pick(material.source, candidates, words=words, most=_MOST_SENTENCES)


def _apart(material: Material, line: Line, taken: set[int]) -> bool:
    """Whether no other actor has the line, nor what it leans on."""
    return not taken & {part.index for part in material.source.unit(line) or ()}


def _goes_on(material: Material, line: Line) -> list[Line]:
    """The next sentences as long as the same speaker goes on."""
    following = material.source.lines[line.index + 1 : line.index + _MOST_SENTENCES]
    return list(takewhile(lambda after: after.leans and _is_spoken_on(after), following))


def _is_spoken_on(line: Line) -> bool:
    plain = line.plain
    return bool(_GOES_ON.match(plain) or _SPOKEN_ON.match(plain)) or line.quoted > _ALL_BUT


def _tells_the_mind(material: Material, line: Line) -> bool:
    """Whether the actor says, wants or fears something there, rather than merely does it."""
    own_words = "·" in line.plain or _is_quoted_next(material, line)
    told = _MIND.search(line.plain) and not DECLINED.search(line.plain)
    return own_words or bool(told)
