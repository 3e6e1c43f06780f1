"""A sentence word by word: what is negated or only possible, and what stands around a word."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from drafter.terms import terms
from drafter.verify import turns
from drafter.verify.turns import Cue

_Key = TypeVar("_Key", bound=Hashable)
_PIECE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:—–()“”\"…]|\.(?=\s)")
_REACHES = {Cue.NEGATED: 5, Cue.LACKING: 2, Cue.POSSIBLE: 2, Cue.PLANNED: 2, Cue.NOTHING: 0}
"""Words of meaning that a negation reaches at most, and what makes a verb possible or planned."""
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "its", "their", "his", "her", "any"})
_AROUND = 4
"""Words of meaning on each side that tell what a word is said of."""


@dataclass(frozen=True)
class Word:
    """A word: its stems (none where it carries no meaning), and what governs it.

    `denied` is the first word that a negation reaches: of all that it may reach, surely that one.
    """

    text: str
    stems: tuple[str, ...]
    start: int
    end: int
    negated: bool
    denied: bool
    possible: bool
    planned: bool


@dataclass(frozen=True)
class Around:
    """The stems that stand left and right of a word, and what comes next but for articles.

    `named` says that an article or the like stands right before it: then it is a noun.
    """

    left: frozenset[str]
    right: frozenset[str]
    next: str = ""
    named: bool = False

    @property
    def all(self) -> frozenset[str]:
        """Those of both sides."""
        return self.left | self.right

    def shares(self, other: "Around") -> int:
        """How many stems the two have in common."""
        return len(self.all & other.all)

    def is_like(self, other: "Around") -> bool:
        """Whether most of it stands around the other word, too, and on the same sides."""
        same = len(self.left & other.left) + len(self.right & other.right)
        across = len(self.left & other.right) + len(self.right & other.left)
        return same >= max(2, (len(self.all) + 1) // 2) and same > across


def read(text: str, language: str = "en") -> tuple[Word, ...]:
    """The words of the text in order."""
    return tuple(_words(text, language))


def _words(text: str, language: str) -> Iterator[Word]:
    pieces = [(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _PIECE.finditer(text)]
    opening = _opening([piece for piece, _, _ in pieces])
    left = dict.fromkeys(Cue, 0)
    for at, (piece, start, end) in enumerate(pieces):
        goes_on = piece == "that" and opening.get(at - 1) is Cue.NEGATED  # "denied that"
        if piece in turns.BOUNDARY and not goes_on:
            left = dict.fromkeys(Cue, 0)
        if not piece[0].isalnum():
            continue
        stems = _stems(piece, language)
        yield Word(
            piece,
            stems,
            start,
            end,
            negated=any(left[cue] > 0 for cue in _NEGATING),
            denied=any(left[cue] == _REACHES[cue] for cue in _NEGATING) and bool(stems),
            possible=left[Cue.POSSIBLE] > 0,
            planned=left[Cue.PLANNED] > 0,
        )
        if stems:
            left = {cue: more - 1 for cue, more in left.items()}
        if (cue := opening.get(at)) and text[start:end] != "May":
            left[cue] = _REACHES[cue]


_NEGATING = (Cue.NEGATED, Cue.LACKING)


def _opening(pieces: Sequence[str]) -> dict[int, Cue]:
    """What begins after which piece."""
    found: dict[int, Cue] = {}
    taken = 0
    for at, piece in enumerate(pieces):
        if piece.endswith("n't"):
            found[at] = Cue.NEGATED
        for phrase, cue in turns.CUES.get(piece, ()) if at >= taken else ():
            if tuple(pieces[at : at + len(phrase)]) == phrase:
                taken = at + len(phrase)
                found[taken - 1] = cue
                break
    return found


@lru_cache(maxsize=20_000)
def _stems(word: str, language: str) -> tuple[str, ...]:
    return tuple(terms(word, language))


def surroundings(words: Sequence[Word]) -> tuple[Around, ...]:
    """What stands around each of the words."""
    stems = [stem for word in words for stem in word.stems]
    made, at = [], 0
    for place, word in enumerate(words):
        after = at + len(word.stems)
        left, right = stems[max(0, at - _AROUND) : at], stems[after : after + _AROUND]
        named = place > 0 and words[place - 1].text in _ARTICLES
        made.append(Around(frozenset(left), frozenset(right), _next(words, place), named))
        at = after
    return tuple(made)


def _next(words: Sequence[Word], place: int) -> str:
    """The stem of the word that comes next, none where that word carries no meaning."""
    for word in words[place + 1 : place + 3]:
        if word.text not in _ARTICLES:
            return word.stems[0] if word.stems else ""
    return ""


def places(found: Iterable[tuple[_Key, int]]) -> dict[_Key, tuple[int, ...]]:
    """All places of each key, in order."""
    by_key: defaultdict[_Key, list[int]] = defaultdict(list)
    for key, at in found:
        by_key[key].append(at)
    return {key: tuple(all_of_it) for key, all_of_it in by_key.items()}
