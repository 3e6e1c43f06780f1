"""The events of a draft: what a follower hears, in order, from any host and after a reconnect."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field, JsonValue

from schemas.base import Closed, Text


class EventKind(StrEnum):
    """What happened: the draft moved, a stage or call went on, something was written or found."""

    STATE = "state"
    PROGRESS = "progress"
    STATEMENT = "statement"
    SECTION = "section"
    FINDINGS = "findings"


class DraftEvent(Closed):
    """One event. Those of a draft are numbered from 1, without gaps, in the order they happened."""

    draft_id: Text
    number: int = Field(ge=1)
    at: datetime
    kind: EventKind
    data: dict[str, JsonValue]
