"""numbers: fears a figure that no cited sentence states, or states of something else."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import combinations

from drafter.verify.claim import Claim
from drafter.verify.found import Found, blocker, note, span, unchecked, warning
from drafter.verify.nobody import denied
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.resolving import relative
from drafter.verify.units import MONEY, UNITS_BY_STEM
from drafter.verify.values import ABOUT, ABOVE, BELOW, DOWNWARD, UPWARD, Number
from schemas.evidence import Check
from schemas.sections import SectionName
from schemas.statement import Basis

TOLERANCE = 0.02
"""How far "about 50" may be from the source's number."""
REACH = 0.1
"""How far "more than 50" and "nearly 50" may be from it, on the side that they name."""
_CONVERTED = 0.03
_PAIR, _FEW = 2, 3
_DAY = 86_400
_REFERS = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)


_NEARBY = 30
_AHEAD = re.compile(
    r"\b(?:within|in|over|for|after|during)\s(?:the\s)?(?:next\s|coming\s|following\s)?$",
    re.IGNORECASE,
)


class Match(IntEnum):
    """How far a source's number bears out a claimed one."""

    NONE = 0
    OTHER_UNIT = 1
    OTHER_SIDE = 2
    OTHER_THING = 3
    FULL = 4


def check(claim: Claim) -> Iterator[Found]:
    """Every number of the statement stands in what it cites, of the same unit."""
    known = [number for passage in claim.passages for number in passage.numbers]
    for number in _to_check(claim):
        if not claim.passages:
            reason = f"States “{number.text}” and names no source to hold it against."
            yield unchecked(Check.NUMBERS, reason, span(number.start, number.end))
        else:
            yield from _failure(number, claim, known)
    yield from denied(claim)


def matching(claimed: Number, known: Sequence[Number]) -> Match:
    """The best that any of the numbers does for the claimed one."""
    meant = claimed.readings
    pairs = ((one, told) for number in known for told in number.readings for one in meant)
    return max((_match(one, told) for one, told in pairs), default=Match.NONE)


def _to_check(claim: Claim) -> Iterator[Number]:
    """The numbers of a statement that a source has to hold; dates are another check's."""
    dated = list(claim.said.moments)
    if claim.said.published and claim.language in ENGLISH:
        dated += relative(claim.text, claim.said.published)
    taken = {place for moment in dated for place in range(moment.start, moment.end)}
    for number in claim.said.numbers:
        if not (number.soft or number.start in taken or _is_reasoning(number, claim)):
            yield number


def _is_reasoning(number: Number, claim: Claim) -> bool:
    """Whether a statement that is not reported counts its own thoughts: nothing a source has.

    "The two", a "second" reason, "two voices" where no source counts or has voices, the days that
    lie between two dates which it cites, and in a scenario the time that it forecasts.
    """
    if claim.basis is Basis.REPORTED:
        return False
    before = claim.text[max(0, number.start - _NEARBY) : number.start]
    if claim.section is SectionName.SCENARIOS and _is_time(number) and _AHEAD.search(before):
        return True
    if number.ordinal or number.nth:
        return not number.text[0].isdigit()
    if number.value > (_FEW if claim.basis is Basis.INFERENCE else _PAIR):
        return _is_between(number, claim)
    if claim.basis is Basis.BACKGROUND and claim.passages:
        return _is_between(number, claim)
    refers = number.value == _PAIR and bool(
        _REFERS.search(claim.text[max(0, number.start - 10) : number.start])
    )
    return refers or _is_between(number, claim) or _is_own_count(number, claim)


def _is_own_count(number: Number, claim: Claim) -> bool:
    """Whether it is spelled out and counts what no source counts or has: "two voices"."""
    spelled = number.text.isalpha() and number.unit is None and bool(number.counted)
    return spelled and not _is_of_a_source(number, claim)


def _is_time(number: Number) -> bool:
    return number.unit is not None and number.unit.family in ("time", "months")


def _is_of_a_source(number: Number, claim: Claim) -> bool:
    return any(number.counted & set(passage.stems) for passage in claim.evidence.shown)


def _is_between(number: Number, claim: Claim) -> bool:
    """Whether it is the days or weeks between two days of what is cited."""
    if number.unit is None or number.unit.family != "time" or number.size % _DAY:
        return False
    days = {day for passage in claim.passages for day in (passage.published, *passage.days) if day}
    days |= {m.dated for passage in claim.passages for m in passage.told if m.dated}
    return any(abs((a - b).days) == number.size / _DAY for a, b in combinations(days, 2))


