"""Approved drafts leave."""

import asyncio
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.access import GuardedRoute, TheKey
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answered, answers, shown
from drafter.errors import WrongState
from drafter.exports.formats import FORMATS, Format, render
from drafter.review import reviewer_of
from schemas.review import DraftRecord
from schemas.review_record import ReviewRecord

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["drafts"], route_class=GuardedRoute)

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""An exported page runs nothing and fetches nothing, should a browser open it from here."""

STATE, REVISION = "Drafter-State", "Drafter-Revision"
"""Headers that tell in every format what is exported; the JSON is the bare draft."""

_EXPORTED: dict[str, Any] = {
    "description": "The draft in the format asked for",
    "headers": {
        STATE: {
            "description": "the draft's state; neither approved nor exported: a preview",
            "required": True,
            "schema": {"$ref": "#/components/schemas/DraftState"},
        },
        REVISION: {
            "description": "the revision that this is",
            "required": True,
            "schema": {"type": "integer"},
        },
    },
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/Draft"},
            "examples": shown("draft"),
        },
        "text/markdown": {"schema": {"type": "string"}},
        "text/html": {"schema": {"type": "string"}},
    },
}


@router.get(
    "/export",
    summary="Export a draft",
    response_class=Response,
    responses=answers({200: _EXPORTED}, Kind.NOT_FOUND, Kind.WRONG_STATE, Kind.INVALID_REQUEST),
)
async def export_draft(
    draft_id: str,
    form: Annotated[Format, Query(alias="format", description="the format")],
    newsroom: TheNewsroom,
    key: TheKey,
    *,
    preview: Annotated[bool, Query(description="also a draft that is not approved")] = False,
) -> Response:
    """An approved draft in a format. It counts as exported from then on.

    `preview=true` shows a draft in any state and changes nothing. Every answer tells state and
    revision in its headers; Markdown and HTML also say in words whether it is approved.
    """
    record = await newsroom.drafts.get(draft_id)
    if not preview:
        record = await newsroom.drafts.exported(draft_id, key.name)
    if record.draft is None:
        raise WrongState(f"{draft_id} is {record.state}: there is no draft to show yet")
    rendering = partial(
        render,
        record.draft,
        form,
        reviewed_by=reviewer_of(record),
        state=record.state,
        edited=record.revision > 1,
    )
    text = await asyncio.to_thread(rendering)
    return Response(text, media_type=FORMATS[form], headers=_headers(record))


@router.get(
    "/review-record",
    summary="Read the review record",
    response_model=ReviewRecord,
    responses=answers(
        {200: answered("The record of the approval", "review-record")},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
    ),
)
async def get_review_record(draft_id: str, newsroom: TheNewsroom) -> Response:
    """Who approved the draft, what they saw, changed, waived and verified, and what they answered.

    Signed off with the approval and never changed: the answer is that document to the letter, so
    that its hashes can be checked. Before approval there is none.
    """
    text = await newsroom.drafts.review_record(draft_id)
    return Response(text, media_type="application/json")


def _headers(record: DraftRecord) -> dict[str, str]:
    return {
        STATE: record.state,
        REVISION: str(record.revision),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
