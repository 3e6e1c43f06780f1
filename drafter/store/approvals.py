"""Drafts that were approved, by the time of their approval: what the desk's statistics are of."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from drafter.store.tables import audit, drafts, revisions
from schemas.review import Action, DraftState

APPROVED = (DraftState.APPROVED, DraftState.EXPORTED, DraftState.WITHDRAWN)
"""What was withdrawn went out all the same. From none of these a draft is approved again."""

JOINED = drafts.join(
    audit, sa.and_(audit.c.draft_id == drafts.c.id, audit.c.action == Action.APPROVED)
)
APPROVED_AT = audit.c.at.label("approved_at")
BY_TIME = (audit.c.at, drafts.c.id)
NEWEST_FIRST = tuple(column.desc() for column in BY_TIME)


@dataclass(frozen=True)
class ApprovedFilter:
    """Which approved drafts: of a topic, by a recipe, approved at or after `since`, before `until`.

    The model stands in a draft's provenance alone.
    """

    since: datetime | None = None
    until: datetime | None = None
    topic: str | None = None
    recipe: str | None = None
    model: str | None = None


def approvals(wanted: ApprovedFilter) -> sa.Select[str, datetime]:
    """Ids and times of approval, in no order. The model is not looked at."""
    query = sa.select(drafts.c.id, APPROVED_AT).select_from(JOINED)
    query = query.where(drafts.c.state.in_(APPROVED))
    if wanted.since is not None:
        query = query.where(audit.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(audit.c.at < wanted.until)
    if wanted.topic is not None:
        query = query.where(drafts.c.topic == wanted.topic)
    if wanted.recipe is not None:
        query = query.where(drafts.c.recipe == wanted.recipe)
    return query


def documents(wanted: ApprovedFilter) -> sa.Select[str, datetime, int, str]:
    """The same, with the revision that was approved and its document."""
    current = sa.and_(revisions.c.draft_id == drafts.c.id, revisions.c.number == drafts.c.revision)
    more = approvals(wanted).join(revisions, current)
    return more.add_columns(revisions.c.number, revisions.c.document)
