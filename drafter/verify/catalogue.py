"""Every check in one table: its version, what it fears, what it cannot see, and where it holds.

The reader's side of the checks: `drafter check` prints from it, and docs/checking.md lists it. The
order is that of the vocabulary in schemas/evidence.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drafter.verify import attribution, basis, quotes, scenario
from drafter.verify.calendar_words import LANGUAGES as WITH_CALENDAR
from drafter.verify.passage import ENGLISH
from drafter.verify.proper import NAMED_BY_CAPITALS
from schemas.evidence import Check

ANY: frozenset[str] = frozenset()
"""It reads no words of one language alone."""


@dataclass(frozen=True)
class About:
    """What a reader has to know of a check.

    `version` goes up when it may find other things in the same draft. `languages` are those in
    which all of it is made, `ANY` where it asks for none; `elsewhere` is what is left out in the
    others. `whole` is what it can only say of a whole report, empty where cited sentences do.
    """

    version: int
    fears: str
    cannot_see: str
    languages: frozenset[str] = ANY
    elsewhere: str = ""
    whole: str = ""

    def holds_in(self, language: str) -> bool:
        """Whether all of it is made in that language."""
        return self.languages is ANY or language in self.languages


CATALOGUE: Mapping[Check, About] = MappingProxyType(
    {
        Check.CITATIONS: About(
            1,
            fears="a statement that rests on nothing, or on a sentence that does not carry it",
            cannot_see="a paraphrase that shares hardly a word with its source",
            whole="whether another sentence fits a statement better than what it cites",
        ),
        Check.NUMBERS: About(
            1,
            fears="a figure that no cited sentence states, or states of something else",
            cannot_see="two figures of one unit that change places, or a sum that is wrong",
        ),
        Check.DATES: About(
            1,
            fears="an event that is put on a day, in a month or a year that no source gives it",
            cannot_see="two events of one sentence that change days",
            languages=frozenset((*WITH_CALENDAR, "und")),
            elsewhere="names of months and weekdays",
        ),
        Check.NAMES: About(
            1,
            fears="a person, a place or a body that no cited sentence names, a title that no source"
            " gives, two people who change places",
            cannot_see="a name that opens a sentence before a verb that is not in its list, a"
            " German name that stands alone, and titles in languages but English",
            languages=frozenset(NAMED_BY_CAPITALS),
            elsewhere="proper names",
        ),
        Check.QUOTES: About(
            1,
            fears="words between quotation marks that nobody said, or that somebody else said",
            cannot_see="who is meant by “he”, and the speaker in languages but English",
            languages=quotes.LANGUAGES,
            elsewhere="quotations",
        ),
        Check.ATTRIBUTION: About(
            1,
            fears="a claim told as a fact, given to somebody else, or turned round",
            cannot_see="a reversal for which no pair of opposite words stands in its lists",
            languages=attribution.LANGUAGES,
            elsewhere="who claims what, and whether anything is turned round",
        ),
        Check.BASIS: About(
            1,
            fears="a sentence that does not stand where it says: not in its source, or made up",
            cannot_see="an invention in words that the sources use of something else",
            languages=basis.LANGUAGES,
            elsewhere="whether the sources carry what is said, and whether anything is made up",
        ),
        Check.SCENARIO: About(
            1,
            fears="a forecast that is firmer than its ground, or that nobody can judge later",
            cannot_see="whether the forecast is any good",
            languages=scenario.LANGUAGES,
            elsewhere="whether forecasts are as firm as their ground, and can be judged later",
        ),
        Check.COVERAGE: About(
            1,
            fears="a main fact of a report that the draft leaves out, and that nobody misses",
            cannot_see="a main fact that the report itself mentions in passing",
            whole="which main facts of the reports no section carries",
        ),
        Check.WORDING: About(
            1,
            fears="a draft that copies: runs of words that are a report's, outside quotation marks",
            cannot_see="a close paraphrase that changes one word in seven",
            whole="whether words are copied from sentences that are not cited",
        ),
        Check.FORM: About(
            1,
            fears="a sentence that no editor would let pass: leaked notes, cut or doubled"
            " sentences, ready-made phrases, loaded words that no source uses",
            cannot_see="irony, and loaded words that are not in its list",
            languages=frozenset(ENGLISH),
            elsewhere="ready-made phrases and loaded words",
        ),
        Check.LIMITS: About(
            1,
            fears="a section that is longer than the recipe allows, thin, or hard to read",
            cannot_see="the reading grade in languages but English, for which it has no formula",
        ),
        Check.MARKUP: About(
            1,
            fears="markup, a link or an address that a source smuggled into a statement",
            cannot_see="what a reader's program makes of plain words",
        ),
        Check.SUPPORT: About(
            1,
            fears="a statement that reads well and that its cited sentences do not bear out",
            cannot_see="what its model cannot see; it is asked only where you allow it",
        ),
    }
)


def offline() -> Mapping[Check, About]:
    """The checks that need no model: all that `drafter check` makes."""
    return {check: about for check, about in CATALOGUE.items() if check is not Check.SUPPORT}
