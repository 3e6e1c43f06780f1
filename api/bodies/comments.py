"""Comments as they are sent and listed."""

from pydantic import Field

from api.bodies.words import Words
from schemas.base import Closed, StatementId, Text
from schemas.comment import Comment
from schemas.sections import SectionName


class GivenComment(Closed):
    """What you have to say of a statement, by its id, or of a section, by its name."""

    on: StatementId | SectionName
    said: Words
    answers_to: Text | None = Field(default=None, description="the comment that you answer")


class CommentList(Closed):
    """The comments on a draft, the oldest first."""

    comments: tuple[Comment, ...]
