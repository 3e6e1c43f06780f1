"""Comments: what editors say to each other of a statement or a section."""

from datetime import datetime

from pydantic import Field

from schemas.base import Closed, StatementId, Text
from schemas.sections import SectionName


class Comment(Closed):
    """One comment. It stays with its statement's id, whatever becomes of the words."""

    id: Text
    draft_id: Text
    revision: int = Field(ge=1, description="the revision that it was made on")
    section: SectionName
    statement: StatementId | None = Field(description="null: of the section as a whole")
    quote: Text | None = Field(description="the statement's text, then")
    said: Text
    by: Text
    at: datetime
    answers_to: Text | None = Field(description="the comment that this one answers")
    resolved_by: Text | None
    resolved_at: datetime | None
