"""The mistake that words alone do not show: a sentence that its sources do not carry.

Whether they do is asked of a model (`drafter/supporting.py`). Here stands what is asked of which
statement, and what an answer amounts to: one more finding, never a replacement. Pure functions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.terms import terms
from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, blocker, unchecked, warning
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Span
from schemas.sections import SectionName, Sections
from schemas.statement import Basis, Statement
from schemas.support import ClaimVerdict, Support
from schemas.walk import statements_of

BATCH = 12
"""Statements that are asked about in one request; half of them where they are asked again."""
BESIDE = 3
"""Source sentences that are shown beside what a statement of the draft's own names: of 721 claims
the sentence that carries it was among the best three for 85 in a hundred (BM25)."""
CALL = Check.SUPPORT.value
"""What a request for verdicts is called in the provenance."""
OTHERWISE = "A model finds that its sources say otherwise"
NEW_FACT = "A model finds a fact in this analysis that its sources do not give"
NOT_THERE = "A model finds that its sources do not say this"
NOT_ASKED = "Whether the sources carry the sentences of this draft was not checked by a model"
NO_ANSWER = "Whether its sources carry this could not be checked by a model"
CHANGED = (
    "An editor wrote this after a model had checked the draft; whether its sources carry it was"
    " not asked again"
)


@dataclass(frozen=True)
class Query:
    """One statement as a model is asked about it.

    `beside` are the ids of source sentences that are shown with those that it names.
    """

    number: int
    section: SectionName
    statement: Statement
    beside: tuple[str, ...] = ()


def queries_of(sections: Sections, evidence: Evidence) -> tuple[Query, ...]:
    """What is asked of a draft, in reading order.

    Every reported statement, subheads included; what is inferred and what is background, with the
    sentences of the reports that are nearest to it. Not what claims nothing: questions, signs to
    watch for, and what the reports leave open.
    """
    asked = list(_asked(sections))
    return tuple(
        Query(number, section, statement, _beside(statement, evidence))
        for number, (section, statement) in enumerate(asked, 1)
    )


def found(query: Query, said: ClaimVerdict) -> Found | None:
    """What a verdict amounts to; None where there is nothing to show.

    Only a contradiction stops approval. What is not said is a warning: a model takes a fair
    paraphrase for something new too often to hold up a draft. A background statement that stands
    on general knowledge is not expected in the sources.
    """
    statement = query.statement
    if said.verdict is Support.ENTAILED:
        return None
    where = _span(statement.text, said.words)
    if said.verdict is Support.CONTRADICTED:
        return blocker(Check.SUPPORT, f"{OTHERWISE}: {said.reason}", where)
    if statement.basis is Basis.BACKGROUND and not statement.links:
        return None
    finds = NEW_FACT if statement.basis is Basis.INFERENCE else NOT_THERE
    return warning(Check.SUPPORT, f"{finds}: {said.reason}", where)


def no_answer(why: str) -> Found:
    """A statement on which no verdict came."""
    return unchecked(Check.SUPPORT, f"{NO_ANSWER}: {why}")


def not_asked(why: str) -> Finding:
    """One finding for all of a draft, about no statement: a verdict on it ends with any edit."""
    return unchecked(Check.SUPPORT, f"{NOT_ASKED}: {why}").of(SectionName.HEADLINE)


def with_findings(draft: Draft, more: Iterable[Finding]) -> Draft:
    """The draft with these findings among its own, in reading order."""
    places = {statement.id: place for place, (_, statement) in enumerate(draft.statements())}
    last = len(places)
    every = sorted(
        (*draft.findings, *more),
        key=lambda one: last if one.statement is None else places[one.statement],
    )
    return draft.model_copy(update={"findings": tuple(every)})


def after_edit(before: Draft, after: Draft) -> Draft:
    """The edited draft with what a model had found: verdicts hold for the words they were given on.

    What an editor wrote since has not been asked about, so that no edit makes a finding vanish
    which nobody has looked at.
    """
    known = [finding for finding in before.findings if finding.check is Check.SUPPORT]
    general = [finding for finding in known if finding.reason.startswith(NOT_ASKED)]
    if general:
        return with_findings(after, general)
    if not _was_asked(before, known):
        return after
    asked = {statement.id: (section, statement) for section, statement in _asked(after)}
    changed = {name for name, (_, one) in asked.items() if one.written_by == "editor"}
    kept = [
        one.model_copy(update={"section": asked[one.statement][0]})
        for one in known
        if one.statement in asked.keys() - changed
    ]
    new = [unchecked(Check.SUPPORT, CHANGED).of(asked[name][0], name) for name in changed]
    return with_findings(after, [*kept, *new])


def _was_asked(draft: Draft, known: Iterable[Finding]) -> bool:
    return any(known) or any(call.name == CALL for call in draft.provenance.calls)


def _asked(sections: Sections) -> Iterator[tuple[SectionName, Statement]]:
    labels = {scenario.watch_for for scenario in sections.scenarios or ()}
    labels |= {conflict.question for conflict in sections.conflicts or ()}
    for section, statement in statements_of(sections):
        if section is not SectionName.INFORMATION_GAPS and statement not in labels:
            yield section, statement


def _beside(statement: Statement, evidence: Evidence) -> tuple[str, ...]:
    if statement.basis is Basis.REPORTED:
        return ()
    best = evidence.ranking.best(terms(statement.text, evidence.language))
    return tuple(name for name in best if name not in statement.cites)[:BESIDE]


def _span(text: str, words: str | None) -> Span | None:
    """Where the words stand; None where a model did not copy them as they are."""
    if not words or (start := text.find(words)) < 0:
        return None
    return Span(start=start, end=start + len(words))
