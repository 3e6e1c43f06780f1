"""Statistics from the desk: what editors did to drafts, and how well scenarios held."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.access import GuardedRoute
from api.bodies.desk import EditsReckoned, ScenariosReckoned
from api.newsroom import TheNewsroom
from api.problems import Kind
from api.refusals import answered, answers
from schemas.desk import DeskStatistics
from schemas.desk_scenarios import Calibration

router = APIRouter(prefix="/v1/statistics", tags=["desk"], route_class=GuardedRoute)


@router.get(
    "/edits",
    summary="How much editors kept, changed and cut",
    responses=answers(
        {200: answered("By recipe, model and period", "desk-statistics")}, Kind.INVALID_REQUEST
    ),
)
async def edit_statistics(
    wanted: Annotated[EditsReckoned, Query()], newsroom: TheNewsroom
) -> DeskStatistics:
    """What became of what engines wrote in drafts that were approved, section by section.

    Each statement as the engine last wrote it is held against the approved draft. Where more
    drafts fit than `limit`, the last approved ones count and `complete` is false.
    """
    return await newsroom.desk_edits.statistics(wanted.filter(), wanted.period, most=wanted.limit)


@router.get(
    "/scenarios",
    summary="How well scenarios held",
    responses=answers(
        {200: answered("Word by word, with a Brier score", "calibration")}, Kind.INVALID_REQUEST
    ),
)
async def scenario_statistics(
    wanted: Annotated[ScenariosReckoned, Query()], newsroom: TheNewsroom
) -> Calibration:
    """How often what was called likely happened, and so for each word; with a Brier score.

    Of each scenario the last word recorded counts; what is open is counted and never scored.
    """
    return await newsroom.outcomes.calibration(wanted.filter())
