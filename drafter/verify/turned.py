"""What a statement turns round: an opposite, a negation put in or left out, a stronger verb.

A word of the statement is held against its opposite, or the same word, in a sentence that carries
it, and only where what stands around the two is mostly the same. Where any sentence of the reports
has it as the statement does, nothing is turned.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.verify.passage import Passage
from drafter.verify.turns import ASPECTS, OPPOSITES, RUNGS
from drafter.verify.wordwise import Around, Word

_FEARED = re.compile(r"\b(?:fear|worr|risk|danger|hope|hoping)\w*", re.IGNORECASE)
_TOUCHING = 2
"""Stems in common by which two words may be said of one thing."""

Place = tuple[Passage, Word, Around]
"""A word of a source sentence, and what stands around it."""


@dataclass(frozen=True)
class Turned:
    """A word of the statement, the sentence that has it otherwise, and the word there."""

    word: Word
    source: str
    instead: Word


def turned(
    said: Passage, carrying: Sequence[Passage], reports: Sequence[Passage]
) -> Iterator[Turned]:
    """Opposites and negations: what the `carrying` have turned round, and none of all `reports`."""
    for word, place in zip(said.wordwise, said.around, strict=True):
        yield from _opposite(word, place, said, carrying, reports)
        yield from _negation(word, place, said, carrying, reports)


def strengthened(
    said: Passage, carrying: Sequence[Passage], reports: Sequence[Passage]
) -> Iterator[Turned]:
    """Verbs that are only possible or to come in the source, or lower on a ladder of verbs."""
    for word, place in zip(said.wordwise, said.around, strict=True):
        yield from _firmer(word, place, said, carrying, reports)
        yield from _higher(word, place, carrying, reports)


def _opposite(
    word: Word,
    place: Around,
    said: Passage,
    carrying: Sequence[Passage],
    reports: Sequence[Passage],
) -> Iterator[Turned]:
    own = OPPOSITES.get(word.text, frozenset())
    others = {(pair, 1 - side) for pair, side in own}
    if not own or others & said.side_places.keys():
        return
    found = [
        one
        for one in _on_sides(carrying, others)
        if place.is_like(one[2]) and not _is_of_another_thing(word, place, one[2])
    ]
    if found and not any(_touches(place, one) for one in _on_sides(reports, own)):
        passage, other, _ = found[0]
        if other.negated == word.negated:
            yield Turned(word, passage.id, other)


def _is_of_another_thing(word: Word, place: Around, other: Around) -> bool:
    """Whether it begins or ends one thing, and the other word another."""
    both = bool(place.next and other.next) and word.text in ASPECTS
    return both and place.next not in other.right and other.next not in place.right


def _negation(
    word: Word,
    place: Around,
    said: Passage,
    carrying: Sequence[Passage],
    reports: Sequence[Passage],
) -> Iterator[Turned]:
    if len(word.stems) != 1 or len(said.stem_places[word.stems[0]]) > 1:
        return
    if not said.text[word.start].islower():  # a name or a number is neither done nor not done
        return
    if not word.negated and said.may_deny:
        return
    alike = [one for one in _of_stem(carrying, word) if place.is_like(one[2])]
    found = [one for one in alike if word.denied or one[1].denied]
    if found and not any(_may_agree(word, place, one) for one in _of_stem(reports, word)):
        passage, other, _ = found[0]
        to_come = other.planned and not word.planned  # "has not reopened", and will reopen
        if not to_come:
            yield Turned(word, passage.id, other)


def _may_agree(word: Word, place: Around, one: Place) -> bool:
    """Whether the source may deny or not deny the word as the statement does."""
    passage, other, _ = one
    same = other.negated == word.negated
    return (same or (word.negated and passage.may_deny)) and _touches(place, one)


def _firmer(
    word: Word,
    place: Around,
    said: Passage,
    carrying: Sequence[Passage],
    reports: Sequence[Passage],
) -> Iterator[Turned]:
    if len(word.stems) != 1 or word.possible or word.negated:
        return
    open_too = any(
        other.possible for other in said.wordwise
    )  # "the dispute could go", of another word
    found = [
        one
        for one in _of_stem(carrying, word)
        if place.is_like(one[2]) and not (open_too and place.named and one[2].named)
    ]
    weaker = [one for one in found if _is_weaker(one[1], word) and not _is_feared(said, one[0])]
    if weaker and not any(
        _touches(place, one) and not _is_weaker(one[1], word) for one in _of_stem(reports, word)
    ):
        yield Turned(word, weaker[0][0].id, weaker[0][1])


def _is_feared(said: Passage, source: Passage) -> bool:
    """Whether both tell it as somebody's fear or hope: that keeps it as open as "could" does."""
    return all(_FEARED.search(passage.text) for passage in (said, source))


def _is_weaker(one: Word, other: Word) -> bool:
    """Whether it may happen where the other will or did, or will where the other did."""
    if one.possible:
        return not other.possible
    done = other.text.endswith("ed") and not one.text.endswith("ed")
    return one.planned and done and not other.planned


def _higher(
    word: Word, place: Around, carrying: Sequence[Passage], reports: Sequence[Passage]
) -> Iterator[Turned]:
    if word.text not in RUNGS:
        return
    ladder, rung = RUNGS[word.text]
    below = [one for one in _on_ladder(carrying, ladder) if _rung(one) < rung]
    found = [one for one in below if place.is_like(one[2])]
    level = [one for one in _on_ladder(reports, ladder) if _rung(one) >= rung]
    if found and not any(_touches(place, one) for one in level):
        yield Turned(word, found[0][0].id, found[0][1])


def _rung(one: Place) -> int:
    return RUNGS[one[1].text][1]


def _touches(place: Around, one: Place) -> bool:
    return place.shares(one[2]) >= _TOUCHING


def _on_sides(passages: Sequence[Passage], sides: Iterable[tuple[int, int]]) -> Iterator[Place]:
    for passage in passages:
        for side in sides:
            yield from _places(passage, passage.side_places.get(side, ()))


def _of_stem(passages: Sequence[Passage], word: Word) -> Iterator[Place]:
    for passage in passages:
        yield from _places(passage, passage.stem_places.get(word.stems[0], ()))


def _on_ladder(passages: Sequence[Passage], ladder: int) -> Iterator[Place]:
    for passage in passages:
        yield from _places(passage, passage.ladder_places.get(ladder, ()))


def _places(passage: Passage, places: Iterable[int]) -> Iterator[Place]:
    for at in places:
        yield passage, passage.wordwise[at], passage.around[at]
