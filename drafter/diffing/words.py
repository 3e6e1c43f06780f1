"""Two texts, word by word: what both have, what only the old one has, what only the new one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby

from drafter.terms import UNSPACED
from schemas.diff import Run, RunKind

MOST_STEPS = 1_000_000
"""Pairs of equal words that are looked at, a fifth of a second in all. Past them what is left to
compare counts as other words: no text keeps the desk waiting."""

_SPACE, _LETTER, _DIGIT, _WHOLE, _APOSTROPHE, _POINT, _OTHER = "swnhjc."
_WORDS = re.compile("[wn]+(?:j[wn]+|(?<=n)c(?=n)[wn]+)*|s+|.")
"""Over the classes of the characters: a word with its apostrophes, a number with its points and
commas, white space, or one character by itself."""

Pair = tuple[str, str]


def compared(before: str, after: str) -> tuple[Run, ...]:
    """The runs of both texts in reading order; what goes stands before what comes.

    By words, which keep their accents and vowel signs; a script without spaces goes by characters.
    """
    old, new = words_of(before), words_of(after)
    found = [(kind, text) for kind, text in _changes(old, new) if text]
    return tuple(Run(kind=kind, text=text) for kind, text in _joined(found))


def words_of(text: str) -> list[str]:
    """The text in words, white space and punctuation marks, none left out."""
    classes = "".join(map(_class, text))
    return [text[match.start() : match.end()] for match in _WORDS.finditer(classes)]


def _class(one: str) -> str:
    if one.isspace():
        return _SPACE
    if one in "'’":
        return _APOSTROPHE
    if one in ".,٫٬":
        return _POINT
    if UNSPACED.match(one):
        return _WHOLE
    kind = unicodedata.category(one)
    if kind[0] == "N":
        return _DIGIT
    return _LETTER if kind[0] in "LM" or kind == "Cf" else _OTHER


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[RunKind, str]]:
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    yield RunKind.EQUAL, "".join(old[:start])
    yield from _between(old[start : len(old) - end], new[start : len(new) - end])
    yield RunKind.EQUAL, "".join(old[len(old) - end :])


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are the same from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[RunKind, str]]:
    left = right = 0
    blocks = _blocks(list(_anchored(old)), list(_anchored(new)))
    for start, other, size in (*blocks, (len(old), len(new), 0)):
        yield RunKind.DELETE, "".join(old[left:start])
        yield RunKind.INSERT, "".join(new[right:other])
        left, right = start + size, other + size
        yield RunKind.EQUAL, "".join(old[start:left])


def _blocks(old: Sequence[Pair], new: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """The longest stretch that both have, then the longest on either side of it, and so on.

    Ratcliff and Metzener's pattern matching (1988), as in difflib, which would go on for seconds
    where few words come very often. Each block is its place in both, and its length.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    times = Counter(new)
    steps = list(accumulate((times[word] + 1 for word in old), initial=0))
    regions, found, left = [(0, len(old), 0, len(new))], [], MOST_STEPS
    for start, end, other, other_end in regions:  # grows meanwhile: the widest regions come first
        left -= steps[end] - steps[start]
        if left < 0:
            break
        here, there, size = matcher.find_longest_match(start, end, other, other_end)
        if size:
            found.append((here, there, size))
            regions.append((start, here, other, there))
            regions.append((here + size, end, there + size, other_end))
    return sorted(found)


def _anchored(words: Sequence[str]) -> Iterator[Pair]:
    """White space counts as the same behind the same word alone: it holds no two texts together."""
    before = ""
    for word in words:
        yield (before, word) if word.isspace() else ("", word)
        before = word


def _joined(found: Sequence[tuple[RunKind, str]]) -> Iterator[tuple[RunKind, str]]:
    """Changes that touch each other as one: all that goes, then all that comes."""
    for equal, runs in groupby(found, key=lambda run: run[0] is RunKind.EQUAL):
        together = list(runs)
        for kind in (RunKind.EQUAL,) if equal else (RunKind.DELETE, RunKind.INSERT):
            if text := "".join(text for one, text in together if one is kind):
                yield kind, text
