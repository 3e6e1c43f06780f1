"""Drafts are asked for and followed."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Body, Header, Path, Query, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import Asked, DraftPage, Wanted
from api.drafting import being_drafted, put_by
from api.newsroom import Newsroom, TheNewsroom
from api.once import IdempotencyKey, asked_once
from api.ordering import estimated, order_of
from api.problems import Kind
from api.refusals import (
    LINK,
    LOCATION,
    RETRY,
    REVISION,
    WITH_BODY,
    answered,
    answers,
    shown,
)
from api.revisions import etag, tagged, unchanged
from schemas.base import Slug
from schemas.draft import Draft
from schemas.estimate import Estimate
from schemas.review import DraftRecord, DraftState

router = APIRouter(prefix="/v1/drafts", tags=["drafts"], route_class=GuardedRoute)

MOST_LISTED = 100


@router.post(
    "",
    status_code=202,
    summary="Ask for a draft",
    responses=answers(
        {202: answered("Being drafted", "drafting", LOCATION | RETRY | REVISION)},
        *WITH_BODY,
        Kind.REPORT_REFUSED,
        Kind.EVENTS_REFUSED,
        Kind.NOT_CONFIGURED,
        Kind.IDEMPOTENCY_KEY_REUSED,
        Kind.OVER_BUDGET,
        Kind.SPENT_TODAY,
    ),
)
async def ask_for_draft(
    wanted: Annotated[Wanted, Body(openapi_examples=shown("wanted", "wanted-inline"))],
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    idempotency_key: IdempotencyKey = None,
) -> Asked:
    """Have a draft made of one or more reports about the same event; it goes to the queue.

    Follow it at its `Location`: it is `drafting`, then `queued`, or `failed` with the reason. Its
    likely cost is put by for the key, and refused where that is over what the key may spend.

    Send an `Idempotency-Key`, and the same order again with it is the draft that there is.
    """
    ordered = await order_of(wanted, newsroom, key.name)
    estimate = ordered.estimate
    record = await asked_once(newsroom.drafts, ordered, key, idempotency_key)
    return await _queued(record, estimate, newsroom, response)


@router.post(
    "/{draft_id}/redraft",
    status_code=202,
    summary="Have a degraded draft written again",
    responses=answers(
        {202: answered("Being drafted again", "drafting", LOCATION | RETRY | REVISION)},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.NOT_YOURS,
        Kind.OVER_BUDGET,
        Kind.SPENT_TODAY,
    ),
)
async def redraft(draft_id: str, response: Response, newsroom: TheNewsroom, key: TheKey) -> Asked:
    """Have the engine that was asked for write a draft for which the extractive one stood in.

    What it writes is the next revision. Where it fails again, the draft stays as it is and goes
    back to the queue. A draft that a person has edited is not written over.
    """
    order, reports = await newsroom.drafts.inputs(draft_id)
    estimate = await estimated(order, reports, newsroom.settings)
    record = await newsroom.drafts.redraft(draft_id, key.name, put_by(key, estimate))
    return await _queued(record, estimate, newsroom, response)


async def _queued(
    record: DraftRecord, estimate: Estimate, newsroom: Newsroom, response: Response
) -> Asked:
    """Queue the draft, unless it was asked for before and has ended, and tell the caller."""
    if record.state is DraftState.DRAFTING:
        await newsroom.queue.enqueue(record.id)
    return being_drafted(record, estimate, response)


@router.get(
    "",
    summary="List drafts",
    responses=answers(
        {200: answered("A page of drafts", "draft-page", LINK)}, Kind.INVALID_REQUEST
    ),
)
async def list_drafts(
    request: Request,
    response: Response,
    newsroom: TheNewsroom,
    status: Annotated[DraftState | None, Query(description="only those in this state")] = None,
    topic: Annotated[Slug | None, Query(description="only those of this topic")] = None,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="how many at most")] = 50,
) -> DraftPage:
    """Drafts, newest first, a page at a time. What comes in meanwhile does not shift the pages."""
    page = await newsroom.drafts.list(state=status, topic=topic, cursor=cursor, limit=limit)
    if page.next_cursor is not None:
        asked = {"status": status, "topic": topic, "cursor": page.next_cursor, "limit": limit}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return DraftPage(drafts=page.records, next_cursor=page.next_cursor)


@router.get(
    "/{draft_id}",
    summary="Read a draft",
    response_model=DraftRecord,
    responses=answers(
        {
            200: answered("The draft as the queue keeps it", "in-review", REVISION),
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
    return tagged(record, response)


@router.get(
    "/{draft_id}/revisions/{number}",
    summary="Read a revision",
    responses=answers(
        {200: answered("The draft as it was", "draft")}, Kind.NOT_FOUND, Kind.INVALID_REQUEST
    ),
)
async def get_revision(
    draft_id: str,
    number: Annotated[int, Path(ge=1, le=1_000_000)],
    newsroom: TheNewsroom,
) -> Draft:
    """One revision of a draft. Revision 1 is what the engine wrote, and never changes."""
    return await newsroom.drafts.revision(draft_id, number)
