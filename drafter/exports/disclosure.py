"""What is disclosed of how a text came about: the digital source type, and a sentence in words.

Both follow from what happened, and are never weaker than that: only rewriting every sentence makes
a machine's text a person's, and it has to be shown, not claimed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drafter.exports.marks import clean
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import DraftState

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SCHEMA_ORG = "https://schema.org/"

RUN = 5
"""Words in a row that show that a sentence is still the machine's (as in drafter.across.copies)."""
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
"""A word; a letter in scripts that put no space between words."""


class DigitalSource(StrEnum):
    """IPTC's digital source types that a draft can have."""

    TRAINED = "trainedAlgorithmicMedia"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
    ALGORITHMIC = "algorithmicMedia"
    HUMAN_EDITS = "humanEdits"

    @property
    def uri(self) -> str:
        """Its address in IPTC's vocabulary."""
        return IPTC + self.value

    @property
    def schema_org(self) -> str:
        """Its twin in schema.org's IPTCDigitalSourceEnumeration; humanEdits has none there."""
        if self is DigitalSource.HUMAN_EDITS:
            return self.uri
        return f"{SCHEMA_ORG}{self.value[0].upper()}{self.value[1:]}DigitalSource"


NAMES = {
    DigitalSource.TRAINED: "Created using Generative AI",
    DigitalSource.COMPOSITE: "Edited using Generative AI",
    DigitalSource.ALGORITHMIC: "Pure algorithmic media",
    DigitalSource.HUMAN_EDITS: "Human-edited media",
}
"""What IPTC calls them."""

WRITTEN = {
    DigitalSource.TRAINED: "This text was written by a language model from news reports.",
    DigitalSource.COMPOSITE: (
        "This text was written by a language model from news reports, and edited by people."
    ),
    DigitalSource.ALGORITHMIC: (
        "This text was put together by a program, without a language model, from sentences of news"
        " reports."
    ),
}
CHANGED = "People have changed parts of it."
REWRITTEN_MODEL = (
    "People have rewritten every sentence of this text; a language model wrote its first draft."
)
REWRITTEN_PROGRAM = (
    "People have rewritten every sentence of this text; a program put its first draft together from"
    " sentences of news reports, without a language model."
)
WITHDRAWN = "It has been withdrawn."
NOT_APPROVED = "No editor has approved it."


@dataclass(frozen=True)
class Disclosure:
    """The digital source type, and the sentences that say the same to a reader."""

    source: DigitalSource
    words: str


def disclosure_of(draft: Draft, standing: Standing) -> Disclosure:
    """What has to be said of the draft, in whatever form it leaves."""
    source = digital_source(draft, standing)
    return Disclosure(source, f"{_written(draft, standing, source)} {_reviewed(standing)}")


def digital_source(draft: Draft, standing: Standing) -> DigitalSource:
    """How the text came about, by IPTC's vocabulary.

    Without a language model it is algorithmicMedia, not dataDrivenMedia: sentences were chosen by
    a rule, no data was put into words. That stays its origin until people have rewritten all.
    """
    if is_rewritten(draft, standing.machine):
        return DigitalSource.HUMAN_EDITS
    if not by_a_model(draft):
        return DigitalSource.ALGORITHMIC
    edited = any(statement.written_by == "editor" for _, statement in draft.statements())
    return DigitalSource.COMPOSITE if edited else DigitalSource.TRAINED


def by_a_model(draft: Draft) -> bool:
    """Whether a language model wrote any of it.

    What a model wrote of a draft that the extractive engine then stood in for is not in it.
    """
    told = draft.provenance
    if told.engine is not EngineName.EXTRACTIVE:
        return True
    return told.fallback_reason is None and any(call.sections for call in told.calls)


def all_by_editors(draft: Draft) -> bool:
    """Whether people wrote or changed every statement, be it by a comma."""
    return all(statement.written_by == "editor" for _, statement in draft.statements())


def is_rewritten(draft: Draft, machine: Sequence[Draft]) -> bool:
    """Whether people have rewritten every statement of what a machine wrote.

    No five words in a row of any may be the machine's, nor a shorter one as a whole. Without the
    machine's drafts to hold it against, it is not.
    """
    if not machine or not all_by_editors(draft):
        return False
    theirs = {run for one in machine for run in _runs(one, by="engine")}
    return theirs.isdisjoint(_runs(draft, by="editor"))


def _runs(draft: Draft, *, by: str) -> Iterator[tuple[str, ...]]:
    own = (statement for _, statement in draft.statements() if statement.written_by == by)
    for statement in own:
        words = tuple(_WORD.findall(statement.text.casefold()))
        if len(words) < RUN:
            yield words
        yield from (words[at : at + RUN] for at in range(len(words) - RUN + 1))


def _written(draft: Draft, standing: Standing, source: DigitalSource) -> str:
    if source is DigitalSource.HUMAN_EDITS:
        return REWRITTEN_MODEL if by_a_model(draft) else REWRITTEN_PROGRAM
    told = WRITTEN[source]
    editors = any(statement.written_by == "editor" for _, statement in draft.statements())
    changed = standing.edited or editors
    return f"{told} {CHANGED}" if changed and source is not DigitalSource.COMPOSITE else told


def _reviewed(standing: Standing) -> str:
    if standing.state is DraftState.WITHDRAWN:
        return WITHDRAWN
    if not standing.approved:
        return NOT_APPROVED
    names = " and ".join(map(clean, standing.reviewers))
    return f"Reviewed and approved by {names or 'an editor who is not named'}."
