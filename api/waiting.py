"""`Prefer: wait=N` (RFC 7240): the answer waits for the end of the drafting, N seconds at most."""

import asyncio
import re
from contextlib import aclosing
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from api.bodies.drafts import Asked
from api.drafting import as_asked, draft_in
from api.newsroom import Newsroom
from schemas.following import EventKind
from schemas.review import DraftState

MOST_SECONDS = 60
LOOK_SECONDS = 1.0
"""So often it is seen whether the caller is still there."""
APPLIED = {
    "Preference-Applied": {
        "description": "`wait=N`, the seconds that were granted, where Prefer asked for it",
        "schema": {"type": "string"},
    }
}
_WAIT = re.compile(r'(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?=[;,]|$)', re.IGNORECASE)


def wait_of(
    prefer: Annotated[
        str | None,
        Header(
            description="`wait=N` (RFC 7240): answer when the draft is written, or after N seconds,"
            f" {MOST_SECONDS} at most"
        ),
    ] = None,
) -> int:
    """The seconds that the caller would wait; 0 for none. A preference that is none is ignored."""
    found = _WAIT.search(prefer or "")
    return min(int(found[1]), MOST_SECONDS) if found else 0


TheWait = Annotated[int, Depends(wait_of)]


async def waited(
    response: Response, seconds: int, request: Request, newsroom: Newsroom
) -> Response:
    """The answer, with the draft as it is once it is drafted or the time is over.

    A caller that leaves ends the waiting; the draft goes on.
    """
    draft_id = draft_in(response)
    await _drafted(draft_id, seconds, request, newsroom)
    record = await newsroom.drafts.get(draft_id)
    estimate = Asked.model_validate_json(bytes(response.body)).estimate
    now = as_asked(record, estimate).response()
    now.headers["Preference-Applied"] = f"wait={seconds}"
    if record.state is not DraftState.DRAFTING:
        del now.headers["Retry-After"]
    if replayed := response.headers.get("Idempotency-Replayed"):
        now.headers["Idempotency-Replayed"] = replayed
    return now


async def _drafted(draft_id: str, seconds: int, request: Request, newsroom: Newsroom) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    drafted = asyncio.ensure_future(_end_of_drafting(draft_id, newsroom))
    try:
        while not drafted.done() and (left := end - loop.time()) > 0:
            await asyncio.wait({drafted}, timeout=min(left, LOOK_SECONDS))
            if await request.is_disconnected():
                return
    finally:
        drafted.cancel()
        await asyncio.gather(drafted, return_exceptions=True)


async def _end_of_drafting(draft_id: str, newsroom: Newsroom) -> None:
    standing = await newsroom.following.standing(draft_id)
    if standing.state is not DraftState.DRAFTING:
        return
    async with aclosing(newsroom.following.follow(draft_id, standing.last)) as events:
        async for event in events:
            if event.kind is EventKind.STATE and event.data["state"] != DraftState.DRAFTING:
                return
