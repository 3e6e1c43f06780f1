"""Quotations in a text, whichever marks they stand in, and where a source has the same words."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_MARKS = '“”„«»"'
_WORD_AFTER = r"(?![^\W_])"
_STRAIGHT = (  # 'no way', but neither the pilots' nor rock 'n' roll
    r"(?<![^\W_])'(?=[^\W_])((?:[^']|'(?=[^\W_])){3,})(?:(?<=[^\W_]{2})|(?<=[.,!?…]))'"
    rf"{_WORD_AFTER}"
)
_QUOTED = re.compile(
    "|".join(
        [
            r"“([^“”]+)”",
            r"«([^«»]+)»",
            r"„([^„“”]+)[“”]",
            r"”(?=\s?[\u0600-\u06ff])([^“”]+)“",  # as Arabic has them
            r"”([^”“]+)”",
            r'"([^"]+)"',
            r"‹([^‹›]+)›",
            r"‚([^‚‘’]+)[‘’]",
            # British single marks: an apostrophe inside or at the end of a word closes none.
            rf"(?<![^\W_])‘((?:[^‘’]|’(?=[^\W_]))+)’{_WORD_AFTER}",
            _STRAIGHT,
        ]
    )
)
_LEFT = re.compile(f"[{_MARKS}]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0640\u0670]|['’](?=[^\W_]))*")
_UNSPOKEN = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0640\u0670'’]")
_LEFT_OUT = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|\(…\)|\(\.\.\.\)|…|\.\.\.|\. \. \.)\s*")
_INSERTED = re.compile(r"\[[^\[\]]{2,80}\]")
_ALTERED = re.compile(r"\[(\w)\]")
_MOST_REPLACED = 60
"""Characters of the source, spaces apart, that a bracketed insertion may stand for."""


@dataclass(frozen=True)
class Quotation:
    """The words between quotation marks, and where they stand."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return len(_WORD.findall(self.text))


def quotations(text: str) -> Iterator[Quotation]:
    """Everything between quotation marks, of whichever language; of nested ones the outer.

    A mark that is left over quotes up to the end of the text, a closing one from its start.
    """
    rest = list(text)
    for match in _QUOTED.finditer(text):
        group = next(number for number, found in enumerate(match.groups(), 1) if found is not None)
        rest[match.start() : match.end()] = "·" * (match.end() - match.start())
        yield Quotation(match[group], match.start(group), match.end(group))
    left = _LEFT.search("".join(rest))
    if left and not (left[0] == '"' and text[: left.start()][-1:].isdigit()):  # 6'2" is a measure
        start, end = (0, left.start()) if _closes(left, text) else (left.end(), len(text))
        yield Quotation(text[start:end], start, end)


def _closes(mark: re.Match[str], text: str) -> bool:
    if mark[0] == '"':
        return bool(text[: mark.start()].strip()) and not text[mark.start() - 1].isspace()
    return mark[0] in "”»"


def unquoted(text: str) -> str:
    """The text with a dot for every character between quotation marks, the marks included."""
    blank = list(text)
    for quotation in quotations(text):
        start, end = max(0, quotation.start - 1), min(len(text), quotation.end + 1)
        blank[start:end] = "·" * (end - start)
    return "".join(blank)


@dataclass(frozen=True)
class Spoken:
    """A text as its letters and digits alone, so that quotations are found as they were said.

    Case, accents as marks of their own, apostrophes, hyphens and other punctuation do not count.
    """

    text: str

    @cached_property
    def _words(self) -> tuple[tuple[str, int, int], ...]:
        words = ((_bare(m[0]), m.start(), m.end()) for m in _WORD.finditer(self.text))
        return tuple(word for word in words if word[0])

    @cached_property
    def letters(self) -> str:
        """The letters and digits, without spaces."""
        return "".join(word for word, _, _ in self._words)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for word, _, _ in self._words:
            starts.append(at)
            at += len(word)
        return [*starts, at]

    def find(self, quoted: str) -> tuple[int, int] | None:
        """Where the text has the quoted words in that order, as character offsets.

        An ellipsis may stand for any words left out, a bracketed insertion for a few of them.
        """
        at, first, most = 0, None, None
        for piece, gap in _pieces(quoted):
            found = self._next(Spoken(piece).letters, at, most)
            if found is None:
                return None
            first = found if first is None else first
            at, most = found + len(Spoken(piece).letters), gap
        if first is None:
            return 0, 0
        return self._words[self._word(first)][1], self._words[self._word(at) - 1][2]

    def _next(self, wanted: str, at: int, most: int | None) -> int | None:
        """Where the letters stand as whole words, from there on, at most so many letters on."""
        found = self.letters.find(wanted, at)
        while found >= 0 and (most is None or found - at <= most):
            if self._is_edge(found) and self._is_edge(found + len(wanted)):
                return found
            found = self.letters.find(wanted, found + 1)
        return None

    def _is_edge(self, at: int) -> bool:
        return self._starts[self._word(at)] == at

    def _word(self, at: int) -> int:
        return bisect_left(self._starts, at)


def _pieces(quoted: str) -> Iterator[tuple[str, int | None]]:
    """The parts of a quotation that have to stand in the source, and how far on the next may be."""
    for part in _LEFT_OUT.split(_ALTERED.sub(r"\1", quoted)):
        pieces = [piece for piece in _INSERTED.split(part) if _WORD.search(piece)]
        for number, piece in enumerate(pieces, 1):
            yield piece, None if number == len(pieces) else _MOST_REPLACED


def _bare(word: str) -> str:
    return _UNSPOKEN.sub("", unicodedata.normalize("NFKC", word).casefold())


def holds(source: str, quoted: str) -> bool:
    """Whether the source has the quoted words; a quotation without words stands anywhere."""
    return Spoken(source).find(quoted) is not None
