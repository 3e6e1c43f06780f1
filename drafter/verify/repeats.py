"""form, of a draft as a whole: fears that it says a thing twice, or every sentence alike."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.terms import terms, tokens
from drafter.verify.evidence import Evidence
from drafter.verify.found import note, warning
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Statement
from schemas.walk import statements_of

NEARLY_THE_SAME = 0.75
"""From this share of their stems on (Jaccard), two sentences say the same."""
_ENOUGH = 6
"""Stems from which a sentence can be said twice: shorter ones are labels and phrases."""
_LOOKED_AT = 200
"""Sentences before it that one is compared with: a briefing has 50 to 90."""
_OPENING = 3
"""Words that make an opener."""
_MANY, _SHARE = 4, 0.1
"""So many sentences, and such a share of all, open alike before it reads like a template."""
_SAYS_IT_AGAIN = (SectionName.HEADLINE, SectionName.CAUSES_AND_EFFECTS, SectionName.CONFLICTS)
"""Sections that name what others tell: that is their task."""


@dataclass(frozen=True)
class _Told:
    section: SectionName
    statement: Statement
    stems: frozenset[str]


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """Sentences that say what another has said, and openers that come again and again."""
    told = [
        _Told(section, statement, frozenset(terms(statement.text, language)))
        for section, statement in statements_of(sections)
    ]
    sources = {passage.text for passage in evidence.shown}
    own = [one for one in told if one.statement.text not in sources]
    yield from _twice([one for one in own if one.section not in _SAYS_IT_AGAIN])
    yield from _openers(own)
    yield from _taken_again([one for one in told if one.statement.text in sources])


def _twice(told: Sequence[_Told]) -> Iterator[Finding]:
    for at, one in enumerate(told):
        if len(one.stems) < _ENOUGH:
            continue
        for before in told[max(0, at - _LOOKED_AT) : at]:
            if _alike(one.stems, before.stems):
                where = before.section.value.replace("_", " ")
                reason = f"It says what “{before.statement.text}” has said ({where})."
                found = warning if before.stems == one.stems else note
                yield found(Check.FORM, reason).of(one.section, one.statement.id)
                break


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= NEARLY_THE_SAME * (len(one) + len(other) - shared)


def _opener(text: str) -> tuple[str, ...]:
    """The first words in lower case; none where they are but a name."""
    words = text.split()[:_OPENING]
    is_name = all(word[0].isupper() for word in words)
    return () if is_name or len(words) < _OPENING else tuple(tokens(" ".join(words)))


def _openers(told: Sequence[_Told]) -> Iterator[Finding]:
    opening: defaultdict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for one in told:
        opening[_opener(one.statement.text)].append(one)
    for words, alike in opening.items():
        if words and len(alike) >= max(_MANY, _SHARE * len(told)):
            reason = f"{len(alike)} sentences open with “{' '.join(words)}”: vary them."
            last = alike[-1]
            yield note(Check.FORM, reason).of(last.section, last.statement.id)


def _taken_again(told: Sequence[_Told]) -> Iterator[Finding]:
    """Sentences of the sources that stand in two sections: of an extract one note is enough."""
    own = [one.statement.text for one in told if one.section not in _SAYS_IT_AGAIN]
    again = len(own) - len(set(own))
    if again:
        sentences = (
            "sentence of a source stands" if again == 1 else "sentences of the sources stand"
        )
        reason = f"{again} {sentences} in more than one section."
        yield note(Check.FORM, reason).of(SectionName.BODY)
