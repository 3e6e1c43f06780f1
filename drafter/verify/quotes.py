"""quotes: fears words between quotation marks that nobody said, or that somebody else said."""

import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.terms import terms
from drafter.verify.claim import Claim
from drafter.verify.evidence import report_of
from drafter.verify.found import Found, blocker, span, unchecked, warning
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.quotations import Quotation, Spoken, quotations
from drafter.verify.speakers import speaker
from schemas.evidence import Check
from schemas.statement import Basis

LANGUAGES = frozenset({"en", "de", "fr", "es", "ar", "und"})
"""Where the words are checked; who said them is checked in English alone."""
SHORT = 2
"""Quotations of so few words may be a term or a title instead of speech."""
SPEECH = 4
"""Quotations of so many words are speech: a report's own wording is no one's."""
_LONGEST_SPEECH = 6
"""Sentences that a quotation may run on for."""
_MARKS = re.compile('[“”„«»"]')
_TERM_BEFORE = re.compile(
    r"\b(?:so-called|known as|titled|entitled|nicknamed|the (?:word|term|phrase|label|song|film"
    r"|book|novel|play|series|album|song))\s+(?:as\s+)?$",
    re.IGNORECASE,
)
_NICKNAME = re.compile(r"[A-Z][\w’'-]+\s$")
_PRONOUN = re.compile(r"[\s,.!?·]*\b(?:[Hh]e|[Ss]he)\s+(?:said|says|added|told|wrote|continued)\b")


def check(claim: Claim) -> Iterator[Found]:
    """Every quotation stands word for word in what it cites, and is its speaker's."""
    for quotation in quotations(claim.text):
        where = span(quotation.start, quotation.end)
        if not claim.passages:
            reason = f"Quotes “{quotation.text}” and names no source to hold it against."
            yield unchecked(Check.QUOTES, reason, where)
        elif not _stands(quotation, claim):
            yield _failure(quotation, claim)
        else:
            yield from _of_another(quotation, claim)
            yield from _reported_as_speech(quotation, claim)


def _stands(quotation: Quotation, claim: Claim) -> bool:
    """Whether one cited sentence has the words, or several that follow on each other."""
    if any(passage.spoken.find(quotation.text) for passage in claim.passages):
        return True
    return any(Spoken(text).find(quotation.text) for text in _running_on(claim.passages))


def _running_on(passages: tuple[Passage, ...]) -> Iterator[str]:
    """Neighbouring sentences as one; the speech of each without what interrupts it."""
    runs: list[list[Passage]] = [[passage] for passage in passages[:1]]
    for one, other in pairwise(sorted(passages, key=_place)):
        if report_of(one.id) == report_of(other.id) and _place(other)[1] - _place(one)[1] == 1:
            runs[-1] = [*runs[-1], other] if runs[-1][-1] is one else [one, other]
        else:
            runs.append([other])
    for run in runs:
        text = " ".join(passage.text for passage in run)
        if len(run) > 1:
            yield text
        yield " ".join(quotation.text for quotation in quotations(text))


def _place(passage: Passage) -> tuple[str, int]:
    report, _, number = passage.id.partition(".S")
    return report, int(number or 0)


def _failure(quotation: Quotation, claim: Claim) -> Found:
    where = span(quotation.start, quotation.end)
    said = f"“{quotation.text.strip()}”"
    better = tuple(p.id for p in claim.beside if p.spoken.find(quotation.text))[:1]
    if better:
        reason = f"{said} does not stand in what it cites; {better[0]} has it."
        return blocker(Check.QUOTES, reason, where, better)
    reason = f"{said} does not stand word for word in what it cites."
    fail = warning if quotation.words <= SHORT and _is_term(quotation, claim) else blocker
    return fail(Check.QUOTES, reason, where)


def _is_term(quotation: Quotation, claim: Claim) -> bool:
    """Whether a word or two are a term rather than speech: of the draft's own, or the source's.

    So are a title, a nickname, a word of the source in another form, and what an inference marks
    as its own way of putting it. Where somebody speaks, they are speech.
    """
    before = claim.text[: max(0, quotation.start - 1)]
    after = claim.text[quotation.end + 1 :]
    if _TERM_BEFORE.search(before) or (_NICKNAME.search(before) and re.match(r"\s[A-Z]", after)):
        return True
    stems = set(terms(quotation.text, claim.language))
    if stems and any(stems <= set(passage.stems) for passage in claim.passages):
        return True
    return claim.basis is not Basis.REPORTED and not claim.said.voices


def _of_another(quotation: Quotation, claim: Claim) -> Iterator[Found]:
    """Another person's words: only where the statement and the source both name a person."""
    people = claim.evidence.people
    named = people.person(speaker(quotation, claim.said.plain, claim.said.voices))
    if named is None or quotation.words <= 1:
        return
    holding = [p for p in claim.passages if p.spoken.find(quotation.text)]
    said_by = {people.person(_said_by(quotation, passage, claim)) for passage in holding}
    if said_by and None not in said_by and named not in said_by:
        where = span(quotation.start, quotation.end)
        reason = f"“{quotation.text}” is said by {' and '.join(sorted(map(str, said_by)))} there."
        yield blocker(Check.QUOTES, reason, where)


def _said_by(quotation: Quotation, passage: Passage, claim: Claim) -> str | None:
    """Who says the words there; "she said" is the one person whom the sentence before names."""
    found = passage.spoken.find(quotation.text)
    inside = [
        one
        for one in quotations(passage.text)
        if found and one.start <= found[0] and found[1] <= one.end
    ]
    if not inside:
        return None
    told = speaker(inside[0], passage.plain, passage.voices)
    if told or passage.voices or not _PRONOUN.match(passage.plain[inside[0].end :]):
        return told
    before = _before(passage, claim)
    named = {claim.evidence.people.person(v.actor) for v in before.voices} if before else set()
    return named.pop() if len(named) == 1 else None


def _before(passage: Passage, claim: Claim) -> Passage | None:
    """The sentence of the report that stands before it."""
    report, number = _place(passage)
    return claim.evidence.sentences.get(f"{report}.S{number - 1}")


def _reported_as_speech(quotation: Quotation, claim: Claim) -> Iterator[Found]:
    """A report's own wording, put into somebody's mouth."""
    spoken = claim.language in ENGLISH and quotation.words >= SPEECH
    if spoken and speaker(quotation, claim.said.plain, claim.said.voices):
        holding = [p for p in claim.passages if p.spoken.find(quotation.text)]
        if holding and not any(_is_speech(quotation, passage, claim) for passage in holding):
            where = span(quotation.start, quotation.end)
            reason = f"“{quotation.text}” is the report's wording there, not a quotation."
            yield warning(Check.QUOTES, reason, where)


def _is_speech(quotation: Quotation, passage: Passage, claim: Claim) -> bool:
    """Whether some of it stands between marks there, or marks opened before are open still."""
    start, end = passage.spoken.find(quotation.text) or (0, 0)
    if any(one.start < end and start < one.end for one in quotations(passage.text)):
        return True
    before: Passage | None = passage
    for _ in range(_LONGEST_SPEECH):
        before = _before(before, claim) if before else None
        marks = _MARKS.findall(before.text) if before else []
        if marks:
            return marks[-1] in "“«„" or (marks[-1] == '"' and marks.count('"') % 2 == 1)
    return False
