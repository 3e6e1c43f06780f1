"""Reading again: an answer that has no ETag of its own gets one, and 304 where it is unchanged."""

import hashlib
import re
from typing import Any

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

_OPAQUE = re.compile(r'"([^"]*)"')
KEPT = ("drafter-", "link")
"""Headers that say something of the body, and go with a 304 too."""
NOT_MODIFIED = {"description": "What If-None-Match names is what there is still"}
TAG = {
    "ETag": {
        "description": "for If-None-Match, so that the same is not sent again",
        "schema": {"type": "string"},
    }
}
PARAMETER = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "the ETag of what you have: 304 where it is still the same",
    "schema": {"type": "string"},
}


def fresh(request: Request, response: Response) -> Response:
    """The response, or 304 where the caller has the same already.

    The tag is weak, of the body and of what our own headers say of it. A response with a tag of
    its own decides by itself, and a stream has none.
    """
    if request.method != "GET" or response.status_code != 200:  # noqa: PLR2004 - OK
        return response
    if isinstance(response, StreamingResponse) or "ETag" in response.headers:
        return response
    kept = {name: told for name, told in response.headers.items() if name.startswith(KEPT)}
    tag = hashlib.sha256(repr(kept).encode() + bytes(response.body)).hexdigest()[:32]
    response.headers["ETag"] = kept["ETag"] = f'W/"{tag}"'
    named = _named(tag, request.headers.get("If-None-Match", ""))
    return Response(status_code=304, headers=kept) if named else response


def documented(paths: dict[str, Any]) -> None:
    """Tell of it in the document, at each read that needs a key and is no stream."""
    for operations in paths.values():
        operation = operations.get("get", {})
        well = operation.get("responses", {}).get("200", {})
        if operation.get("security") == [] or "text/event-stream" in well.get("content", {}):
            continue
        if well:
            well["headers"] = TAG | well.get("headers", {})
            operation["responses"].setdefault("304", NOT_MODIFIED)
            given = operation.setdefault("parameters", [])
            if all(parameter["name"] != PARAMETER["name"] for parameter in given):
                given.append(PARAMETER)


def _named(tag: str, if_none_match: str) -> bool:
    """Whether the header names the tag; weak or strong is the same here, and `*` is any."""
    return if_none_match.strip() == "*" or tag in _OPAQUE.findall(if_none_match)
