"""Splits a paragraph into sentences: the ground on which every citation stands.

Two kinds of mistake are not equally bad. Two sentences left together cost precision; a sentence
cut in the middle can change what a report says. So where it cannot be told, nothing is split.

A quotation is never split, however many sentences it holds: without its marks, its second
sentence would read as the report's own word. The same holds for brackets.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from drafter.ingest import abbreviations as tables
from drafter.ingest.quoting import enclosed

_STOP = re.compile(
    # Possessive throughout, and once for a run of marks: no text takes more than linear time.
    r"(?<![.!?…؟۔。])(?P<mark>[.!?…؟۔。]++)"
    r"(?P<close>(?:\s?»(?=\s|$)|[«”’\"'“)\]])*+)"
    r"(?P<notes>(?:\[\d{1,3}\])*+)"
    r"\s++(?P<open>(?:[“”\"„«»‘'(\[¿¡]\s?+|[-–—•]\s)*+)(?=(?P<next>\S{1,40}))"
)
_LETTERS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")  # J, U.S, Z.B, J.-C
_LOWER_NAME = re.compile(r"(?:al|el|as|an|ash|bin)-[A-Z]|[a-z]{1,2}[A-Z]")  # al-Ahram, iPhone
_SPLIT_OFF = re.compile(r"[\s(\[“\"„«‘'/–—]")
_NOT_WORD = re.compile(r"[^\w.'’-]")
_ZONE = re.compile(r"[A-Z]{2,4}\b")  # 9 a.m. EST
_AFTER_CLOCK = frozenset(tables.AFTER_CLOCK.split())
_GERMAN_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")  # 3. März, 1. FC, Ludwig XIV.
_ROMAN = re.compile(r"[IVX]{1,5}")
_SPACED_GERMAN = re.compile(r"\b(?:z|d|u|i|o|s|v|n|a)\. ?[A-Za-zÄÖÜäöü]$")  # z. B, u. a
_SOLID = re.compile(r"[^\W_]")
_NEAR = 80  # characters before a stop that can tell what it is
_NUMBERED = re.compile(r"[\W_]*(?:\d{1,3}|[A-Za-z])[.)]\W*")  # 1. or a) at the head of a list
_SAID_AFTER = re.compile(
    r"(?:[A-Z][\w’'.-]*,?\s+){1,5}"
    rf"(?:{'|'.join(tables.SPEECH.split())})"
    r"(?=[.,;:!?—]|\s+(?:on|in|at|during|after|as|when|while|before|from|of|him|her|them|us"
    r"|reporters|journalists)\b)"
)
_EVERY_LANGUAGE = tuple(tables.STARTERS)


def split_sentences(
    paragraph: str, language: str = "und", most: int | None = None
) -> tuple[str, ...]:
    """The sentences of a tidy paragraph; joined by spaces they are the paragraph again.

    The language decides which abbreviations count; for one without a table, all of them do.
    After `most` sentences what is left is not split: the reader who counts them has seen enough.
    """
    if not _SOLID.search(paragraph):
        return (paragraph,) if paragraph else ()
    inside = _Inside(paragraph)
    cuts, seen, solid = [0], 0, False
    for stop in _STOP.finditer(paragraph):
        end = stop.end("notes")
        solid = solid or _SOLID.search(paragraph, seen, end) is not None
        seen = end
        before = paragraph[max(cuts[-1], stop.start() - _NEAR) : stop.start()].lstrip()
        if solid and end not in inside and _ends(stop, before, language):
            cuts.append(end)
            solid = False
            if len(cuts) == most:
                break
    if not _SOLID.search(paragraph, cuts[-1]):  # a stray mark at the end stays with its sentence
        cuts.pop()
    return tuple(paragraph[a:b].strip() for a, b in pairwise([*cuts, len(paragraph)]))


class _Inside:
    """The places within a quotation or brackets."""

    def __init__(self, text: str) -> None:
        self.spans = enclosed(text)

    def __contains__(self, place: int) -> bool:
        number = bisect_left(self.spans, (place, 0)) - 1
        return number >= 0 and place < self.spans[number][1]


def _ends(stop: re.Match[str], before: str, language: str) -> bool:
    """Whether a sentence ends at this stop. `before` is the sentence up to it."""
    following = stop["next"]
    if not _can_start(following) or _NUMBERED.fullmatch(before + stop["mark"]):
        return False
    if stop["mark"] == ".":
        return not _abbreviated(before, stop, language)
    if stop["close"]:
        return not _SAID_AFTER.match(stop.string, stop.end())
    return True


def _can_start(word: str) -> bool:
    """A capital, a digit, a letter of a script without capitals, or a name such as al-Ahram."""
    first = word[0]
    return (
        (first.isalnum() and not first.islower())
        or bool(_LOWER_NAME.match(word))
        or first in "$€£#@"
    )


def _abbreviated(before: str, stop: re.Match[str], language: str) -> bool:
    """Whether the full stop belongs to the word before it and the sentence goes on."""
    word = _SPLIT_OFF.split(before)[-1]
    following = _NOT_WORD.split(stop["next"])[0]
    if stop["close"].strip(")]") or not word:
        return False
    known = _tables(language)
    if word in known.before_number:
        return following[:1].isdigit() or bool(_ROMAN.fullmatch(_bare(following)))
    if word in known.before_name or (language == "de" and _SPACED_GERMAN.search(before)):
        return True
    if word.lower() in ("a.m", "p.m"):
        return following in _AFTER_CLOCK or bool(_ZONE.match(following))
    if bool(stop["open"]) or _bare(following) in known.starters:
        return len(word) == 1 and not word.isascii()  # Arabic titles are one letter
    is_ordinal = language == "de" and bool(_GERMAN_ORDINAL.fullmatch(word))
    return word in known.others or is_ordinal or bool(_LETTERS.fullmatch(word))


def _bare(word: str) -> str:
    """The word without what French elides and without trailing dots: `L’accord` is `L'`."""
    elided = re.match(r"[A-ZÀ]['’](?=\w)", word)
    return f"{word[0]}'" if elided else word.rstrip(".")


@dataclass(frozen=True)
class _Tables:
    before_name: frozenset[str]
    before_number: frozenset[str]
    others: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=16)
def _tables(language: str) -> _Tables:
    """The language's tables, or all of them together."""
    known = (language,) if language in _EVERY_LANGUAGE else _EVERY_LANGUAGE
    kinds = (tables.BEFORE_NAME, tables.BEFORE_NUMBER, tables.OTHERS, tables.STARTERS)
    return _Tables(*(frozenset(w for tag in known for w in kind[tag].split()) for kind in kinds))