def _match(claimed: Number, known: Number) -> Match:
    if not _near(claimed, known):
        return Match.NONE
    if claimed.unit and known.unit and claimed.unit.family != known.unit.family:
        return Match.OTHER_UNIT
    if _measures(claimed, known) or _measures(known, claimed):
        return Match.OTHER_UNIT
    if _is_other_side(claimed, known):
        return Match.OTHER_SIDE
    apart = claimed.counted and known.counted and not claimed.counted & known.counted
    return Match.OTHER_THING if apart else Match.FULL


def _measures(one: Number, other: Number) -> bool:
    """Whether one measures where the other counts.

    "A 12 million contract" leaves its crowns out, and "two free days" has its unit further on.
    """
    if one.unit is None or not other.counted:
        return False
    if one.unit.family in MONEY:
        return other.several
    return one.unit not in {UNITS_BY_STEM.get(thing) for thing in other.counted}


def _is_other_side(claimed: Number, known: Number) -> bool:
    """Whether "fewer than 50" is said of "at least 50", or of 50 itself.

    "Over five days" may be how long it takes, and "under" a place: of those nothing is said.
    """
    sides = {claimed.hedge in UPWARD, known.hedge in UPWARD}
    hedged = {*UPWARD, *DOWNWARD}
    if claimed.hedge in hedged and known.hedge in hedged:
        return len(sides) > 1
    strict = claimed.hedge in (ABOVE, BELOW) and not claimed.unit
    return strict and not known.hedge and claimed.size == known.size


def _near(claimed: Number, known: Number) -> bool:
    """Whether the values agree, after conversion and within what the hedge allows."""
    same_family = claimed.unit and known.unit and claimed.unit.family == known.unit.family
    said, told = (claimed.size, known.size) if same_family else (claimed.value, known.value)
    off = abs(said - told) / max(abs(said), abs(told), 1e-9)
    allowed = 1e-6
    if same_family and claimed.unit != known.unit:
        allowed = _CONVERTED
    if claimed.hedge == ABOUT:
        allowed = max(allowed, TOLERANCE)
    elif (claimed.hedge in UPWARD and told > said) or (claimed.hedge in DOWNWARD and told < said):
        allowed = REACH
    return off <= allowed


def _failure(number: Number, claim: Claim, known: Sequence[Number]) -> Iterator[Found]:
    match = matching(number, known)
    where = span(number.start, number.end)
    if match is Match.NONE:
        yield _missing(number, claim)
    elif match is Match.OTHER_UNIT:
        reason = f"“{_shown(number, claim)}”: what it cites has that number of something else."
        yield blocker(Check.NUMBERS, reason, where)
    elif match is Match.OTHER_SIDE:
        reason = f"“{number.text}”: what it cites has it as a bound on the other side."
        yield blocker(Check.NUMBERS, reason, where)
    elif match is Match.OTHER_THING and _is_mixed_up(number, claim.passages):
        reason = f"“{_shown(number, claim)}”: what it cites counts something else by that number."
        yield note(Check.NUMBERS, reason, where)


def _missing(number: Number, claim: Claim) -> Found:
    """A number that what it cites lacks. "Two views" over two sentences only counts them."""
    where = span(number.start, number.end)
    better = _elsewhere(number, claim.beside)
    has = f"; {better[0]} has it" if better else ""
    reason = f"“{number.text}” does not stand in what it cites{has}."
    mild = number.ordinal and number.value == 1  # "first", "at first"
    mild |= number.value == len(claim.passages) > 1 and _is_own_count(number, claim)
    return (warning if mild else blocker)(Check.NUMBERS, reason, where, better)


def _is_mixed_up(claimed: Number, passages: Sequence[Passage]) -> bool:
    """Whether the thing is counted by another number, and never stands near this one."""
    counts = False
    for passage in passages:
        near = [_near(claimed, number) for number in passage.numbers]
        by_another = any(
            number.counted & claimed.counted and not same
            for number, same in zip(passage.numbers, near, strict=True)
        )
        if any(near) and not by_another and claimed.counted & set(passage.stems):
            return False
        counts |= by_another
    return counts


def _elsewhere(number: Number, passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(p.id for p in passages if matching(number, p.numbers) is Match.FULL)[:1]


def _shown(number: Number, claim: Claim) -> str:
    return " ".join(claim.text[number.start :].split()[:3]).rstrip(".,;:")
