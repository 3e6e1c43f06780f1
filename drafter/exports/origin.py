"""How a briefing says what wrote it and who reviewed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.exports.labels import readable
from drafter.exports.marks import clean
from drafter.exports.standing import Standing
from drafter.spending.telling import told, told_by_section
from schemas.draft import Draft
from schemas.provenance import EngineName, Provenance
from schemas.review import DraftState

NOT_REVIEWED = "Not yet reviewed by an editor."
REVIEWS = {
    DraftState.IN_REVIEW: "In review by an editor, not yet approved.",
    DraftState.HELD: "Held by an editor, not approved.",
    DraftState.REJECTED: "Rejected by an editor. Not for publication.",
    DraftState.WITHDRAWN: "Withdrawn. No longer for publication.",
    DraftState.CANCELLED: "Cancelled. Not for publication.",
}


@dataclass(frozen=True)
class Origin:
    """Sentences on the engine and the review; `software` and `costs` are for the small print.

    What it cost is for the desk, so it is gone once the draft is approved.
    """

    engine: str
    fallback: str | None
    edited: str | None
    review: str
    approved: bool
    software: str
    costs: tuple[str, ...]


def origin_of(draft: Draft, standing: Standing) -> Origin:
    """What a reader is told of how the draft came about."""
    provenance = draft.provenance
    recipe = f"recipe {provenance.recipe.name}, version {provenance.recipe.version}"
    return Origin(
        engine=_engine(draft),
        fallback=_fallback(provenance.fallback_reason, several=len(draft.sources) > 1),
        edited=_edited(draft, edited=standing.edited),
        review=_review(standing),
        approved=standing.approved,
        software=clean(f"{provenance.software}, {recipe}"),
        costs=() if standing.approved else tuple(_costs(provenance)),
    )


def _costs(provenance: Provenance) -> Iterator[str]:
    """What the model was paid, and how that is shared out among the sections."""
    if paid := told(provenance):
        yield f"Cost: {paid}."
    if shares := told_by_section(provenance):
        yield f"Cost by section, apportioned: {shares}."


def _engine(draft: Draft) -> str:
    provenance = draft.provenance
    if provenance.engine is EngineName.EXTRACTIVE:
        whose = "the report's" if len(draft.sources) == 1 else "the reports'"
        return f"Drafted by the extractive engine, no language model, from {whose} own sentences."
    if provenance.model is None:
        return f"Drafted by a language model (the {provenance.engine} engine)."
    model = clean(provenance.model)
    return f"Drafted by the language model {model} (the {provenance.engine} engine)."


def _fallback(reason: str | None, *, several: bool) -> str | None:
    if reason is None:
        return None
    return f"It stood in for a model: {readable(clean(reason), several=several).rstrip('.')}."


def _edited(draft: Draft, *, edited: bool | None) -> str | None:
    """A cut, a move or another label leaves no trace in the statements."""
    by = [statement.written_by for _, statement in draft.statements()]
    if count := by.count("editor"):
        return f"An editor wrote or changed {count} of its {len(by)} sentences."
    if edited:
        return "An editor wrote or changed parts of it: cuts, order or labels, not the sentences."
    return None


def _review(standing: Standing) -> str:
    if not standing.approved:
        told = REVIEWS.get(standing.state, NOT_REVIEWED) if standing.state else NOT_REVIEWED
        correction = standing.correction if standing.withdrawn else None
        return f"{told} Correction: {clean(correction)}" if correction else told
    if not standing.reviewers:
        return "Marked as approved; no reviewer is named."
    return f"Reviewed and approved by {' and '.join(map(clean, standing.reviewers))}."
