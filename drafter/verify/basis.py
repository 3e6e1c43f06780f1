"""basis: fears a sentence that does not stand where it says: not in its source, or made up."""

import re
from collections.abc import Iterator, Sequence

from drafter.verify.carried import uncarried
from drafter.verify.claim import Claim
from drafter.verify.earlier_facts import uncredited
from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, span, unchecked, warning
from drafter.verify.light import weighs
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.turned import turned
from drafter.verify.values import Number
from drafter.verify.wordwise import Word
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Basis

LANGUAGES = frozenset(ENGLISH)
LEAST = 5
"""Stems, below which a statement says too little to be held against its sources."""
CARRIED = 0.2
"""Of a true statement's stems, names apart, at least a quarter stand in what it cites."""
RUN = 4
"""Words of meaning in a row that no source has: true statements have at most two or three."""
RUN_OF_INFERENCE = 3
ELSEWHERE = 3
"""So many words of a run that one other sentence has: that is where they come from."""
_NEAR = 3
_SAME_FACT = 0.5
_CLOSE = 0.02
_MOST_SHOWN = 5
_PAST = re.compile(
    r"^(?:(?!need|indeed|hundred|speed|feed|seed)\w{2,}ed|was|were|had|did|became|began|bought|broke"
    r"|brought|built|came|caught|chose|drew|drove|fell|fled|flew|fought|found|froze|gave|got|grew"
    r"|held|kept|knew|led|left|lost|made|met|paid|ran|rose|sank|saw|sent|shook|shot|sold|sought"
    r"|spent|spoke|stole|stood|struck|swept|taught|threw|told|took|tore|went|withdrew|won|wrote)$"
)
_NOT_PAST = frozenset(
    {"is", "are", "be", "been", "being", "to", "a", "an", "the", "this", "these", "its", "their"}
)
_GAPS = (SectionName.INFORMATION_GAPS,)
_OPEN = (SectionName.SCENARIOS, *_GAPS)
"""Sections that speak of what is not known."""
_JUDGING = re.compile(
    r"\b(?:may|might|could|would|should|can|cannot|will|if|unless|whether|likely|unlikely|perhaps"
    r"|probably|possibl[ey]|suggests?|suggesting|means?|implies|seems?|appears?|points? to|because"
    r"|why|so|therefore|thus|explains?|makes?|no|not|nothing|nobody|none|neither|nor|never|without"
    r"|does|do|how|what|who|which|when|where|according|said|says|reported|reports?)\b|\?",
    re.IGNORECASE,
)
"""Where one stands, a sentence reasons or reports: it asserts no event of its own."""


def check(claim: Claim) -> Iterator[Found]:
    """A statement is carried by what it cites, or adds nothing that the sources do not bear."""
    yield from _from_nothing(claim)
    if claim.language not in LANGUAGES or claim.text in claim.texts:
        return
    if claim.basis is Basis.REPORTED:
        yield from _not_in_its_citations(claim)
    elif claim.basis is Basis.INFERENCE:
        yield from _new_fact(claim)
    elif not claim.statement.links:
        yield from _against_the_sources(claim)


def _from_nothing(claim: Claim) -> Iterator[Found]:
    """An inference says what it is drawn from; what nobody knows is drawn from nothing."""
    named = claim.statement.cites or claim.statement.links
    if claim.basis is Basis.INFERENCE and not named and claim.section not in _GAPS:
        reason = "It infers, and names no sentence or event that it starts from."
        yield unchecked(Check.BASIS, reason)


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """The body reports; an earlier event is credited where a section first draws on it."""
    for paragraph in sections.body or ():
        for statement in paragraph.statements[:-1]:
            if statement.basis is Basis.INFERENCE:
                reason = (
                    "The body reports: an inference stands last in its paragraph, or elsewhere."
                )
                yield warning(Check.BASIS, reason).of(SectionName.BODY, statement.id)
    if language in LANGUAGES:
        yield from uncredited(sections, evidence)


def _not_in_its_citations(claim: Claim) -> Iterator[Found]:
    """What is in the cited sentences under no word of the statement's, or in long runs not."""
    cited = _stems(claim.passages)
    own = [word for word in claim.said.wordwise if not claim.text[word.start].isupper()]
    stems = dict.fromkeys(stem for word in own for stem in word.stems)
    foreign = any(passage.language not in LANGUAGES for passage in claim.passages)
    if not cited or foreign:
        return
    if alien := list(uncarried(claim)):
        yield from alien
        return
    if len(stems) < LEAST:
        return
    missing = [stem for stem in stems if stem not in cited]
    if len(stems) - len(missing) < CARRIED * len(stems):
        words = _words(claim.said.wordwise, missing)
        reason = f"What it cites hardly speaks of this: {words} stand nowhere there."
        yield warning(Check.BASIS, reason, proposed=_carrying(claim, missing))
        return
    for run in _runs(claim.said.wordwise, cited):
        where = span(run[0].start, run[-1].end)
        text = claim.text[where.start : where.end]
        better = _carrying(claim, [stem for word in run for stem in word.stems])
        if better:
            reason = f"“{text}” is not in what it cites; {better[0]} speaks of it."
            yield warning(Check.BASIS, reason, where, better)
        elif _is_new(run, claim.evidence, RUN):
            yield warning(Check.BASIS, f"“{text}” stands nowhere in the sources.", where)


