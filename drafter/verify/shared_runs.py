"""Runs of words that a text shares with its sources, outside quotation marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.verify.calendar_words import months, weekdays
from drafter.verify.number_words import number_words
from drafter.verify.quotations import unquoted

RUN = 8
"""So many words in a row are the source's rather than the writer's."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_ENDS = re.compile(r"[.!?:;]\s*[“\"‘«„(]?\s*$")
_JOINING = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "on",
        "in",
        "de",
        "la",
        "le",
        "del",
        "al",
        "und",
        "für",
        "der",
        "y",
        "e",
    ]
)
"""Small words that stand inside names: the House of Representatives."""


@dataclass(frozen=True)
class Run:
    """A shared run, as offsets in the text, with how many of its words count."""

    start: int
    end: int
    words: int


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.casefold().replace("’", "'")


class SharedRuns:
    """The runs of all source texts, prepared once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = {run for text in texts for run in _runs([t.word for t in _tokens(text)])}

    def of(self, text: str, language: str = "en") -> list[Run]:
        """The longest shared runs of the text in order, those of enough words that count.

        Names, titles, dates and numbers do not count: nobody can write them in other words.
        """
        tokens = _tokens(unquoted(text).replace("·", "ª"))  # a quotation is one odd word
        shared = [run in self._runs for run in _runs([token.word for token in tokens])]
        found = []
        for first, last in _stretches(shared):
            run = tokens[first : last + RUN]
            count = _counting(run, text, language)
            if count >= RUN:
                found.append(Run(run[0].start, run[-1].end, count))
        return found


def _tokens(text: str) -> list[_Token]:
    return [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def _stretches(shared: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last place of each stretch of places in a row that are shared."""
    first = None
    for at, is_shared in enumerate([*shared, False]):
        if is_shared and first is None:
            first = at
        elif not is_shared and first is not None:
            yield first, at - 1
            first = None


def _counting(run: Sequence[_Token], text: str, language: str) -> int:
    """How many words of the run a writer could have chosen otherwise."""
    names = [_is_name(at, run, text, language) for at in range(len(run))]
    fixed = _fixed(language)
    count = 0
    for at, token in enumerate(run):
        joining = token.word in _JOINING and any(names[max(0, at - 2) : at])
        inside = joining and any(names[at + 1 : at + 3])
        count += not (names[at] or inside or token.word in fixed or token.text[0].isdigit())
    return count


def _is_name(at: int, run: Sequence[_Token], text: str, language: str) -> bool:
    """Whether the word is written as a name. At the start of a sentence every word is."""
    token = run[at]
    if language == "de" or not token.text[0].isupper():  # German writes every noun so
        return False
    opens = token.start == 0 or _ENDS.search(text[max(0, token.start - 5) : token.start])
    return not opens or (at + 1 < len(run) and run[at + 1].text[0].isupper())


@lru_cache(maxsize=8)
def _fixed(language: str) -> frozenset[str]:
    """Words of dates and numbers."""
    words = number_words(language)
    return frozenset((*months(language), *weekdays(language), *words.small, *words.scales))
