"""What a sentence counts or measures, so that figures of two reports can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drafter.terms import terms
from drafter.verify.passage import Passage
from drafter.verify.values import ABOUT, DOWNWARD, UPWARD, Number

_FATES = {
    "killed": "kill killed dead death deaths died die dies dying toll fatalities fatality",
    "injured": "injured injuries wounded hurt hospitalised hospitalized",
    "arrested": "arrested arrest arrests detained custody",
    "missing": "missing unaccounted",
    "displaced": "displaced evacuated fled homeless",
    "infected": "infected infections",
}
_FATE_OF = {
    stem: fate for fate, words in _FATES.items() for word in words.split() for stem in terms(word)
}
ANYONE = frozenset(terms("people person persons other others"))
_BREAK = re.compile(r"[,;:—–]\s|\s(?:and|but|while|und|et|y|e)\s|\s[و]")
_RANGE = re.compile(r"\d\s?(?:-|–|—|to)\s?\d|\bbetween \S+ and \S+", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|people|men|women|children|police)$")
_UNIT = re.compile(r"^[\s-]*[^\s]+")
_JOINED = re.compile(r"[^\W\d_][-‑]$")
_ELSEWHERE = re.compile(
    r"\b(?:similar|previous(?:ly)?|earlier|since|so far|last year|in (?:1[89]|20)\d\d|annual(?:ly)?"
    r"|on average|every (?:day|week|month|year)|a (?:day|week|month|year)|per (?:day|week|year)"
    r"|another|more|further|of them|of whom|including|among)\b"
)
"""Figures of another time, or of a part: two of them do not contradict one another."""
_YEARS = range(1500, 2200)
_ROUGH_MARGIN, _ROUND_MARGIN, _LARGE = 0.15, 0.05, 1000
_A_FEW = 2


@dataclass(frozen=True)
class Count:
    """A number of a sentence, and the words that tell what it is a number of."""

    passage: Passage
    number: Number

    @cached_property
    def clause(self) -> frozenset[str]:
        """The stems of the part of the sentence around the number, figures and unit left out."""
        text, at = self.passage.text, self.number.start
        starts = [0, *(m.end() for m in _BREAK.finditer(text) if m.end() <= at)]
        ends = [m.start() for m in _BREAK.finditer(text) if m.start() >= self.number.end]
        after = text[self.number.end : (ends or [len(text)])[0]]
        own = text[starts[-1] : at] + " " + (_UNIT.sub("", after) if self.number.unit else after)
        return frozenset(s for s in terms(own, self.passage.language) if not s[0].isdigit())

    @cached_property
    def fate(self) -> str:
        """What befell those who are counted: `killed`, `injured`, ... or nothing."""
        return next((_FATE_OF[stem] for stem in sorted(self.clause) if stem in _FATE_OF), "")

    @property
    def shown(self) -> str:
        """The number with its unit, as the source writes it."""
        rest = self.passage.text[self.number.end :].split()
        unit = rest[0].strip(".,;:)”\"'") if self.number.unit and rest else ""
        sign = re.search(r"[A-Z]{0,3}[$€£¥]\s?$", self.passage.text[: self.number.start])
        text = f"{sign[0] if sign else ''}{self.number.text}"
        return f"{text} {unit}".strip() if not sign else text

    @property
    def things(self) -> str:
        """The words after the number that say what is counted, as the source has them."""
        words: list[str] = []
        for word in self.passage.text[self.number.end :].split()[:3]:
            if not set(terms(word, self.passage.language)) & self.number.counted:
                break
            words.append(word.strip(".,;:)”\"'"))
        told = " ".join(words)
        return told if _PLURAL.search(told) else ""


def counts(passage: Passage) -> Iterator[Count]:
    """The numbers of a sentence that stand for one thing as a whole."""
    if _RANGE.search(passage.text) or _ELSEWHERE.search(passage.plain):
        return
    for number in passage.numbers:
        is_year = number.unit is None and number.value in _YEARS and number.text.isdigit()
        inside = "·" in passage.plain[number.start : number.end]
        part_of_name = _JOINED.search(passage.text[: number.start]) is not None
        if not (number.soft or number.ordinal or is_year or inside or part_of_name):
            yield Count(passage, number)


def same_thing(one: Count, other: Count) -> bool:
    """Whether both are numbers of one thing: its unit, its fate, what is counted, the clause."""
    first, second = one.number, other.number
    if (first.unit.family if first.unit else "") != (second.unit.family if second.unit else ""):
        return False
    if one.fate != other.fate:
        return False
    if one.fate and not first.unit:
        return _same_people(first, second)
    if not first.unit and not first.counted & second.counted:
        return False
    shared = len(one.clause & other.clause)
    return shared >= _A_FEW and 2 * shared > min(len(one.clause), len(other.clause))


def _same_people(one: Number, other: Number) -> bool:
    """Whether the same ones are counted: children are a part of people, and no other number."""
    first, second = one.counted - set(_FATE_OF), other.counted - set(_FATE_OF)
    first, second = first - ANYONE, second - ANYONE
    return bool(first & second) or not (first or second)


def agree(one: Count, other: Count) -> bool:
    """Whether both can be true: "at least 10" does not contradict 12."""
    return _allows(one.number, other.number) and _allows(other.number, one.number)


def _allows(said: Number, told: Number) -> bool:
    a, b = said.size, told.size
    if said.hedge in UPWARD:
        return b >= a or told.hedge in UPWARD
    if said.hedge in DOWNWARD:
        return b <= a or told.hedge in DOWNWARD
    if told.hedge in (*UPWARD, *DOWNWARD):
        return True  # asked from the other side
    off = abs(a - b) / max(abs(a), abs(b), 1e-9)
    if ABOUT in (said.hedge, told.hedge):
        return off <= _ROUGH_MARGIN
    return off <= (_ROUND_MARGIN if min(a, b) >= _LARGE else 0.0)
