"""Quotations in a text, and whether a source holds them word for word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = '“”„«»"'
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("„", "”"), ("”", "”"), ('"', '"'))
_QUOTED = re.compile(
    "|".join(
        [f"{a}([^{_MARKS}]+){b}" for a, b in _PAIRS]
        # British single marks: an apostrophe inside or at the end of a word does not close them
        + [r"(?<![^\W_])‘((?:[^‘’]|’(?=[^\W_]))+)’(?![^\W_])"]
    )
)
_LEFT = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True)
class Quotation:
    """The words between quotation marks, and where they stand."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return len(self.text.split())


def quotations(text: str) -> Iterator[Quotation]:
    """Everything between quotation marks, of whichever language.

    A mark that is left over quotes up to the end of the text, a closing one from its start.
    """
    rest = list(text)
    for match in _QUOTED.finditer(text):
        group = next(number for number, found in enumerate(match.groups(), 1) if found is not None)
        rest[match.start() : match.end()] = "·" * (match.end() - match.start())
        yield Quotation(match[group], match.start(group), match.end(group))
    left = _LEFT.search("".join(rest))
    if left:
        start, end = (0, left.start()) if left[0] in "”»" else (left.end(), len(text))
        yield Quotation(text[start:end], start, end)


def holds(source: str, quoted: str) -> bool:
    """Whether the source has the quoted words in that order; letters and digits alone count.

    An ellipsis inside the quotation may stand for words left out.
    """
    bare_source = f" {_bare(source)} "
    position = 0
    for part in re.split(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*", quoted):
        bare = _bare(part)
        if not bare:
            continue
        found = bare_source.find(f" {bare} ", position)
        if found < 0:
            return False
        position = found + len(bare)
    return True


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.findall(r"[^\W_]+", folded.replace("'", "")))
