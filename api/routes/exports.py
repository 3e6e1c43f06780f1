"""Approved drafts leave."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.access import GuardedRoute, TheKey
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answered, answers, shown
from drafter.errors import WrongState
from drafter.exports.formats import ENDINGS, FORMATS, Format, is_cancellation, render
from drafter.store.standing import standing_in
from schemas.draft import Draft
from schemas.review import DraftRecord
from schemas.review_record import ReviewRecord

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["drafts"], route_class=GuardedRoute)

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""An exported page runs nothing and fetches nothing, should a browser open it from here."""

STATE, REVISION = "Drafter-State", "Drafter-Revision"
"""Headers that tell in every format what is exported; the JSON is the bare draft."""

_NINJS: dict[str, Any] = {
    "title": "Ninjs",
    "description": "ninjs 3.1 (IPTC), or 1.x as Superdesk reads it",
    "type": "object",
    "required": ["uri", "type"],
    "properties": {"uri": {"type": "string"}, "type": {"const": "text"}},
}
_JSONLD: dict[str, Any] = {
    "title": "NewsArticle",
    "description": "a schema.org news article",
    "type": "object",
    "required": ["@context", "@type"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"type": "array", "items": {"type": "string"}},
    },
}

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
        "Content-Disposition": {
            "description": "a file name, of the draft's slug and the format",
            "required": True,
            "schema": {"type": "string"},
        },
    },
    "content": {
        "application/json": {
            "schema": {"anyOf": [{"$ref": "#/components/schemas/Draft"}, _NINJS]},
            "examples": shown(
                "draft", "export-ninjs", "export-ninjs-superdesk", "export-cancellation"
            ),
        },
        "application/ld+json": {"schema": _JSONLD, "examples": shown("export-jsonld")},
        "text/markdown": {"schema": {"type": "string"}, "examples": shown("export-md")},
        "text/html": {"schema": {"type": "string"}, "examples": shown("export-wp")},
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
    revision in its headers, and how the text came about (IPTC's digital source type, and a
    sentence to show to readers) in its body; `json` is the bare draft.

    A draft that is withdrawn leaves as `ninjs`, `ninjs-superdesk` and `jsonld` all the same: as
    its cancellation, with the correction and without its text.
    """
    record = await newsroom.drafts.get(draft_id)
    if not preview and not is_cancellation(form, record.state):
        record = await newsroom.drafts.exported(draft_id, key.name)
    if (draft := record.draft) is None:
        raise WrongState(f"{draft_id} is {record.state}: there is no draft to show yet")
    standing = await standing_in(newsroom.revisions, record)
    text = await asyncio.to_thread(render, draft, form, standing)
    return Response(text, media_type=FORMATS[form], headers=_headers(record, draft, form))


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


def _headers(record: DraftRecord, draft: Draft, form: Format) -> dict[str, str]:
    return {
        STATE: record.state,
        REVISION: str(record.revision),
        "Content-Disposition": f'inline; filename="{draft.slug}.{ENDINGS[form]}"',
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
