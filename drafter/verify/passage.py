"""A text that statements are held against, with what the checks read from it.

Each is read when a check first asks, and once: a report of five may never be looked at twice.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.terms import terms, tokens
from drafter.verify.moments import Moment, moments
from drafter.verify.proper import Name, Named, named, names
from drafter.verify.resolving import of_day, relative, within
from drafter.verify.titles import TITLE_WORDS, Borne, borne, families_in
from drafter.verify.values import Number, read
from drafter.verify.worded import ENGLISH, Worded

__all__ = ["ENGLISH", "Passage"]


@dataclass(frozen=True)
class Passage(Worded):
    """A source sentence, a headline, an earlier event with its outlets, or a statement itself.

    `published` is the day of its report or event, `days` what "on Tuesday" and the like mean there.
    """

    published: date | None = None
    days: tuple[date, ...] = ()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Words and numbers in lower case."""
        return tuple(tokens(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of the words that carry meaning, in order, repeats kept."""
        return tuple(terms(self.text, self.language))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The dates and times as they stand, in order."""
        return tuple(moments(self.text, self.language))

    @cached_property
    def told(self) -> tuple[Moment, ...]:
        """What they can mean: years filled in, "last month" and weekdays resolved."""
        resolved = [of_day(day) for day in self.days]
        if self.published and self.language in ENGLISH:
            resolved += relative(self.text, self.published)
        for moment in self.moments:
            bare_weekday = moment.weekday is not None and moment.day is None
            known = bare_weekday and self.language in ENGLISH  # `days` says which one it is
            resolved += [moment] if known else within(moment, self.published)
        return tuple(resolved)

    @cached_property
    def named(self) -> Named:
        """All that the text names, for look-ups."""
        return named(self.text, self.language, self.stems)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The words of its proper names, in order."""
        return tuple(names(self.text, self.language))

    @cached_property
    def borne(self) -> tuple[Borne, ...]:
        """The titles that it gives to names."""
        has_title = self.language in ENGLISH and not TITLE_WORDS.isdisjoint(self.tokens)
        return tuple(borne(self.text)) if has_title else ()

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The titles that it has anywhere, repeats kept."""
        has_title = not TITLE_WORDS.isdisjoint(self.tokens)
        return families_in(self.text) if has_title else ()

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in order, with their units, those of dates and clock times left out."""
        dated = [m for m in self.moments if m.year is None or m.month is not None]
        taken = {place for moment in dated for place in range(moment.start, moment.end)}
        return tuple(n for n in read(self.text, self.language) if n.start not in taken)
