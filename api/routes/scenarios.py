"""Scenarios of approved drafts are followed up: what became of them, and what is due."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.desk import DueScenarios, DueWanted, GivenOutcome, ScenarioList
from api.newsroom import TheNewsroom
from api.once import ONCE, REPLAYED, Made, TheOnce
from api.paging import link_next
from api.problems import Kind
from api.refusals import LINK, LOCATION, WITH_BODY, answered, answers, shown
from schemas.desk_scenarios import ScenarioOutcome

router = APIRouter(prefix="/v1", tags=["desk"], route_class=GuardedRoute)


@router.post(
    "/drafts/{draft_id}/scenarios/{statement_id}/outcome",
    status_code=201,
    summary="Record what became of a scenario",
    response_model=ScenarioOutcome,
    responses=answers(
        {201: answered("Kept", "scenario-outcome", LOCATION | REPLAYED)},
        *WITH_BODY,
        *ONCE,
        Kind.PERSON_REQUIRED,
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
    ),
)
async def record_outcome(
    draft_id: str,
    statement_id: str,
    given: Annotated[GivenOutcome, Body(openapi_examples=shown("given-outcome"))],
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
) -> Response:
    """Say whether a scenario of an approved draft happened within its horizon, or is still open.

    A later word takes the place of an earlier one, which stays in the scenario's history.
    """

    async def make() -> Made:
        kept = await newsroom.outcomes.record(
            draft_id,
            statement_id,
            given.outcome,
            key.name,
            note=given.note,
            source=given.source,
        )
        return Made(201, kept, {"Location": f"/v1/drafts/{draft_id}/scenarios"})

    return await once.answered(make)


@router.get(
    "/drafts/{draft_id}/scenarios",
    summary="List the scenarios of an approved draft",
    responses=answers(
        {200: answered("Its scenarios, with what was said of them", "scenario-list")},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
    ),
)
async def list_scenarios(draft_id: str, newsroom: TheNewsroom) -> ScenarioList:
    """What was forecast, when each horizon ends, and what was recorded, the latest word first."""
    found = await newsroom.outcomes.of_draft(draft_id)
    return ScenarioList(draft_id=draft_id, scenarios=found)


@router.get(
    "/scenarios/due",
    summary="List scenarios that are due",
    responses=answers(
        {200: answered("A page of what is due", "due-scenarios", LINK)}, Kind.INVALID_REQUEST
    ),
)
async def list_due_scenarios(
    request: Request,
    response: Response,
    wanted: Annotated[DueWanted, Query()],
    newsroom: TheNewsroom,
) -> DueScenarios:
    """Scenarios whose horizon has ended and of which nobody has said what became of them.

    What was called open before its horizon ended is due too. A page looks at `limit` approved
    drafts, the last approved first: follow `next_cursor` to the end, past empty pages.
    """
    page = await newsroom.outcomes.due(topic=wanted.topic, cursor=wanted.cursor, limit=wanted.limit)
    link_next(request, response, page.next_cursor)
    return DueScenarios(scenarios=page.records, next_cursor=page.next_cursor)
