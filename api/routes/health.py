"""Whether the process answers, and whether it can do its work."""

from fastapi import APIRouter, Response

from api.newsroom import TheNewsroom
from api.readiness import Health, Readiness, Ready, readiness
from api.refusals import answered
from drafter import __version__

UNAVAILABLE = 503

router = APIRouter(tags=["service"])


@router.get("/healthz", summary="Is it up?", responses={200: answered("It is", "health")})
async def healthz() -> Health:
    """The process answers. Needs no key, and asks nothing of the database."""
    return Health(status="ok", version=__version__)


@router.get(
    "/readyz",
    summary="Can it do its work?",
    responses={
        200: answered("Work can be sent here", "ready"),
        UNAVAILABLE: answered("A check has failed", "not-ready") | {"model": Readiness},
    },
)
async def readyz(newsroom: TheNewsroom, response: Response) -> Readiness:
    """One entry for each check. Needs no key, and names no host.

    200 where the status is `ok` or `degraded` (drafts wait for long, or models fail), 503 where it
    is `failed`: the database, its schema, or no worker alive.
    """
    found = await readiness(newsroom)
    if found.status is Ready.FAILED:
        response.status_code = UNAVAILABLE
    response.headers["Cache-Control"] = "no-store"
    return found
