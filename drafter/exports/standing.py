"""Where a draft stands that leaves: what its record says beside the text."""

from dataclasses import dataclass
from datetime import datetime

from schemas.draft import Draft
from schemas.review import Action, DraftRecord, DraftState

APPROVED = frozenset({DraftState.APPROVED, DraftState.EXPORTED})
"""States of a draft that a person stands by."""


@dataclass(frozen=True)
class Standing:
    """What the desk knows of a draft. A draft that never was in the queue has no id and no state.

    `edited` is whether people have changed it since it was written; null: as far as its statements
    tell. `machine` are the drafts that no person wrote, needed only to show that people have
    rewritten all of them.
    """

    state: DraftState | None = None
    reviewers: tuple[str, ...] = ()
    edited: bool | None = None
    draft_id: str | None = None
    revision: int = 1
    created: datetime | None = None
    changed: datetime | None = None
    correction: str | None = None
    machine: tuple[Draft, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether a person stands by it; names alone, without a state, say so too."""
        return self.state in APPROVED or (self.state is None and bool(self.reviewers))

    @property
    def version(self) -> int:
        """A number that grows with all that receivers have to take in, a withdrawal too."""
        return self.revision + (1 if self.withdrawn else 0)

    @property
    def withdrawn(self) -> bool:
        """Whether it was approved, and has been taken back."""
        return self.state is DraftState.WITHDRAWN


def standing_of(record: DraftRecord, machine: tuple[Draft, ...] = ()) -> Standing:
    """What the record says of its draft."""
    return Standing(
        state=record.state,
        reviewers=reviewers_of(record),
        edited=any(entry.action is Action.EDITED for entry in record.history),
        draft_id=record.id,
        revision=max(record.revision, 1),
        created=record.created_at,
        changed=record.updated_at,
        correction=record.correction,
        machine=machine,
    )


def reviewers_of(record: DraftRecord) -> tuple[str, ...]:
    """Everyone who has approved this revision, in order."""
    approvals = (Action.ENDORSED, Action.APPROVED)
    return tuple(
        entry.by
        for entry in record.history
        if entry.action in approvals and entry.revision == record.revision
    )
