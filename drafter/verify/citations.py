"""citations: fears a statement that rests on nothing, or on a sentence that does not carry it."""

from collections.abc import Iterator

from drafter.verify.claim import Claim
from drafter.verify.evidence import Evidence, report_of
from drafter.verify.found import Found, blocker, note, unchecked, warning
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Basis
from schemas.walk import statements_of

LEAST_WORDS = 5
"""Words of meaning that the sources know, below which a statement says too little to be ranked."""
AMONG_BEST = 5
"""Of true sentences 92 in a hundred stand among the best five of their report."""
LEAST_SHARE = 0.25
"""Of the best sentence's score. With less a sentence shares hardly more than a name."""
_AROUND = 3
"""A sentence so near to one that fits is there for its context: who spoke, what "it" was."""
_MOST_PROPOSED = 2


def check(claim: Claim) -> Iterator[Found]:
    """Every sentence and event that is named exists, a reported statement names one that fits."""
    evidence = claim.evidence
    for cited in (*claim.statement.cites, *claim.statement.links):
        if cited not in evidence.sentences and cited not in evidence.events:
            reason = f"It rests on {cited}, and there is no such sentence or event."
            yield blocker(Check.CITATIONS, reason)
    if claim.basis is Basis.REPORTED and not claim.statement.cites:
        yield blocker(
            Check.CITATIONS, "It is said to be reported, and no source sentence is named."
        )
    elif claim.basis is Basis.REPORTED and not _is_verbatim(claim):
        yield from _misplaced(claim)


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """Sentences of another language than the statement cannot be ranked by words: said once."""
    sources = {passage.text for passage in evidence.shown}
    cited = {
        name
        for _, statement in statements_of(sections)
        if statement.basis is Basis.REPORTED and statement.text not in sources
        for name in statement.cites
    }
    foreign = {passage.language for passage in evidence.passages(sorted(cited))} - {language}
    if foreign:
        spoken = ", ".join(sorted(foreign))
        reason = f"It cites sentences in another language ({spoken}): do they fit? Please look."
        yield unchecked(Check.CITATIONS, reason).of(SectionName.HEADLINE)


def _misplaced(claim: Claim) -> Iterator[Found]:
    """Cited sentences that others fit better: all of them, or one that stands far from the rest."""
    stems = claim.said.stems
    if len({stem for stem in stems if claim.evidence.ranking.knows(stem)}) < LEAST_WORDS:
        return
    scores = claim.evidence.ranking.scores(stems)
    cites = [name for name in claim.statement.cites if name in claim.evidence.sentences]
    doubtful = [name for name in cites if not _fits(name, scores, claim)]
    fitting = [name for name in cites if name not in doubtful]
    if doubtful and not fitting:
        better = _better(scores)
        reason = f"It reads closer to {better[0]} than to what it cites ({', '.join(doubtful)})."
        yield warning(Check.CITATIONS, reason, proposed=better)
        return
    for name in doubtful:
        if not any(_is_near(name, other) for other in fitting) and not _adds(name, fitting, claim):
            yield note(Check.CITATIONS, f"{name} has little to do with it.")


def _fits(name: str, scores: dict[str, float], claim: Claim) -> bool:
    """Whether the sentence is among the best of its report, and not far behind the best of all."""
    if claim.evidence.sentences[name].language != claim.language:
        return True
    own = scores.get(name, 0.0)
    before = sum(
        score > own for other, score in scores.items() if report_of(other) == report_of(name)
    )
    return before < AMONG_BEST and own >= LEAST_SHARE * max(scores.values())


def _better(scores: dict[str, float]) -> tuple[str, ...]:
    ranked = sorted(scores, key=lambda name: -scores[name])[:_MOST_PROPOSED]
    return tuple(name for name in ranked if 2 * scores[name] >= scores[ranked[0]])


def _adds(name: str, others: list[str], claim: Claim) -> bool:
    """Whether the sentence has a word of the statement that the others lack."""
    sentences = claim.evidence.sentences
    told = {stem for other in others for stem in sentences[other].stems}
    return not set(claim.said.stems).isdisjoint(set(sentences[name].stems) - told)


def _is_near(one: str, other: str) -> bool:
    if report_of(one) != report_of(other):
        return False
    first, second = (int(name.partition(".S")[2]) for name in (one, other))
    return abs(first - second) <= _AROUND


def _is_verbatim(claim: Claim) -> bool:
    """Whether it is a cited sentence word for word, as the extractive engine writes it."""
    return claim.text in claim.texts
