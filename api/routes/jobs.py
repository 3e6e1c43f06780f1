"""Drafts are called off, put aside, released, and gone on with."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import Asked, Cancellation
from api.bodies.review import Hold
from api.drafting import SPENDING, being_drafted, put_by
from api.newsroom import TheNewsroom
from api.ordering import estimated
from api.problems import Kind
from api.refusals import (
    LOCATION,
    RETRY,
    REVIEWING,
    REVISION,
    WITH_BODY,
    answered,
    answers,
    shown,
)
from api.revisions import OptionalMatch, tagged
from schemas.review import DraftRecord

router = APIRouter(prefix="/v1/drafts/{draft_id}", route_class=GuardedRoute)

NOTHING_SAID = Cancellation()


@router.post(
    "/cancel",
    summary="Call a draft off",
    tags=["drafts"],
    responses=answers(
        {200: answered("Called off", "cancelled", REVISION)},
        *WITH_BODY,
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.STALE_REVISION,
    ),
)
async def cancel_draft(
    draft_id: str,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    revision: OptionalMatch,
    given: Annotated[Cancellation, Body(openapi_examples=shown("cancellation"))] = NOTHING_SAID,
) -> DraftRecord:
    """Stop a draft that is `drafting`: a call that runs is cut off, and nothing more is paid for.

    What was paid for stays, should it be retried. A redraft that is called off leaves the draft
    that there was, back in the queue.
    """
    record = await newsroom.queue.cancel(draft_id, key.name, given.reason, revision=revision)
    return tagged(record, response)


@router.post(
    "/retry",
    status_code=202,
    response_model=Asked,
    summary="Go on with a draft that failed or was called off",
    tags=["drafts"],
    responses=answers(
        {202: answered("Being drafted again", "drafting", LOCATION | RETRY | REVISION)},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.STALE_REVISION,
        *SPENDING,
    ),
)
async def retry_draft(
    draft_id: str, newsroom: TheNewsroom, key: TheKey, revision: OptionalMatch
) -> Response:
    """Go on where a draft failed or was called off: the calls that were paid for are kept.

    The estimate is that of the whole draft, which is put by for the key.
    """
    order, reports = await newsroom.drafts.inputs(draft_id)
    estimate = await estimated(order, reports, newsroom.settings)
    record = await newsroom.queue.retry(
        draft_id, key.name, reservation=put_by(key, estimate), revision=revision
    )
    return being_drafted(record, estimate).response()


@router.post(
    "/hold",
    summary="Put a draft aside",
    tags=["review"],
    responses=answers(
        {200: answered("Held", "held", REVISION)}, *REVIEWING, *WITH_BODY, Kind.STALE_REVISION
    ),
)
async def hold_draft(
    draft_id: str,
    given: Annotated[Hold, Body(openapi_examples=shown("hold"))],
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    revision: OptionalMatch,
) -> DraftRecord:
    """Put a draft aside, with your reason, before it is decided on; it is in nobody's hands then.

    Where it is `drafting`, that stops, and what was paid for stays.
    """
    record = await newsroom.queue.hold(draft_id, key.name, given.reason, revision=revision)
    return tagged(record, response)


@router.post(
    "/release",
    summary="Release a draft",
    tags=["review"],
    responses=answers(
        {200: answered("Back in the queue", "queued", REVISION)}, *REVIEWING, Kind.STALE_REVISION
    ),
)
async def release_draft(
    draft_id: str,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    revision: OptionalMatch,
) -> DraftRecord:
    """Give back a draft that you have in review, or that is held, to the queue.

    One that was held before it was written is `drafting` again.
    """
    record = await newsroom.queue.release(draft_id, key.name, revision=revision)
    return tagged(record, response)
