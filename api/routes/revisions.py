"""The revisions of a draft, and what differs between two of them."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.access import GuardedRoute
from api.bodies.lists import MOST_REVISIONS, Compared, RevisionList
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answered, answers
from drafter.diffing.revisions import diff
from drafter.errors import NotFound
from drafter.review import MACHINE
from schemas.diff import DraftDiff
from schemas.draft import Draft
from schemas.review import RevisionLine

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["drafts"], route_class=GuardedRoute)

Number = Annotated[int, Path(ge=1, le=MOST_REVISIONS)]


@router.get(
    "/revisions",
    summary="List the revisions of a draft",
    responses=answers({200: answered("Its revisions", "revision-list")}, Kind.NOT_FOUND),
)
async def list_revisions(draft_id: str, newsroom: TheNewsroom) -> RevisionList:
    """Who wrote each revision, when and why, newest first. None before the draft is written."""
    return RevisionList(draft_id=draft_id, revisions=await newsroom.revisions.lines(draft_id))


@router.get(
    "/revisions/{number}",
    summary="Read a revision",
    responses=answers(
        {200: answered("The draft as it was", "draft")}, Kind.NOT_FOUND, Kind.INVALID_REQUEST
    ),
)
async def get_revision(draft_id: str, number: Number, newsroom: TheNewsroom) -> Draft:
    """One revision of a draft. Revision 1 is what the engine wrote, and never changes."""
    return await newsroom.drafts.revision(draft_id, number)


@router.get(
    "/diff",
    summary="Compare two revisions",
    responses=answers(
        {200: answered("What differs", "draft-diff")}, Kind.NOT_FOUND, Kind.INVALID_REQUEST
    ),
)
async def diff_revisions(
    draft_id: str, wanted: Annotated[Compared, Query()], newsroom: TheNewsroom
) -> DraftDiff:
    """What was changed, word by word and statement by statement, and in which revisions.

    Statements are told apart by their ids, so that one that moved is not cut and added. `equal`
    and `insert` runs joined are the new text to the letter, `equal` and `delete` runs the old one.
    """
    lines = await newsroom.revisions.lines(draft_id)
    after = wanted.end or _current(draft_id, lines)
    before = wanted.start or _machines(lines, after)
    written = await newsroom.revisions.between(draft_id, *sorted((before, after)))
    told = partial(diff, draft_id, written, back=before > after, everything=wanted.everything)
    return await asyncio.to_thread(told)


def _current(draft_id: str, lines: Sequence[RevisionLine]) -> int:
    if not lines:
        raise NotFound(f"draft {draft_id} is not written yet: it has no revision to compare")
    return lines[0].number


def _machines(lines: Sequence[RevisionLine], until: int) -> int:
    """The last revision that no person wrote; the first one where people wrote them all."""
    return next((one.number for one in lines if one.author == MACHINE and one.number <= until), 1)