def _new_fact(claim: Claim) -> Iterator[Found]:
    """An event in the plain past that no source has a word of, and nothing that reasons."""
    if _JUDGING.search(claim.text) or claim.section in _OPEN:
        return
    known = claim.evidence.stems
    for run in _runs(claim.said.wordwise, known, RUN_OF_INFERENCE):
        if any(_is_past(word, claim.text) for word in run):
            where = span(run[0].start, run[-1].end)
            text = claim.text[where.start : where.end]
            reason = f"“{text}” is a new fact: an inference adds none."
            yield warning(Check.BASIS, reason, where)


def _is_past(word: Word, text: str) -> bool:
    """Whether it is a verb of the plain past, not "is said" or "the cracked pier"."""
    before = text[: word.start].rstrip().rpartition(" ")[2].lower()
    finite = before and before not in _NOT_PAST and not before.endswith((",", ";", ":"))
    return bool(finite) and _PAST.match(word.text) is not None


def _against_the_sources(claim: Claim) -> Iterator[Found]:
    """General knowledge that a sentence of the reports has otherwise."""
    best = claim.evidence.ranking.best(claim.said.stems)[:_NEAR]
    near = [claim.evidence.sentences[name] for name in best]
    everywhere = tuple(claim.evidence.sentences.values())
    for one in turned(claim.said, near, everywhere):
        reason = f"{one.source} has it otherwise: “{one.instead.text}” there."
        yield warning(Check.BASIS, reason, span(one.word.start, one.word.end))
        return
    for number, other, source in _other_numbers(claim.said, near):
        reason = f"{source} has “{other.text}”, here it is “{number.text}”."
        yield warning(Check.BASIS, reason, span(number.start, number.end))


def _other_numbers(said: Passage, near: Sequence[Passage]) -> Iterator[tuple[Number, Number, str]]:
    """Numbers of one thing that differ, in sentences that say much the same."""
    stems = set(said.stems)
    for passage in near:
        if len(stems & set(passage.stems)) < max(LEAST - 1, _SAME_FACT * len(stems)):
            continue
        for number in said.numbers:
            alike = [other for other in passage.numbers if _of_one_thing(number, other)]
            if alike and all(abs(o.size - number.size) > _CLOSE * o.size for o in alike):
                yield number, alike[0], passage.id


def _of_one_thing(one: Number, other: Number) -> bool:
    if one.unit and other.unit:
        return one.unit.family == other.unit.family
    return bool(one.counted & other.counted)


def _stems(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset(stem for passage in passages for stem in passage.stems)


def _runs(words: Sequence[Word], known: frozenset[str], least: int = RUN) -> Iterator[list[Word]]:
    """Words in a row that bear meaning and are not known, at least so many of them."""
    run: list[Word] = []
    for word in (*words, None):
        stems = word.stems if word else ()
        if word and not stems:
            continue
        if word and not any(stem in known for stem in stems):
            run.append(word)
            continue
        if sum(weighs(one) for one in run) >= least:
            yield run
        run = []


def _is_new(run: Sequence[Word], evidence: Evidence, least: int) -> bool:
    """Whether no source has any of it."""
    return sum(weighs(w) and not any(s in evidence.stems for s in w.stems) for w in run) >= least


def _carrying(claim: Claim, stems: Sequence[str]) -> tuple[str, ...]:
    """The uncited sentence that has the most of these, where it has enough of them."""
    cited = {passage.id for passage in claim.passages}
    shares = {
        name: len(set(passage.stems) & set(stems))
        for name, passage in claim.evidence.sentences.items()
        if name not in cited
    }
    best = max(shares, key=lambda name: shares[name], default=None)
    return (best,) if best and shares[best] >= ELSEWHERE else ()


def _words(words: Sequence[Word], stems: Sequence[str]) -> str:
    """The words of these stems, as an editor reads them."""
    shown = [word.text for word in words if set(word.stems) & set(stems)]
    return ", ".join(f"“{word}”" for word in dict.fromkeys(shown[:_MOST_SHOWN]))
