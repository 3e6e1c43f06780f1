"""names: fears a person, a place or a body that no cited sentence names.

A name may stand there as another form of itself: people and country, short form and full name, a
spelling an edit away, a first name that the report gives elsewhere. Where a language does not tell
names by capitals, languages.py says so, once a draft.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from drafter.verify.claim import Claim
from drafter.verify.countries import countries_in
from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, blocker, span, unchecked, warning
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.proper import NAMED_BY_CAPITALS, Name, joined, names, runs, short_forms
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Basis

CONTEXT = 2
"""Sentences before a cited one, in which "she" has a name."""
_PRONOUNS = frozenset(
    ["he", "she", "they", "his", "her", "him", "them", "their", "it", "its", "who"]
)
_AND = re.compile(r"\band\b")
_TITLE_CASE = 0.6
_ACTS = re.compile(
    r"(?<!s) (?:(?:has|had|also|later|then|will|would|is|was) )?(?:said|says|say|told|tells|added"
    r"|adds|argued|argues|warned|warns|denied|denies|rejected|rejects|accused|accuses|called|calls|asked"
    r"|asks|wants|wanted|claimed|claims|announced|insisted|insists|vowed|urged|admitted|refused"
    r"|promised|replied|wrote|writes|met|visited|flew|arrived|spoke|declined|ordered|signed)\b"
)
"""What people and governments do: a word that opens a sentence and does so is a name."""
_WORDS = """
everyone everybody nobody somebody someone one anyone neither none both having being
children women men staff crew youth management nature
today yesterday tomorrow tonight spring summer autumn winter
"""
_NO_NAMES = frozenset(_WORDS.split())
"""Words that do so, or own, and are no names: "Having said", "Children's"."""


def check(claim: Claim) -> Iterator[Found]:
    """Every proper name of the statement is one that its sources name."""
    if claim.language not in NAMED_BY_CAPITALS:
        return
    missing = [name for name in _to_check(claim) if not _carried(name, claim)]
    if missing and not claim.passages:
        yield from _unsourced(missing, claim)
        return
    for words in _parts(missing, claim.text):
        found = _failure(words, claim)
        if found:
            yield found


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """An actor whose perspective is told is one whom some source names."""
    if language not in NAMED_BY_CAPITALS:
        return
    for perspective in sections.perspectives or ():
        known = joined(passage.named for passage in evidence.shown)
        strange = [n for n in names(perspective.actor, language) if not known.has(n, language)]
        if strange:
            reason = f"The actor “{perspective.actor}” is named in none of the sources."
            first = perspective.statements[0].id
            yield warning(Check.NAMES, reason).of(SectionName.PERSPECTIVES, first)


def _to_check(claim: Claim) -> list[Name]:
    """The names that a source has to hold: not the first word of a sentence, which may be any."""
    found = [name for name in claim.said.names if not name.opens or _is_sure(name, claim.text)]
    long = [word for word in claim.text.split() if len(word) > len("with")]
    capitals = sum(word[0].isupper() for word in long)
    if claim.section is SectionName.HEADLINE and capitals > _TITLE_CASE * max(1, len(long)):
        return []  # "Council Votes on Repair": every word has a capital
    return found


def _parts(found: Iterable[Name], text: str) -> Iterator[list[Name]]:
    """The words of each name together, two that "and" joins apart: "Holt and Premier Brandt"."""
    for run in runs(found).values():
        part = run[:1]
        for before, name in pairwise(run):
            if _AND.search(text[before.end : name.start]):
                yield part
                part = []
            part.append(name)
        yield part


def _is_sure(name: Name, text: str) -> bool:
    """Whether a word that opens a sentence is a name all the same: `NATO`, `Lund said`."""
    if text[name.end : name.end + 2] in ("’s", "'s") or _ACTS.match(text, name.end):
        return name.folded not in _NO_NAMES
    return name.text.isupper() and len(name.text) > 1 and name.text.isalpha()


def _carried(name: Name, claim: Claim) -> bool:
    return claim.named.has(name, claim.language) or _is_spelled_out(name, claim)


def _is_spelled_out(name: Name, claim: Claim) -> bool:
    """Whether it is part of a full name that is cited otherwise: `UN`, or by its country."""
    full = [n for n in names(claim.text, claim.language, strict=False) if n.run == name.run]
    known = claim.named
    several = countries_in(" ".join(word.folded for word in full), frozenset())
    return bool(short_forms(full) & known.acronyms or several & known.countries)


def _unsourced(missing: Sequence[Name], claim: Claim) -> Iterator[Found]:
    """General knowledge: one finding for all names that no report or event has."""
    known = joined(passage.named for passage in claim.evidence.shown)
    strange = [name.text for name in missing if not known.has(name, claim.language)]
    if strange:
        listed = ", ".join(dict.fromkeys(strange))
        reason = f"Names {listed} and no source to hold it against."
        yield unchecked(Check.NAMES, reason)


def _failure(words: Sequence[Name], claim: Claim) -> Found | None:
    """What is wrong with a name that the cited sentences lack, if anything is."""
    shown = claim.text[words[0].start : words[-1].end]
    where = span(words[0].start, words[-1].end)
    holding = [p for p in claim.beside if _has_all(p, words, claim)]
    if holding:
        if _is_known(words, claim, holding):
            return None
        better = holding[0].id
        reason = f"“{shown}” is not named in what it cites; {better} has it."
        return warning(Check.NAMES, reason, where, (better,))
    if any(_has_all(passage, words, claim) for passage in claim.evidence.shown):
        if claim.basis is not Basis.REPORTED:
            return None
        return warning(Check.NAMES, f"“{shown}” is not named in what it cites.", where)
    sure = claim.basis is Basis.REPORTED and _is_english(claim) and not _is_added(words, claim)
    fail = blocker if sure else warning
    return fail(Check.NAMES, f"“{shown}” is named in none of the sources.", where)


def _is_added(words: Sequence[Name], claim: Claim) -> bool:
    """Whether it is a first name put before a name that the sources give without any.

    That is mostly general knowledge, and right; "Peter Holt" for "Anna Holt" is neither.
    """
    last = next(part for part in _parts(claim.said.names, claim.text) if words[0] in part)[-1]
    if last in words:
        return False
    return not any(
        before.folded != last.folded
        for passage in claim.evidence.shown
        for told in runs(passage.names).values()
        if last.folded in [name.folded for name in told[1:]]
        for before in told[:1]
    )


def _is_english(claim: Claim) -> bool:
    """Whether statement and sources are English: elsewhere the precision is not measured."""
    return {claim.language, *(p.language for p in claim.passages)} <= set(ENGLISH)


def _is_known(words: Sequence[Name], claim: Claim, holding: Sequence[Passage]) -> bool:
    """Whether the cited sentences speak of the name all the same.

    They have another part of it ("Holt" of "Anna Holt"), or a "she" soon after the full name.
    An inference draws on the whole report.
    """
    if claim.basis is not Basis.REPORTED:
        return True
    whole = next(part for part in _parts(claim.said.names, claim.text) if words[0] in part)
    run = {name.folded for name in whole}
    rest = run - {word.folded for word in words}
    if rest & claim.named.words and any(run <= passage.named.words for passage in holding):
        return True
    near = {passage.id for passage in _before(claim)}
    return any(passage.id in near for passage in holding)


def _before(claim: Claim) -> Iterator[Passage]:
    """The sentences just before a cited one that says "she" or "it"."""
    for report in claim.cited_reports:
        sentences = claim.evidence.reports.get(report, ())
        for place, passage in enumerate(sentences):
            if passage.id in claim.statement.cites and _PRONOUNS & set(passage.tokens):
                yield from sentences[max(0, place - CONTEXT) : place]


def _has_all(passage: Passage, words: Sequence[Name], claim: Claim) -> bool:
    return all(passage.named.has(word, claim.language) for word in words)
