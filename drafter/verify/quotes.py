"""Quotations in a text, and whether a source holds them word for word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = (
    ("“", "”"),
    ("«", "»"),
    ("„", "“"),
    ("„", "”"),
    ('"', '"'),
)
_QUOTED = re.compile(
    "|".join(f"{re.escape(a)}([^{re.escape(a + b)}]+){re.escape(b)}" for a, b in _PAIRS)
)


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
    """Everything between double quotation marks, of whichever language."""
    for match in _QUOTED.finditer(text):
        group = next(number for number, found in enumerate(match.groups(), 1) if found is not None)
        yield Quotation(match[group], match.start(group), match.end(group))


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
