"""How routes tell the OpenAPI document what they answer: refusals, headers and examples."""

from collections.abc import Sequence
from typing import Any

from api.problems import MEDIA_TYPE, Kind

ALWAYS = (
    Kind.UNAUTHENTICATED,
    Kind.MISSING_SCOPE,
    Kind.TOO_MANY_REQUESTS,
    Kind.HEADERS_TOO_LARGE,
    Kind.INTERNAL,
    Kind.STORE_UNAVAILABLE,
)
REVIEWING = (Kind.PERSON_REQUIRED, Kind.NOT_FOUND, Kind.WRONG_STATE, Kind.NOT_YOURS)
WITH_BODY = (
    Kind.MALFORMED_BODY,
    Kind.BODY_TOO_SLOW,
    Kind.BODY_TOO_LARGE,
    Kind.UNSUPPORTED_MEDIA_TYPE,
    Kind.INVALID_REQUEST,
)
REVISION = {"ETag": {"description": "the revision, quoted", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "where it is", "schema": {"type": "string"}}}
RETRY = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}}
LINK = {"Link": {"description": 'the next page, rel="next"', "schema": {"type": "string"}}}

Responses = dict[int | str, dict[str, Any]]


def answers(well: Responses, *kinds: Kind) -> Responses:
    """What a guarded route answers: what goes well, its own refusals, and those of every route."""
    return well | _refusals(kinds)


def _refusals(kinds: Sequence[Kind]) -> Responses:
    found: Responses = {}
    for kind in dict.fromkeys((*ALWAYS, *kinds)):
        known = found.setdefault(kind.status, {"kinds": []})
        known["kinds"].append(kind)
    return {status: _refusal(known["kinds"]) for status, known in sorted(found.items(), key=str)}


def answered(
    description: str, example: str, headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What goes well: a JSON document, with an example by name."""
    return {
        "description": description,
        "headers": headers or {},
        "content": {"application/json": {"examples": shown(example)}},
    }


def shown(*names: str) -> dict[str, Any]:
    """Examples, as links to where the document keeps them."""
    return {name: {"$ref": f"#/components/examples/{name}"} for name in names}


def kind_name(kind: Kind) -> str:
    """The kind's example in the document."""
    return kind.type.rpartition(":")[2]


def _refusal(kinds: list[Kind]) -> dict[str, Any]:
    content = {
        "schema": {"$ref": "#/components/schemas/ProblemDocument"},
        "examples": shown(*map(kind_name, kinds)),
    }
    described = "; ".join(kind.title for kind in kinds)
    return {"description": described, "content": {MEDIA_TYPE: content}}
