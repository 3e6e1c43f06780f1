"""Proper names in a text, and whether sources name the same.

English, French and Spanish write names alone with a capital. German writes all nouns so: there
names are told by what stands before them. Arabic has no capitals, and no name is told.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.terms import STOP_WORDS, terms
from drafter.verify.calendar_words import months, weekdays
from drafter.verify.countries import countries_in, countries_of
from drafter.verify.german_names import stands_as_name

NAMED_BY_CAPITALS = ("en", "und", "fr", "es", "de")
"""Languages in which a capital tells a name: in German, with the words around it."""
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{1,6}-?\d+[A-Za-z]?\b|[^\W_]+(?:[’'][^\W\d_]+)?")
_OPENS = re.compile(r"(?:^|[.!?:;…]|[“\"„«‘(\[]|\s[–—'‘-])\s*$")
_JOINS = re.compile(r"^(?:[ \u00a0-]|,? (?:of|of the|de|del|de la|al-|el-|bin|van|von|der|and) ?)$")
_ELIDED = re.compile(r"^(?:[ldjmnstc]|qu)[’'](?=[^\W\d_])", re.IGNORECASE)
_PEOPLE = (
    "n",
    "an",
    "ian",
    "ans",
    "ians",
    "ese",
    "i",
    "is",
    "ish",
    "ist",
    "ists",
    "s",
    "er",
    "ers",
)
_ROMAN = re.compile(r"[IVX]{1,5}")
_LONG, _LONGER = 6, 9
_LEAST = 4
_LONGEST_SHORT = 7
_GENERIC = """
academy acting administration affairs agency agreement air airport ambassador army arts assembly
association attorney authority avenue bank baron bay bishop board bureau cabinet capital captain
cardinal centre center central chairman chairwoman chamber chancellor chief church city civil
coast college colonel commander commission commissioner committee commons community company
conference congress congressman congresswoman constitution corporation council councillor county
court crown cup defence defense democrat democrats department deputy detective director district
division doctor dr duke east eastern economic education elections emergency emperor energy
environment ex executive federal federation finance fire first force forces foreign forum former
foundation general god government governor group guard guards head health high home hospital house
human institute institution intelligence interior international island islands judge justice king
kingdom lady lake law leader league left lieutenant lord lords madam major mayor media members
middle military minister ministry miss mount mp mps mr mrs ms museum national navy new north
northern ocean office officer official opposition palace parliament parliamentary party people pm
police pope president presidential press prime prince princess prize professor prosecutor province
public queen rabbi region republic republican republicans representative representatives research
rev reverend river road royal school science sea second secretary security senate senator senior
sergeant service sheikh sheriff sir society south southern speaker special spokesman spokesperson
spokeswoman square st state states street sultan supreme test the third town trade transport
treasury treaty tribunal trust union united university upper valley vice village war west western
world i a an
"""
GENERIC = frozenset(_GENERIC.split())
"""Words that styles write with a capital or without: titles, kinds of bodies, points of the sky."""


@dataclass(frozen=True)
class Name:
    """A word of a proper name as it stands, folded, with the number of the run that it is in.

    `opens` says that it opens a sentence, where any word has a capital.
    """

    text: str
    folded: str
    start: int
    end: int
    run: int
    opens: bool


@dataclass(frozen=True)
class Named:
    """All that some texts name, ready for look-ups: any word counts, capital or not."""

    words: frozenset[str]
    stems: frozenset[str]
    acronyms: frozenset[str]
    initials: frozenset[str]
    countries: frozenset[str]

    def has(self, name: Name, language: str = "en") -> bool:
        """Whether the name is there, in this form or as people, country, short form or variant."""
        word = name.folded
        if word in self.words or word in self.initials:
            return True
        if countries_of(word):
            return bool(countries_of(word) & self.countries)
        if any(stem in self.stems for stem in terms(word, language)):
            return True
        return any(_is_variant(word, other) for other in self.words)


NOTHING = Named(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def joined(parts: Iterable[Named]) -> Named:
    """What several texts name together."""
    parts = tuple(parts) or (NOTHING,)
    return Named(
        words=frozenset().union(*(part.words for part in parts)),
        stems=frozenset().union(*(part.stems for part in parts)),
        acronyms=frozenset().union(*(part.acronyms for part in parts)),
        initials=frozenset().union(*(part.initials for part in parts)),
        countries=frozenset().union(*(part.countries for part in parts)),
    )


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents and dots, so that `U.S.` is `us` and `Türkiye` `turkiye`."""
    if text.isascii():
        return text.replace(".", "").replace("-", "").lower()
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".-")
    return kept.casefold()


