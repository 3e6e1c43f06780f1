"""coverage: fears a main fact of a report that the draft leaves out, and that nobody misses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from drafter.terms import terms
from drafter.verify.evidence import Evidence
from drafter.verify.found import note
from drafter.verify.passage import Passage
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.walk import statements_of

MOST = 5
"""Facts that are listed: an editor reads a short list."""
_SHARE, _LEAST = 0.25, 3
"""The part of a report's sentences that are central, and the fewest."""
_CARRIED = 0.6
"""From this share of its stems on, found in one statement, a sentence is carried by it."""
_SHORTEST = 8
"""Words that a sentence of a fact has."""
_SHOWN = 20
"""Words of it that the finding shows."""
_CENTRAL = 0.6
"""Of the weightiest sentence's weight: what is no figure, aim or denial must be as central."""
_BONUS = 0.4
_LEAD = 0.4
_CAPTION = re.compile(r"\b(?:Image|Photo|Picture|File|Foto|Bild):")
_NUMBER = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:%|per cent|percent|millions?|billions?|Millionen|Milliarden|millones)"
    r"|\b\d{1,3}(?:[.,]\d{3})+\b|\b(?!(?:1[5-9]|20)\d\d\b)\d{2,} [a-z]{3,}"
)
_STANCES = (
    (
        "a denial",
        r"den(?:y|ies|ied)|reject(?:s|ed)?|refuse[sd]?|declined|dismiss(?:es|ed)|ruled out",
    ),
    ("a demand", r"demand(?:s|ed)|urge[sd]|call(?:s|ed) (?:on|for)|ultimatum"),
    (
        "an aim",
        r"aims? (?:to|of|is|at)|the (?:main )?(?:aim|goal|objective)s?|plans? to|vow(?:s|ed)",
    ),
    ("a charge", r"(?:accuse[sd]|blame[sd])(?! of\b)|threaten(?:s|ed)|warn(?:s|ed)"),
)
_CUES = tuple((what, re.compile(rf"\b(?:{words})\b")) for what, words in _STANCES)


@dataclass(frozen=True)
class _Fact:
    """A source sentence that is a main fact: what kind, where a word tells it, and its weight."""

    passage: Passage
    what: str
    weight: float


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """The main facts that no section carries, the weightiest first."""
    statements = [statement for _, statement in statements_of(sections)]
    cited = {name for statement in statements for name in statement.cites}
    told = [frozenset(terms(statement.text, language)) for statement in statements]
    told += [frozenset(passage.stems) for passage in evidence.passages(sorted(cited))]
    for fact in islice(_untold(_main_facts(evidence), told), MOST):
        yield _missing(fact)


def _untold(facts: Iterable[_Fact], told: list[frozenset[str]]) -> Iterator[_Fact]:
    """The facts that nothing tells yet. A copy in another report is the same fact."""
    for fact in facts:
        stems = frozenset(fact.passage.stems)
        if not any(len(stems & other) >= _CARRIED * len(stems) for other in told):
            told.append(stems)
            yield fact


def _missing(fact: _Fact) -> Finding:
    words = fact.passage.text.split()
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    what = fact.what or "near the centre of the report"
    reason = f"No section carries {fact.passage.id}, {what}: {shown}"
    return note(Check.COVERAGE, reason, proposed=(fact.passage.id,)).of(SectionName.BODY)


def _main_facts(evidence: Evidence) -> list[_Fact]:
    """The lead, figures and stances, and what is central: all reports together by weight."""
    found = []
    for report, passages in evidence.reports.items():
        headline = evidence.headlines.get(report)
        facts = list(_weighed(passages, frozenset(headline.stems) if headline else frozenset()))
        ranked = sorted(facts, key=lambda fact: -fact.weight)
        central = {fact.passage.id for fact in ranked[: max(_LEAST, round(_SHARE * len(passages)))]}
        least = _CENTRAL * ranked[0].weight if ranked else 0.0
        found += [
            fact
            for fact in ranked
            if fact.what
            or fact.passage is passages[0]
            or (fact.passage.id in central and fact.weight > least)
        ]
    return sorted(found, key=lambda fact: -fact.weight)


def _weighed(passages: Sequence[Passage], headline: frozenset[str]) -> Iterator[_Fact]:
    """Each sentence with its weight: how central it is, how near the top, what kind of fact."""
    spread: defaultdict[str, int] = defaultdict(int)
    for passage in passages:
        for stem in set(passage.stems):
            spread[stem] += 1
    shared = [_shared(passage, spread) for passage in passages]
    most = max(shared, default=0.0) or 1.0
    for at, (passage, degree) in enumerate(zip(passages, shared, strict=True)):
        if len(passage.text.split()) < _SHORTEST or _CAPTION.search(passage.text):
            continue
        what = _kind(passage.text)
        of_headline = len(headline.intersection(passage.stems)) / (len(headline) or 1)
        weight = degree / most + _LEAD / (1 + 0.5 * at) + 0.5 * of_headline
        yield _Fact(passage, what, weight + _BONUS * bool(what))


def _shared(passage: Passage, spread: dict[str, int]) -> float:
    """How many other sentences share a stem with this one, for the mean of its stems."""
    stems = set(passage.stems)
    return sum(spread[stem] - 1 for stem in stems) / (len(stems) + 3)


def _kind(text: str) -> str:
    if _NUMBER.search(text):
        return "a figure"
    return next((what for what, cue in _CUES if cue.search(text)), "")
