"""Persons of whom one sentence has none and the other some: "no one was hurt", "one man was hurt".

"One" is mostly a pronoun and no number that a source has to state, so it is held against a cited
"no one" alone, and only where the same befell them. With words of its own ("in the second fire")
the statement may tell of something else: then it is a warning.
"""

import re
from collections.abc import Iterator

from drafter.verify.claim import Claim
from drafter.verify.found import Found, blocker, span, warning
from drafter.verify.passage import Passage
from drafter.verify.turns import RUNGS
from drafter.verify.values import PERSONS, Number
from schemas.evidence import Check

_PERSONS = PERSONS | {
    "person",
    *("man", "woman", "child", "boy", "girl", "baby", "passeng", "driver", "worker", "offic"),
    *("soldier", "victim", "resid", "student", "pupil", "patient", "firefight", "miner", "crew"),
    *("fan", "protest", "civilian", "visitor", "guest", "tourist", "inmat", "prison", "sailor"),
}
"""Stems of those whom "no one" leaves out."""
_FATES = frozenset({"hurt", "died", "dead", "ill", "sick", "missing", "lost", "survived"})
_OTHERS = re.compile(r"\s+(?:else|other|but|except|apart|besides)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;:!?]|\b(?:and|but|while|who|that|which|when|after|before)\b")


def denied(claim: Claim) -> Iterator[Found]:
    """A statement with one person where what it cites has no one, or no one where it has some."""
    told = [number for number in claim.said.numbers if number.counted & _PERSONS]
    if len(told) != 1 or not claim.passages:
        return
    [number] = told
    single = number.soft and number.value == 1
    if not (single or _is_nobody(number, claim.text)):
        return
    alike = [one for one in _cited(claim) if _fates(claim.said, number) & _fates(*one)]
    nobody = [p.id for p, n in alike if _is_nobody(n, p.text)]
    some = [p.id for p, n in alike if n.value > 0]
    against = nobody if single else some
    if against and not (some if single else nobody):
        has = "no one" if single else "some"
        reason = f"“{number.text}”: {against[0]} says that {has} did or suffered that."
        where = span(number.start, number.end)
        same = _is_of_one_event(claim, against[0])
        yield (blocker if same else warning)(Check.NUMBERS, reason, where)


def _is_of_one_event(claim: Claim, source: str) -> bool:
    """Whether the sentence has every word of the statement but for those it counts."""
    stems = set(claim.said.stems) - _PERSONS - {"nobodi", "none"}
    return any(stems <= set(p.stems) for p in claim.passages if p.id == source)


def _cited(claim: Claim) -> Iterator[tuple[Passage, Number]]:
    for passage in claim.passages:
        for number in passage.numbers:
            if number.counted & _PERSONS:
                yield passage, number


def _is_nobody(number: Number, text: str) -> bool:
    """Whether it is "no one" or "no passengers", and not "no one else"."""
    return number.value == 0 and not _OTHERS.match(text, number.end)


def _fates(passage: Passage, number: Number) -> frozenset[object]:
    """What befell them or what they did, in the clause that the number opens."""
    end = _CLAUSE.search(passage.text, number.end)
    last = end.start() if end else len(passage.text)
    return frozenset(
        RUNGS.get(word.text, word.stems)
        for word in passage.wordwise
        if number.end <= word.start < last
        if word.text in RUNGS or word.text in _FATES or word.text.endswith("ed")
    )