def named(text: str, language: str, stems: Iterable[str] = ()) -> Named:
    """Everything in the text that a name could refer to; `stems` are those of its words."""
    words = [_bare(match[0]) for match in _TOKEN.finditer(text)]
    folded = frozenset(map(fold, words))
    full = runs(names(text, language, strict=False))
    return Named(
        words=folded,
        stems=frozenset(terms(" ".join(folded), language)) | frozenset(stems),
        acronyms=frozenset(fold(word) for word in words if _is_acronym(word)),
        initials=frozenset().union(*map(short_forms, full.values())),
        countries=countries_in(" ".join(map(fold, words)), folded),
    )


def names(text: str, language: str, *, strict: bool = True) -> Iterator[Name]:
    """The words of the proper names in the text, in order.

    Where it is not strict, generic words that belong to a name ("Guard Corps") are among them.
    """
    if strict and language == "de":
        yield from _german(text)
        return
    run, last = 0, -1
    for match in _TOKEN.finditer(text):
        word, start = _bare(match[0]), match.start()
        start += match[0].find(word)
        if not _is_capital(word):
            continue
        if last < 0 or not _JOINS.match(text[last:start]):
            run += 1
        last = start + len(word)
        folded = fold(word)
        if strict and (folded in GENERIC or _is_common(word, folded, language)):
            continue
        opens = bool(_OPENS.search(text[max(0, match.start() - 4) : match.start()]))
        yield Name(word, folded, start, last, run, opens)


def _german(text: str) -> Iterator[Name]:
    for run in runs(names(text, "de", strict=False)).values():
        words = [(name.folded, name.start) for name in run]
        for place, name in enumerate(run):
            if not _is_common(name.text, name.folded, "de") and stands_as_name(text, words, place):
                yield name


def runs(found: Iterable[Name]) -> dict[int, list[Name]]:
    """The words of each name together."""
    grouped: dict[int, list[Name]] = {}
    for name in found:
        grouped.setdefault(name.run, []).append(name)
    return grouped


@lru_cache(maxsize=20_000)
def _bare(token: str) -> str:
    """Without a possessive ending, and without an elided article: `l’Iran`."""
    plain = re.sub(r"[’'][sS]$", "", _ELIDED.sub("", token)).strip("’'")
    return plain[:-1] if plain[-1:] == "s" and plain[-2:-1].isdigit() else plain


def _is_capital(word: str) -> bool:
    return bool(word) and word[0].isupper() and (len(word) > 1 or word == "X")


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_common(word: str, folded: str, language: str) -> bool:
    """Words with a capital for another reason: days, months, and what opens a sentence."""
    lowered = word.lower()
    if _ROMAN.fullmatch(word):
        return True
    if lowered in months(language) or lowered in weekdays(language):
        return True
    return folded in STOP_WORDS.get(language, STOP_WORDS["en"]) and not word.isupper()


def short_forms(found: Iterable[Name]) -> frozenset[str]:
    """The short forms that one name could have: its first letters, from each word on."""
    letters = "".join(word.folded[:1] for word in found)
    return frozenset(
        letters[first : first + length]
        for first in range(len(letters) - 1)
        for length in range(2, min(_LONGEST_SHORT, len(letters) - first) + 1)
    )


@lru_cache(maxsize=50_000)
def _is_variant(word: str, other: str) -> bool:
    """Another form of one name: a people's name, or a spelling an edit or two away."""
    if len(word) < _LEAST or len(other) < _LEAST or word[0] != other[0]:
        return False
    short, long = sorted((word, other), key=len)
    root = short if long.startswith(short) else short[:-1]
    if long.startswith(root) and long[len(root) :] in _PEOPLE and len(root) >= _LEAST:
        return True
    if countries_of(other) or len(short) < _LONG:
        return False
    return _edits(short, long, most=2 if len(short) >= _LONGER else 1)


def _edits(one: str, other: str, most: int) -> bool:
    """Whether that many insertions, deletions or changes of a letter lead from one to the other."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, mark in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != mark))
        if min(row) > most:
            return False
    return row[-1] <= most
