"""The queue of editors."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from api.access import GuardedRoute, TheKey
from api.bodies.review import NextWanted
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import REVISION, WITH_BODY, answered, answers, shown
from api.revisions import tagged
from schemas.review import DraftRecord

router = APIRouter(prefix="/v1/queue", tags=["review"], route_class=GuardedRoute)

ANY = NextWanted()
NOTHING_WAITS = {"description": "Nothing waits"}


@router.post(
    "/next",
    summary="Claim the next draft",
    response_model=DraftRecord,
    responses=answers(
        {200: answered("Yours for five minutes", "in-review", REVISION), 204: NOTHING_WAITS},
        *WITH_BODY,
        Kind.PERSON_REQUIRED,
    ),
)
async def claim_next(
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    wanted: Annotated[NextWanted, Body(openapi_examples=shown("next-wanted"))] = ANY,
) -> DraftRecord | Response:
    """Take the next draft for review: by priority, then the oldest; 204 where none waits.

    One whose editor's lease has run out waits too. You get another one each time, whatever you
    hold already; one that you have approved yourself waits for somebody else.
    """
    record = await newsroom.review.next(key.name, desk=wanted.desk, topic=wanted.topic)
    return Response(status_code=204) if record is None else tagged(record, response)
