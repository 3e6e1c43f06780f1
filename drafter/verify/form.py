"""form: fears a sentence that no editor would let pass, whatever its facts.

A writer's remarks to itself, gaps left to fill, cut or doubled sentences, ready-made phrases, and
words that judge where no source does. What a source says so itself is the source's, and passes.
"""

import re
from collections.abc import Iterator

from drafter.terms import terms
from drafter.verify.claim import Claim
from drafter.verify.form_words import (
    CROWD,
    DANGLING,
    DOUBLED,
    ENDED,
    FILLER,
    LEAKED,
    LOADED,
    MAY_DOUBLE,
    PLACEHOLDER,
)
from drafter.verify.found import Found, blocker, note, span, warning
from drafter.verify.passage import ENGLISH
from schemas.evidence import Check
from schemas.sections import SectionName

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LABELLED = (SectionName.HEADLINE, SectionName.CONFLICTS, SectionName.SCENARIOS)
"""Sections with labels, such as questions and signs to watch for, that need no full stop."""
_A_PHRASE = 3
"""Words from which a text can have lost its end."""
_A_SENTENCE = 9
"""Words from which a text of the body is no subhead."""


def check(claim: Claim) -> Iterator[Found]:
    """The statement is one finished sentence of plain, level prose."""
    if claim.text in claim.texts:  # a source's own sentence
        return
    own = claim.said.plain
    yield from _leaks(claim, own)
    yield from _slips(claim, own)
    if claim.language in ENGLISH:
        yield from _editorialising(claim, own)


def _leaks(claim: Claim, own: str) -> Iterator[Found]:
    for pattern, what in ((LEAKED, "is not meant for a reader"), (PLACEHOLDER, "is left to fill")):
        for match in pattern.finditer(own):
            if not any(match[0] in text for text in claim.texts):
                where = span(match.start(), match.end())
                yield blocker(Check.FORM, f"“{match[0].strip()}” {what}.", where)


def _slips(claim: Claim, own: str) -> Iterator[Found]:
    for match in DOUBLED.finditer(own):
        if match[1] not in MAY_DOUBLE and match[1].islower():
            where = span(match.start(), match.end())
            yield warning(Check.FORM, f"“{match[0]}”: a word stands twice.", where)
            break
    if _is_cut(claim):
        end = span(max(0, len(claim.text) - 1), len(claim.text))
        yield warning(Check.FORM, "It ends as if it were cut.", end)


def _is_cut(claim: Claim) -> bool:
    words = len(claim.text.split())
    if words < _A_PHRASE or ENDED.search(claim.text):
        return False
    if DANGLING.search(claim.text):
        return True
    return claim.section not in _LABELLED and words >= _A_SENTENCE


def _editorialising(claim: Claim, own: str) -> Iterator[Found]:
    for match in FILLER.finditer(own):
        where = span(match.start(), match.end())
        yield note(Check.FORM, f"“{match[0]}” would fit any story.", where)
    for match in CROWD.finditer(own):
        if not _is_used(match[0], claim):
            where = span(match.start(), match.end())
            yield warning(Check.FORM, f"“{match[0]}”: no source speaks for everyone so.", where)
    for token in _WORD.finditer(own):
        word = token[0].lower()
        if word in LOADED and _is_common(token) and not _is_used(word, claim):
            reason = f"“{token[0]}” judges, and no source uses the word."
            yield warning(Check.FORM, reason, span(token.start(), token.end()))


def _is_common(token: re.Match[str]) -> bool:
    """Whether it is a word and no name: a capital counts only at the start."""
    return token[0].islower() or token.start() == 0


def _is_used(word: str, claim: Claim) -> bool:
    """Whether a source has the word in any of its forms."""
    return claim.evidence.stems.issuperset(terms(word))
