"""Drafts of which a section is written anew, and what comes for it."""

from collections.abc import Callable, Collection
from typing import Any

from drafter.editing import last_statement
from drafter.redrafting.asking import Commission, Wish
from drafter.redrafting.joining import joined
from schemas.draft import Draft
from schemas.sections import (
    Confidence,
    Direction,
    Horizon,
    ScenarioKind,
    SectionName,
)
from schemas.statement import Basis, WrittenStatement
from schemas.written import (
    Written,
    WrittenCauses,
    WrittenConflict,
    WrittenEscalation,
    WrittenGap,
    WrittenParagraph,
    WrittenPerspective,
    WrittenScenario,
)
from tests import factories
from tests.drafter.edited import PLAN, statement_objects

LETTERS = "abcdefgh"
"""Tell entries apart: a figure would be held against the sources."""
SINGLE = (SectionName.HEADLINE, SectionName.STANDFIRST, SectionName.CAUSES_AND_EFFECTS)
"""Sections of one statement."""
MANY = tuple(name for name in SectionName if name not in SINGLE)


def said(text: str) -> WrittenStatement:
    """A statement that no check stops."""
    return factories.statement(text, basis=Basis.INFERENCE)


def _scenario(text: str) -> WrittenScenario:
    return WrittenScenario(
        kind=ScenarioKind.RISK,
        statement=said(text),
        horizon=Horizon.IMMEDIATE,
        confidence=Confidence.SUGGESTED,
        likelihood=None,
        watch_for=f"{text} sign",
    )


ENTRY: dict[SectionName, Callable[[str], Any]] = {
    SectionName.BODY: lambda text: WrittenParagraph(
        subhead=f"{text} head", statements=(said(text), said(f"{text} too"))
    ),
    SectionName.SCENARIOS: _scenario,
    SectionName.PERSPECTIVES: lambda text: WrittenPerspective(
        actor=text, statements=(said(text), said(f"{text} too"))
    ),
    SectionName.CONFLICTS: lambda text: WrittenConflict(
        question=f"{text}?", versions=(said(text), said(f"{text} too"))
    ),
    SectionName.INFORMATION_GAPS: lambda text: WrittenGap(cites=(), links=(), text=text),
}


def section(name: SectionName, count: int, word: str) -> object:
    """A section as an engine writes it, of so many entries, told apart by a word."""
    texts = [f"{word} {letter}" for letter in LETTERS[:count]]
    if name is SectionName.CAUSES_AND_EFFECTS:
        return WrittenCauses(this_event=said(word), causes=("E1",), effects=())
    if name in SINGLE:
        return said(word)
    if name is SectionName.ESCALATION:
        return WrittenEscalation(statements=tuple(map(said, texts)), direction=Direction.ESCALATING)
    return tuple(map(ENTRY.get(name, said), texts))


def anew(name: SectionName, count: int = 2, word: str = "New") -> Written:
    """What one call wrote for the section."""
    return Written.model_validate({name.value: section(name, count, word)})


def a_draft(counts: int = 3, **sections: object) -> Draft:
    """Every section of so many entries."""
    every = {name.value: section(name, counts, "Old") for name in SectionName}
    return factories.draft(PLAN, **every | sections)


def by_people(draft: Draft, ids: Collection[str]) -> Draft:
    """The draft as it would be had people written these statements."""
    document = draft.model_dump(mode="json")
    for statement in statement_objects({name.value: document[name.value] for name in SectionName}):
        if statement["id"] in ids:
            statement["written_by"] = "editor"
    return Draft.model_validate(document)


def after(draft: Draft, name: SectionName, written: Written, **wish: Any) -> Draft:
    """The draft with what was written in the section's place."""
    commission = Commission(Wish(section=name, **wish), draft, last_statement(draft))
    return joined(commission, PLAN, written, (), draft.provenance)
