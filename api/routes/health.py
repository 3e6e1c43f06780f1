"""Whether the process answers."""

from fastapi import APIRouter

from api.bodies import Health
from drafter import __version__

router = APIRouter(tags=["service"])


@router.get("/healthz", summary="Is it up?")
async def healthz() -> Health:
    """The process answers. Needs no key, and asks nothing of the database."""
    return Health(status="ok", version=__version__)
