"""A text word for word: what is spoken in it and by whom, what is negated, what is only claimed.

Each is read when a check first asks, and once. Voices, words and guards are read in English alone.
"""

from dataclasses import dataclass
from functools import cached_property

from drafter.verify.guarded import Guard, guards
from drafter.verify.quotations import Spoken, unquoted
from drafter.verify.speakers import speaking
from drafter.verify.turns import NEGATIVE, OPPOSITES, RUNGS
from drafter.verify.voices import Voice
from drafter.verify.wordwise import Around, Word, places, surroundings
from drafter.verify.wordwise import read as read_words

ENGLISH = ("en", "und")
_LONGEST = 2_000
"""Characters. What is longer is a table or a list: nobody speaks in it."""


@dataclass(frozen=True)
class Worded:
    """A text with its id, in a language."""

    id: str
    text: str
    language: str

    @cached_property
    def spoken(self) -> Spoken:
        """The letters and digits, to find quotations in."""
        return Spoken(self.text)

    @cached_property
    def plain(self) -> str:
        """The text with its quotations blanked, of the same length; none where it is too long."""
        return unquoted(self.text) if len(self.text) <= _LONGEST else ""

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Who speaks in it, outside its quotations."""
        return tuple(speaking(self.plain)) if self.language in ENGLISH else ()

    @cached_property
    def wordwise(self) -> tuple[Word, ...]:
        """Its words, with what negates them or makes them only possible."""
        known = self.language in ENGLISH and len(self.text) <= _LONGEST
        return read_words(self.text) if known else ()

    @cached_property
    def around(self) -> tuple[Around, ...]:
        """What stands around each of them."""
        return surroundings(self.wordwise)

    @cached_property
    def stem_places(self) -> dict[str, tuple[int, ...]]:
        """Where in `wordwise` each stem stands."""
        return places((stem, at) for at, word in enumerate(self.wordwise) for stem in word.stems)

    @cached_property
    def side_places(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """Where in `wordwise` words stand that have an opposite, by pair and side."""
        words = enumerate(self.wordwise)
        return places((side, at) for at, word in words for side in OPPOSITES.get(word.text, ()))

    @cached_property
    def ladder_places(self) -> dict[int, tuple[int, ...]]:
        """Where in `wordwise` verbs stand that have a place on a ladder."""
        words = enumerate(self.wordwise)
        return places((RUNGS[word.text][0], at) for at, word in words if word.text in RUNGS)

    @cached_property
    def may_deny(self) -> bool:
        """Whether any word of it may say no in its own way."""
        return NEGATIVE.search(self.text) is not None

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """Its parts that stand on somebody's word or in doubt."""
        return tuple(guards(self.text, self.wordwise)) if self.wordwise else ()

    @cached_property
    def open_stems(self) -> frozenset[str]:
        """The stems of what it tells outright."""
        return frozenset(self.stem_places).difference(*(guard.stems for guard in self.guards))
