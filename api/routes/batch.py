"""Many drafts are asked for at once."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from pydantic import ValidationError

from api.access import GuardedRoute, TheKey
from api.answers import problem_for
from api.bodies.batch import Batch, BatchAnswer, BatchResult, WantedOnce
from api.bodies.drafts import Asked
from api.drafting import asked_for
from api.newsroom import Newsroom, TheNewsroom
from api.once import ONCE, REPLAYED, Made, Make, Once, TheOnce, asked
from api.problems import Kind, Problem, ProblemDocument
from api.refusals import WITH_BODY, answered, answers, shown
from drafter.errors import DrafterError
from schemas.key import Key

router = APIRouter(tags=["drafts"], route_class=GuardedRoute)

ALONE = "/v1/drafts"
"""The path where one draft is asked for: an Idempotency-Key there is the same as one here."""
OWN = "idempotency_key"
TOO_MANY, FAULT = 429, 500


@router.post(
    "/v1/drafts:batch",
    status_code=207,
    summary="Ask for many drafts",
    response_model=BatchAnswer,
    responses=answers(
        {207: answered("What became of each", "batch-answer", REPLAYED)}, *WITH_BODY, *ONCE
    ),
)
async def ask_for_drafts(
    given: Annotated[Batch, Body(openapi_examples=shown("batch"))],
    request: Request,
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
) -> Response:
    """Ask for up to 100 drafts, each as by itself: one that is refused keeps no other back.

    The results stand in the order of the request, each with the status and body that it would
    have had alone. A draft's own `idempotency_key` makes it safe to retry, in a batch or alone; an
    `Idempotency-Key` of the request has the whole answer again, and protects each draft without a
    key of its own, should the first request have died half way.
    """

    async def prepare() -> Make:
        results = [
            await _result(number, one, once, request, newsroom, key)
            for number, one in enumerate(given.drafts)
        ]

        async def make() -> Made:
            whole = BatchAnswer(results=tuple(results))
            return Made(207, whole, lasting=not any(map(_of_the_moment, results)))

        return make

    return await once.prepared(prepare)


def _of_the_moment(result: BatchResult) -> bool:
    """Whether a draft may fare better a moment later: such an answer is not kept for a repeat."""
    running = Kind.IDEMPOTENCY_RUNNING
    crossed = isinstance(result.body, ProblemDocument) and result.body.type == running.type
    return crossed or result.status == TOO_MANY or result.status >= FAULT


async def _result(
    number: int,
    given: dict[str, Any],
    batch: Once,
    request: Request,
    newsroom: Newsroom,
    key: Key,
) -> BatchResult:
    """What became of one draft."""
    try:
        wanted = WantedOnce.model_validate(given)
        alone = asked("POST", ALONE, {name: told for name, told in given.items() if name != OWN})
        response = await asked_for(
            wanted, newsroom, key, batch.part(wanted.idempotency_key, number, alone)
        )
    except (ValidationError, Problem, DrafterError) as error:
        return _refused(problem_for(error, request), number, request)
    return BatchResult(
        status=response.status_code,
        location=response.headers["Location"],
        replayed="Idempotency-Replayed" in response.headers,
        body=Asked.model_validate_json(bytes(response.body)),
    )


def _refused(problem: Problem, number: int, request: Request) -> BatchResult:
    """The problem, its pointers leading into the batch."""
    document = problem.document(
        instance=request.url.path, request_id=request.scope["state"]["request_id"]
    )
    errors = document.errors and tuple(
        one.model_copy(update={"pointer": f"/drafts/{number}{one.pointer}"})
        for one in document.errors
    )
    body = document.model_copy(update={"errors": errors})
    return BatchResult(status=body.status, location=None, replayed=False, body=body)
