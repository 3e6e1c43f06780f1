"""One section of a draft is written anew."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Body, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import Asked
from api.bodies.sections import GivenWish
from api.drafting import ASKED_HEADERS, SPENDING, being_drafted, put_by, queued
from api.newsroom import Newsroom, TheNewsroom
from api.once import ONCE, Made, Make, TheOnce
from api.problems import Kind
from api.refusals import REVIEWING, WITH_BODY, answered, answers, shown
from api.revisions import RequiredMatch
from drafter.estimates import estimate_of_redraft
from drafter.redrafting.asking import Wish
from drafter.redrafting.moves import require_redraftable
from drafter.service import request_of
from schemas.draft import Draft
from schemas.estimate import Estimate
from schemas.sections import SectionName

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["review"], route_class=GuardedRoute)

AS_IT_COMES = GivenWish()


@router.post(
    "/sections/{name}/redraft",
    status_code=202,
    summary="Have a section written anew",
    response_model=Asked,
    responses=answers(
        {202: answered("Being drafted again", "drafting", ASKED_HEADERS)},
        *REVIEWING,
        *WITH_BODY,
        Kind.STALE_REVISION,
        Kind.PRECONDITION_REQUIRED,
        *SPENDING,
        *ONCE,
    ),
)
async def redraft_section(
    draft_id: str,
    name: SectionName,
    match: RequiredMatch,
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
    given: Annotated[GivenWish, Body(openapi_examples=shown("section-redraft"))] = AS_IT_COMES,
) -> Response:
    """Have one section of the revision that If-Match names written anew; the others stay.

    What people wrote in it stays too: a paragraph, an entry or a sentence of theirs keeps its
    place, and the rest is written around it. Where all of the section is theirs, it is refused
    (`wrong-state`), unless `overwrite` is true.

    The draft is `drafting` meanwhile. Then it is in review with you again, or queued where nobody
    had it, at its next revision; or as it was before, with the reason in its history, where the
    section came to nothing. No other engine stands in.
    """
    wish = given.wish(name)

    async def prepare() -> Make:
        record = await newsroom.drafts.get(draft_id)
        revision = match.require(record)
        draft = require_redraftable(record, wish, key.name, revision)
        estimate = await _estimated(newsroom, draft_id, draft, wish)

        async def make() -> Made:
            after = await newsroom.redrafts.ask(
                draft_id, wish, key.name, put_by(key, estimate), revision=revision
            )
            return being_drafted(after, estimate)

        return make

    return await queued(await once.prepared(prepare), newsroom)


async def _estimated(newsroom: Newsroom, draft_id: str, draft: Draft, wish: Wish) -> Estimate:
    """Told in a thread: it renders the prompt."""
    order, reports = await newsroom.drafts.inputs(draft_id)
    request = request_of(order, reports)
    return await asyncio.to_thread(
        estimate_of_redraft, request, newsroom.settings, order, draft, wish
    )
