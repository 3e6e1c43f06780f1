"""Every refusal leaves as a problem document, whoever raised it."""

import logging
from collections.abc import Sequence
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from api.problems import MEDIA_TYPE, OF_STATUS, Kind, Problem, invalid, problem_of
from drafter.errors import DrafterError

logger = logging.getLogger(__name__)


def answer(problem: Problem, request: Request) -> Response:
    """The problem as a response to this request."""
    document = problem.document(
        instance=request.url.path, request_id=request.scope["state"]["request_id"]
    )
    return Response(
        document.model_dump_json(exclude_none=True),
        status_code=problem.status_code,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def answer_problems(app: FastAPI, routes: Sequence[APIRoute]) -> None:
    """Have the app answer its own errors, the framework's, and those of a request's shape."""
    app.add_exception_handler(DrafterError, _of_drafter)
    app.add_exception_handler(RequestValidationError, _of_shape)
    app.add_exception_handler(HTTPException, partial(_of_framework, routes))


async def _of_drafter(request: Request, error: Exception) -> Response:
    if not isinstance(error, DrafterError):
        raise error
    return answer(problem_for(error, request), request)


def problem_for(error: DrafterError | ValidationError | Problem, request: Request) -> Problem:
    """The problem that an error is. What is ours to mend is logged, with the request's id."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationError):
        return invalid([one | {"loc": ("body", *one["loc"])} for one in error.errors()])
    problem = problem_of(error)
    if problem.kind in (Kind.INTERNAL, Kind.STORE_UNAVAILABLE):
        request_id = request.scope["state"]["request_id"]
        logger.error("request %s: %s", request_id, error, exc_info=error)
    return problem


async def _of_shape(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    return answer(invalid(error.errors()), request)


async def _of_framework(routes: Sequence[APIRoute], request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return answer(error, request)
    if not isinstance(error, HTTPException):
        raise error
    kind = OF_STATUS.get(error.status_code, Kind.INTERNAL)
    headers = dict(error.headers or {})
    if kind is Kind.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed(routes, request.url.path)
    return answer(Problem(kind, f"{kind.title}.", headers=headers), request)


def _allowed(routes: Sequence[APIRoute], path: str) -> str:
    """Every method that the path takes; the framework names those of one route alone."""
    fitting = [route for route in routes if route.path_regex.match(path)]
    own = (route for route in fitting if route.path == fitting[0].path)  # `/me` is no id
    return ", ".join(sorted({method for route in own for method in route.methods or ()}))
