"""Drafts are asked for and followed."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import Asked, Wanted
from api.drafting import ASKED_HEADERS, ORDERING, RETRY_SECONDS, SPENDING, asked_again, asked_for
from api.newsroom import TheNewsroom
from api.once import ONCE, TheOnce
from api.problems import Kind
from api.refusals import (
    RETRY,
    REVISION,
    WITH_BODY,
    answered,
    answers,
    shown,
)
from api.revisions import SentMatch, etag, tagged, unchanged
from api.waiting import APPLIED, TheWait, waited
from schemas.review import DraftRecord, DraftState

router = APIRouter(prefix="/v1/drafts", tags=["drafts"], route_class=GuardedRoute)


@router.post(
    "",
    status_code=202,
    summary="Ask for a draft",
    response_model=Asked,
    responses=answers(
        {202: answered("Being drafted", "drafting", ASKED_HEADERS | APPLIED)},
        *WITH_BODY,
        *ORDERING,
        *ONCE,
    ),
)
async def ask_for_draft(
    wanted: Annotated[Wanted, Body(openapi_examples=shown("wanted", "wanted-inline"))],
    request: Request,
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
    wait: TheWait,
) -> Response:
    """Have a draft made of one or more reports about the same event; it goes to the queue.

    Follow it at its `Location`: it is `drafting`, then `queued`, or `failed` with the reason. Its
    likely cost is put by for the key, and refused where that is over what the key may spend.

    Send an `Idempotency-Key`, and the same order again with it has the first answer again. With
    `Prefer: wait=N` the answer comes when the draft is written, or after N seconds: the status is
    the same, and `state` says how far it is.
    """
    response = await asked_for(wanted, newsroom, key, once)
    return await waited(response, wait, request, newsroom) if wait else response


@router.post(
    "/{draft_id}/redraft",
    status_code=202,
    summary="Have a degraded draft written again",
    response_model=Asked,
    responses=answers(
        {202: answered("Being drafted again", "drafting", ASKED_HEADERS)},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.NOT_YOURS,
        Kind.STALE_REVISION,
        *SPENDING,
        *ONCE,
    ),
)
async def redraft(
    draft_id: str, newsroom: TheNewsroom, key: TheKey, once: TheOnce, match: SentMatch
) -> Response:
    """Have the engine that was asked for write a draft for which the extractive one stood in.

    What it writes is the next revision. Where it fails again, the draft stays as it is and goes
    back to the queue. A draft that a person has edited is not written over.
    """
    return await asked_again(draft_id, newsroom, key, once, match)


@router.get(
    "/{draft_id}",
    summary="Read a draft",
    response_model=DraftRecord,
    responses=answers(
        {
            200: answered(
                "The draft as the queue keeps it; Retry-After while it is drafting",
                "in-review",
                REVISION | RETRY,
            ),
            304: {
                "description": "The revision that If-None-Match names, and nothing done to it since"
            },
        },
        Kind.NOT_FOUND,
    ),
)
async def get_draft(
    draft_id: str,
    response: Response,
    newsroom: TheNewsroom,
    if_none_match: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> DraftRecord | Response:
    """The draft with its state, verdicts and audit trail. `draft` is null until it is written."""
    record = await newsroom.drafts.get(draft_id)
    if unchanged(record, if_none_match):
        return Response(status_code=304, headers={"ETag": etag(record)})
    if record.state is DraftState.DRAFTING:
        response.headers["Retry-After"] = RETRY_SECONDS
    return tagged(record, response)
