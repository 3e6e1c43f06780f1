"""Comments, for the document."""

from datetime import datetime, timedelta

from api.bodies.comments import CommentList
from schemas.base import Closed
from schemas.comment import Comment
from schemas.draft import Draft


def answers(draft_id: str, draft: Draft, by: str, at: datetime) -> dict[str, Closed]:
    """A comment on the second statement, open and resolved."""
    section, statement = tuple(draft.statements())[1]
    comment = Comment(
        id="com-q7w4e2r5t3y6u5ia",
        draft_id=draft_id,
        revision=1,
        section=section,
        statement=statement.id,
        quote=statement.text,
        said="Is the count of passengers from this year?",
        by=by,
        at=at,
        answers_to=None,
        resolved_by=None,
        resolved_at=None,
    )
    done = {"resolved_by": by, "resolved_at": at + timedelta(minutes=9)}
    return {
        "comment": comment,
        "comment-resolved": comment.model_copy(update=done),
        "comments": CommentList(comments=(comment,)),
    }
