"""The OpenAPI document: what FastAPI makes of the routes, with our problems, keys and examples."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from api.examples import examples
from api.fresh import documented
from api.links import linked
from api.problems import ProblemDocument
from api.uses import documented as tell_of_limits
from drafter import __version__
from schemas.webhook import Payload

DESCRIPTION = """\
Source news reports in; structured briefing drafts out, every sentence tied to its evidence, queued
for a human editor. Errors are RFC 9457 problems. A draft's ETag is its revision, and a change
names it in If-Match."""
TAGS = [
    {"name": "reports", "description": "Source texts that came in."},
    {"name": "drafts", "description": "Drafts asked for, followed and taken out."},
    {"name": "review", "description": "What people decide. Only a person's key may."},
    {"name": "desk", "description": "What became of drafts and their scenarios."},
    {"name": "keys", "description": "Who may use the API, for what, and how much."},
    {"name": "webhooks", "description": "Whom we tell of what happens. Only an admin's key may."},
    {"name": "service", "description": "The service itself."},
]
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key as `drafter keys create` shows it once: `drf_...`",
}
LICENCE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}


def document(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """OpenAPI 3.1 of the routes."""
    made = get_openapi(
        title="drafter",
        version=__version__,
        description=DESCRIPTION,
        routes=routes,
        tags=TAGS,
        servers=[{"url": "/", "description": "where this document came from"}],
        license_info=LICENCE,
    )
    _drop_the_frameworks_errors(made)
    components = made["components"]
    components["schemas"] |= _problem_schemas()
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["securitySchemes"] = {"key": BEARER}
    components["examples"] = examples()
    made["security"] = [{"key": []}]
    for path in ("/healthz", "/readyz"):
        made["paths"][path]["get"]["security"] = []
    _require_if_match(made)
    documented(made["paths"])
    tell_of_limits(made)
    linked(made["paths"])
    made["webhooks"] = {"draft": {"post": _TOLD}}
    components["schemas"] |= _payload_schemas()
    return made


_TOLD: dict[str, Any] = {
    "operationId": "hear_of_draft",
    "tags": ["webhooks"],
    "summary": "What a subscriber is sent",
    "description": "Signed by Standard Webhooks 1.0. The same `webhook-id` comes on every try.",
    "security": [],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Payload"},
                "examples": {"told": {"$ref": "#/components/examples/webhook-payload"}},
            }
        },
    },
    "responses": {
        "2XX": {"description": "Heard"},
        "410": {"description": "Gone: it is told nothing more"},
    },
}
"""Of every event: `type` says what happened."""


def _payload_schemas() -> dict[str, Any]:
    schema = Payload.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs")
    return {"Payload": schema, **inner}


def _drop_the_frameworks_errors(made: dict[str, Any]) -> None:
    """FastAPI adds a 422 of its own to every route with a parameter, even one that always fits."""
    for name in ("HTTPValidationError", "ValidationError"):
        del made["components"]["schemas"][name]
    for operation in _operations(made):
        if "application/json" in operation["responses"].get("422", {}).get("content", {}):
            del operation["responses"]["422"]


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemDocument.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    inner = schema.pop("$defs")
    return {"ProblemDocument": schema, **inner}


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in made["paths"].values():
        yield from path.values()


def _require_if_match(made: dict[str, Any]) -> None:
    """Where its lack is a refusal; FastAPI cannot tell, since the refusal is our own."""
    for operation in _operations(made):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "If-Match":
                parameter["required"] = "428" in operation["responses"]
