"""What a refused request was refused for, as far as the endpoint's words tell.

The words are those that servers were seen to send: OpenAI, Azure, OpenRouter, DeepSeek, vLLM,
llama.cpp, Ollama, LM Studio.
"""

import re
from collections.abc import Iterator, Mapping

from openai import APIStatusError

OPTIONAL = (
    "stream_options",
    "prompt_cache_key",
    "max_completion_tokens",
    "max_tokens",
    "provider",
    "stream",
)
"""Parameters of ours that an endpoint may not know, or know by another name."""
MOST = 2000
"""Characters of an endpoint's message that are looked at; some send the whole request back."""
_PLAIN_WORDS = frozenset({"provider", "stream"})  # count only where quoted or named as the param
_REFUSED = frozenset({400, 404, 422})
_FILTERS = frozenset({"content_filter", "content_policy_violation", "invalid_prompt"})
_FILTERED = re.compile(
    r"content.?filter|content management policy|input was flagged|content exists risk",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|billing|quota_exceeded|credit", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context_length|exceed_context|context (?:length|size|window)|prompt is too long",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"response_?format|json_schema|json_object|structured[ _]outputs?"
    r"|tool[ _-]?(?:choice|use|call)|function[ _]call|\btools param|support\w* tools"
    r"|[\"'`]tools[\"'`]|can handle the requested parameters",
    re.IGNORECASE,
)
_OUR_SCHEMA = re.compile(r"invalid schema", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"unsupported|not support|unrecognized|unknown|unexpected|not permitted|not allowed"
    r"|extra[ _](?:inputs?|fields?|forbidden)|must be verified",
    re.IGNORECASE,
)


def is_quota(error: APIStatusError) -> bool:
    """Whether the account has used up what it paid for, which no waiting mends."""
    if error.status_code == 402:  # noqa: PLR2004 - HTTP's own
        return True
    return error.status_code in (400, 403, 429) and bool(
        _QUOTA.search(f"{error.code} {error.type}")
    )


def is_filtered(error: APIStatusError) -> bool:
    """Whether a content filter stopped the request itself, as Azure does with a 400."""
    if error.status_code not in (400, 403):
        return False
    return error.code in _FILTERS or bool(_FILTERED.search(_said(error)))


def is_too_long(error: APIStatusError) -> bool:
    """Whether the request does not fit the model's context."""
    return error.status_code in (400, 413, 422, 500) and bool(
        _TOO_LONG.search(f"{error.code} {error.type} {_said(error)}")
    )


def names_the_form(error: APIStatusError) -> bool:
    """Whether the endpoint refuses the form of reply, and not our schema, which is our bug."""
    said = f"{error.param} {_said(error)}"
    return (
        error.status_code in (*_REFUSED, 500, 501)
        and bool(_FORM.search(said) or error.param in ("tools", "functions"))
        and not _OUR_SCHEMA.search(said)
    )


def named_parameter(error: APIStatusError) -> str | None:
    """The optional parameter of ours that the endpoint does not know or will not take, if any."""
    said = _said(error)
    if error.status_code not in _REFUSED or not _UNKNOWN.search(f"{error.code} {said}"):
        return None
    param = str(error.param).split(".", 1)[0]
    if param in OPTIONAL:
        return param
    named = ((_place(said, name), name) for name in OPTIONAL)
    return min(((place, name) for place, name in named if place >= 0), default=(0, None))[1]


def _place(said: str, name: str) -> int:
    quoted = rf"[\"'`]{name}[\"'`.]" if name in _PLAIN_WORDS else rf"\b{name}\b"
    found = re.search(quoted, said)
    return found.start() if found else -1


def _said(error: APIStatusError) -> str:
    """The message, and the details of a FastAPI server, without what it repeats of the request."""
    body: object = error.body
    details = body.get("detail") if isinstance(body, Mapping) else body
    return " ".join((error.message[:MOST], *_details(details)))


def _details(details: object) -> Iterator[str]:
    if isinstance(details, str):
        yield details
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping):
            place = detail.get("loc")
            places = place if isinstance(place, list) else [place]
            yield f"'{'.'.join(str(part) for part in places if part != 'body')}'"
            yield f"{detail.get('type')} {detail.get('msg')}"
