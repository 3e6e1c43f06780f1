"""Editors comment on statements and sections."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from api.access import GuardedRoute, TheKey
from api.bodies.comments import CommentList, GivenComment
from api.newsroom import TheNewsroom
from api.once import ONCE, REPLAYED, Made, TheOnce
from api.problems import Kind
from api.refusals import LOCATION, WITH_BODY, answered, answers, shown
from schemas.comment import Comment

router = APIRouter(
    prefix="/v1/drafts/{draft_id}/comments", tags=["review"], route_class=GuardedRoute
)


@router.post(
    "",
    status_code=201,
    summary="Comment on a statement or a section",
    response_model=Comment,
    responses=answers(
        {201: answered("Kept", "comment", LOCATION | REPLAYED)},
        *WITH_BODY,
        *ONCE,
        Kind.PERSON_REQUIRED,
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
    ),
)
async def add_comment(
    draft_id: str,
    given: Annotated[GivenComment, Body(openapi_examples=shown("given-comment"))],
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
) -> Response:
    """Say something of a statement or a section, whoever has the draft in review.

    A comment stays with its statement's id through edits, and quotes the words that it was on.
    """

    async def make() -> Made:
        comment = await newsroom.comments.add(
            draft_id, given.on, given.said, key.name, answers_to=given.answers_to
        )
        return Made(201, comment, {"Location": f"/v1/drafts/{draft_id}/comments"})

    return await once.answered(make)


@router.get(
    "",
    summary="List comments",
    responses=answers(
        {200: answered("The comments", "comments")}, Kind.NOT_FOUND, Kind.INVALID_REQUEST
    ),
)
async def list_comments(
    draft_id: str,
    newsroom: TheNewsroom,
    *,
    resolved: Annotated[bool | None, Query(description="only the resolved, or the others")] = None,
) -> CommentList:
    """The comments on a draft, the oldest first."""
    return CommentList(comments=await newsroom.comments.list(draft_id, resolved=resolved))


@router.post(
    "/{comment_id}/resolve",
    summary="Resolve a comment",
    responses=answers(
        {200: answered("Resolved", "comment-resolved")}, Kind.PERSON_REQUIRED, Kind.NOT_FOUND
    ),
)
async def resolve_comment(
    draft_id: str, comment_id: str, newsroom: TheNewsroom, key: TheKey
) -> Comment:
    """Say that a comment is dealt with. Who did so first stays."""
    return await newsroom.comments.resolve(draft_id, comment_id, key.name)
