"""The events of a draft, as server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import StreamingResponse

from api.access import GuardedRoute
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answers, shown
from drafter.errors import WrongState
from schemas.following import DraftEvent

router = APIRouter(prefix="/v1/drafts", tags=["drafts"], route_class=GuardedRoute)

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Nothing between us and the reader may keep the events back."""
RETRY = "retry: 2000\n\n"
STILL_HERE = ": still here\n\n"
HIGHEST = 2**31 - 1


class EventStream(StreamingResponse):
    """An answer that goes on."""

    media_type = "text/event-stream"


def heartbeat() -> float:
    """Seconds of silence after which a comment is sent: proxies close what is silent for long."""
    return 15.0


@router.get(
    "/{draft_id}/events",
    summary="Follow a draft",
    response_class=EventStream,
    responses=answers(
        {
            200: {
                "description": "The events, as they come",
                "content": {"text/event-stream": {"examples": shown("events")}},
            },
            204: {"description": "You had the last event of a draft that is over: stay away"},
        },
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.INVALID_REQUEST,
    ),
)
async def follow_draft(
    draft_id: str,
    newsroom: TheNewsroom,
    beat: Annotated[float, Depends(heartbeat)],
    after: Annotated[int, Query(ge=0, le=HIGHEST, description="the last event you had")] = 0,
    last_event_id: Annotated[
        int | None,
        Header(alias="Last-Event-ID", ge=0, le=HIGHEST, description="as `after`, and before it"),
    ] = None,
) -> Response:
    """What happens to a draft, from its first event on: server-sent events, numbered without gaps.

    The answer ends when the draft is no longer `drafting`, and when the service stops. Come back
    with the number of the last event as `Last-Event-ID` (browsers do) or `after`; none is missed.
    Where that was the last of a draft that is over, the answer is 204, and a browser stops.
    """
    since = after if last_event_id is None else last_event_id
    standing = await newsroom.following.standing(draft_id)
    if since > standing.last:
        raise WrongState(
            f"{draft_id} has told {standing.last} events, so there is no {since};"
            f" come back with {standing.last}, or with 0 to hear all of them"
        )
    if standing.over and since == standing.last:
        return Response(status_code=204)
    return EventStream(_told(newsroom.following.follow(draft_id, since), beat), headers=HEADERS)


async def _told(events: AsyncGenerator[DraftEvent, None], beat: float) -> AsyncGenerator[str, None]:
    yield RETRY
    async with aclosing(_with_silence(events, beat)) as heard:
        async for event in heard:
            yield STILL_HERE if event is None else _line(event)


async def _with_silence(
    events: AsyncGenerator[DraftEvent, None], seconds: float
) -> AsyncGenerator[DraftEvent | None, None]:
    """The events, and None for so many seconds without one."""
    coming: asyncio.Future[DraftEvent | None] = asyncio.ensure_future(anext(events, None))
    try:
        while True:
            if not (await asyncio.wait({coming}, timeout=seconds))[0]:
                yield None
            elif (event := coming.result()) is None:
                return
            else:
                yield event
                coming = asyncio.ensure_future(anext(events, None))
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
        await events.aclose()


def _line(event: DraftEvent) -> str:
    data = json.dumps(event.model_dump(mode="json")["data"], ensure_ascii=False)
    return f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n"
