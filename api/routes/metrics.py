"""The numbers that Prometheus reads."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from api.access import GuardedRoute
from api.metrics import metrics_text
from api.newsroom import TheNewsroom, newsroom_of
from api.problems import Kind, Problem
from api.refusals import answers
from drafter.telemetry.counts import counts


class _MetricsRoute(GuardedRoute):
    """Guarded, open or not there at all: `DRAFTER_METRICS` says."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The guarded one, or FastAPI's own without the guard."""
        guarded, bare = super().get_route_handler(), APIRoute.get_route_handler(self)

        async def answer(request: Request) -> Response:
            how = newsroom_of(request).settings.metrics
            if how == "off":
                raise Problem(Kind.NOT_FOUND, "There are no metrics here: DRAFTER_METRICS is off.")
            return await (bare if how == "open" else guarded)(request)

        return answer


router = APIRouter(tags=["service"], route_class=_MetricsRoute)


@router.get(
    "/metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    responses=answers(
        {
            200: {
                "description": "Prometheus' text format",
                "content": {"text/plain": {"schema": {"type": "string"}}},
            }
        },
        Kind.NOT_FOUND,
    ),
)
async def metrics(newsroom: TheNewsroom) -> Response:
    """Drafts by state, the queue and its workers, calls, tokens, money, stages and findings.

    Needs a key with the scope admin, unless `DRAFTER_METRICS` opens it to all, or turns it off.
    """
    text = await metrics_text(newsroom.counting, counts())
    return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)
