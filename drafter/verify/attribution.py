"""attribution: fears a claim told as a fact, given to somebody else, or turned round."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from drafter.verify.claim import Claim
from drafter.verify.found import Found, blocker, span, warning
from drafter.verify.guarded import BODIES, Guard, is_plain
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.turned import strengthened, turned
from schemas.evidence import Check
from schemas.sections import SectionName
from schemas.statement import Basis

LANGUAGES = frozenset(ENGLISH)
UNDER_GUARD = 0.6
"""Of a statement's stems so many stand where a sentence has them as somebody's word or in doubt."""
MUTUAL = 0.5
"""And make up so much of what stands there."""
IN_THE_OPEN = 0.5
"""And in no sentence so many stand outright."""
SAME_WORDS = 0.6
"""Of what a statement has somebody say so much stands under another speaker's name."""
SURE = 0.7
"""So much under a doubt, in a sentence that does not go on from the one before, is no slip."""
_GOES_ON = re.compile(
    r"(?:The|This|That|These|Those|It|Its|He|His|She|Her|They|Their|Both|All|Some|But|And|So|Such"
    r"|Another|There|Here|Then|Still|Also|Another)\b"
)
_LABEL = 10
"""Words that a subhead has at most."""
LEAST = 3
"""Stems, below which nothing is said."""


def check(claim: Claim) -> Iterator[Found]:
    """What is claimed stays a claim, and its speaker's; nothing is turned round."""
    if claim.language not in LANGUAGES or claim.basis is not Basis.REPORTED:
        return
    if claim.text in claim.texts:
        return
    yield from _turned(claim)
    if is_plain(claim.text):
        yield from _told_as_fact(claim)
    else:
        yield from _of_another(claim)


def _turned(claim: Claim) -> Iterator[Found]:
    """At most one of a kind: a sentence that is turned round is turned in several words."""
    against = (claim.said, claim.passages, (*claim.passages, *claim.beside))
    for one in islice(turned(*against), 1):
        reason = f"{one.source} has “{one.instead.text}”, here it is “{one.word.text}”."
        if one.instead.text == one.word.text:
            denied = "says no to" if one.instead.negated else "does not say no to"
            reason = f"{one.source} {denied} “{one.word.text}”, the statement does the reverse."
        yield blocker(Check.ATTRIBUTION, reason, span(one.word.start, one.word.end))
    for one in islice(strengthened(*against), 1):
        reason = f"“{one.word.text}” is stronger than “{one.instead.text}” in {one.source}."
        if one.instead.stems == one.word.stems:
            how = "may happen" if one.instead.possible else "is yet to come"
            reason = f"“{one.word.text}” {how} in {one.source}, and is plain fact here."
        yield warning(Check.ATTRIBUTION, reason, span(one.word.start, one.word.end))


def _told_as_fact(claim: Claim) -> Iterator[Found]:
    """Most of it stands only under somebody's word or in doubt, and it is told outright."""
    stems = frozenset(claim.said.stems)
    if len(stems) < LEAST:
        return
    best = max(_under_guard(stems, claim.passages), default=None, key=lambda one: one[:2])
    everywhere = (*claim.passages, *claim.beside)
    open_to_all = (len(stems & passage.open_stems) / len(stems) for passage in everywhere)
    if best is None or any(share >= IN_THE_OPEN for share in open_to_all):
        return
    share, doubted, passage = best
    if doubted:
        fail = blocker if share >= SURE and not _GOES_ON.match(claim.text) else warning
        reason = f"It is told as fact; {passage.id} has it as a claim or a report."
        yield fail(Check.ATTRIBUTION, reason)
    elif claim.section is not SectionName.HEADLINE and not _is_label(claim.text):
        reason = f"It is told as fact; {passage.id} says on whose word it stands."
        yield warning(Check.ATTRIBUTION, reason)


def _is_label(text: str) -> bool:
    """Whether it is a subhead: it has no room for who says it, and the text under it tells."""
    return text[-1:].isalnum() and len(text.split()) <= _LABEL


def _under_guard(
    stems: frozenset[str], passages: Sequence[Passage]
) -> Iterator[tuple[float, bool, Passage]]:
    """The guards under which most of the stems stand, and little else: the share, if in doubt."""
    for passage in passages:
        for guard in passage.guards:
            within = len(stems & guard.stems)
            share = within / len(stems)
            if share >= UNDER_GUARD and within >= MUTUAL * len(guard.stems):
                yield share, guard.doubted, passage


def _of_another(claim: Claim) -> Iterator[Found]:
    """Who says it here is not who says it there; both are told, and of one sort."""
    for own in claim.said.guards:
        if own.speaker is None or len(own.stems) < LEAST:
            continue
        there = _guarding(claim.passages, own.stems)
        if not there:
            continue
        there += _guarding(claim.beside, own.stems)
        told = {guard.speaker for guard, _ in there}
        where = span(own.start, own.end)
        if others := _other_people(own.speaker, told, claim):
            reason = f"{there[0][1].id} has it from {others}, here {own.speaker} says it."
            yield blocker(Check.ATTRIBUTION, reason, where)
        elif _other_bodies(own.speaker, told, claim):
            others = " and ".join(sorted(filter(None, told)))
            reason = f"{there[0][1].id} has it from another ({others}): here it is {own.speaker}."
            yield warning(Check.ATTRIBUTION, reason, where)


def _guarding(passages: Sequence[Passage], stems: frozenset[str]) -> list[tuple[Guard, Passage]]:
    """Where the passages have the same on somebody's word."""
    return [
        (guard, passage)
        for passage in passages
        for guard in passage.guards
        if len(stems & guard.stems) >= SAME_WORDS * len(stems)
    ]


def _other_people(speaker: str, told: set[str | None], claim: Claim) -> str:
    """The people who are told to say it, where all are people and none is the speaker."""
    people = claim.evidence.people
    named, others = people.person(speaker), {people.person(one) for one in told}
    if named is None or None in others or named in others:
        return ""
    return " and ".join(sorted(filter(None, others)))


def _other_bodies(speaker: str, told: set[str | None], claim: Claim) -> bool:
    """Whether another body says it, and the speaker's is nowhere in what is cited."""
    own = BODIES.get(speaker.lower())
    cited = {BODIES.get(word.text) for passage in claim.passages for word in passage.wordwise}
    others = {BODIES.get(one.lower()) if one else None for one in told}
    return own is not None and None not in others and own not in others | cited
