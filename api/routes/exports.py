"""Approved drafts leave."""

import asyncio
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.access import GuardedRoute, TheKey
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answers, shown
from drafter.errors import WrongState
from drafter.exports.formats import FORMATS, Format, render
from drafter.review import reviewer_of

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["drafts"], route_class=GuardedRoute)

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""An exported page runs nothing and fetches nothing, should a browser open it from here."""

_EXPORTED: dict[str, Any] = {
    "description": "The draft in the format asked for",
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

    `preview=true` shows a draft in any state, says so on the page, and changes nothing.
    """
    record = await newsroom.drafts.get(draft_id)
    if not preview:
        record = await newsroom.drafts.exported(draft_id, key.name)
    if record.draft is None:
        raise WrongState(f"{draft_id} is {record.state}: there is no draft to show yet")
    rendering = partial(
        render, record.draft, form, reviewed_by=reviewer_of(record), state=record.state
    )
    text = await asyncio.to_thread(rendering)
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return Response(text, media_type=FORMATS[form], headers=headers)
