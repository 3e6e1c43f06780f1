"""Lists of drafts and reports."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import DraftPage
from api.bodies.lists import ListedDrafts, ListedReports, ReportPage
from api.newsroom import TheNewsroom
from api.paging import link_next
from api.problems import Kind
from api.refusals import LINK, answered, answers

router = APIRouter(prefix="/v1", route_class=GuardedRoute)


@router.get(
    "/drafts",
    tags=["drafts"],
    summary="List drafts",
    responses=answers(
        {200: answered("A page of drafts", "draft-page", LINK)}, Kind.INVALID_REQUEST
    ),
)
async def list_drafts(
    request: Request,
    response: Response,
    wanted: Annotated[ListedDrafts, Query()],
    newsroom: TheNewsroom,
    key: TheKey,
) -> DraftPage:
    """The drafts that fit every filter, a page at a time, without their texts.

    Follow `next_cursor`, or the `Link` header, to the end. What comes in meanwhile does not shift
    the pages; a cursor holds for the filters and the order that it was given with.
    """
    page = await newsroom.lists.drafts(
        wanted.filter(key.name), sort=wanted.sort, cursor=wanted.cursor, limit=wanted.limit
    )
    link_next(request, response, page.next_cursor)
    return DraftPage(drafts=page.records, next_cursor=page.next_cursor)


@router.get(
    "/reports",
    tags=["reports"],
    summary="List reports",
    responses=answers(
        {200: answered("A page of reports", "report-page", LINK)}, Kind.INVALID_REQUEST
    ),
)
async def list_reports(
    request: Request,
    response: Response,
    wanted: Annotated[ListedReports, Query()],
    newsroom: TheNewsroom,
) -> ReportPage:
    """Stored reports, newest first, a page at a time, without their texts."""
    page = await newsroom.lists.reports(
        publisher=wanted.publisher, q=wanted.q, cursor=wanted.cursor, limit=wanted.limit
    )
    link_next(request, response, page.next_cursor)
    return ReportPage(reports=page.records, next_cursor=page.next_cursor)
