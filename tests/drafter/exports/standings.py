"""Where the drafts of the tests stand."""

from datetime import UTC, datetime

from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.review import DraftState

AT = datetime(2026, 3, 5, 12, 30, 15, 123456, tzinfo=UTC)
CORRECTION = "Three piers are cracked, not two."
ADA = ("Ada Quist",)
UNAPPROVED = [
    state
    for state in DraftState
    if state not in {DraftState.APPROVED, DraftState.EXPORTED, DraftState.WITHDRAWN}
]


def standing(state: DraftState, *reviewers: str, correction: str | None = None) -> Standing:
    """Revision 3 of a draft of the queue."""
    return Standing(
        state=state,
        reviewers=reviewers,
        draft_id="drf-aaaaaaaaaaaaaaaa",
        revision=3,
        created=AT,
        changed=AT,
        correction=correction,
    )


QUEUED = standing(DraftState.QUEUED)
APPROVED = standing(DraftState.APPROVED, *ADA)
WITHDRAWN = standing(DraftState.WITHDRAWN, *ADA, correction=CORRECTION)


def by_editors(of: Draft, *texts: str) -> Draft:
    """The draft, its first statements in reading order with these texts of an editor's.

    Without texts, people have signed every statement, and left the words as they were.
    """
    made = of.model_dump(mode="json")
    names = [statement.id for _, statement in of.statements()]
    new: dict[str, str | None] = dict.fromkeys(names)
    if texts:
        new = dict(zip(names, texts, strict=False))
    return Draft.model_validate(_signed(made, new))


def _signed(value: object, new: dict[str, str | None]) -> object:
    if isinstance(value, list):
        return [_signed(part, new) for part in value]
    if not isinstance(value, dict):
        return value
    if "written_by" in value and value["id"] in new:
        return value | {"written_by": "editor", "text": new[value["id"]] or value["text"]}
    return {key: _signed(part, new) for key, part in value.items()}
