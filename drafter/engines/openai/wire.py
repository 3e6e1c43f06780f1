"""From the bytes of an answer to what it says. No field is trusted to be there or of its type."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from drafter.engines.openai.failures import BadAnswer, one_line
from drafter.engines.openai.strict_schema import Json
from schemas.provenance import Outcome, Usage

_PASSING = re.compile(
    r"server_?error|internal|overload|unavailable|rate_?limit|time_?out", re.IGNORECASE
)
_LASTING = re.compile(r"insufficient_quota|billing|credit", re.IGNORECASE)
_THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details")


@dataclass(frozen=True)
class Completion:
    """What an endpoint answered.

    `text` is the content, or the arguments of the forced tool call. `finish_reason` is null where
    none came: with `looped`, reading was given up in a run of whitespace. `thought` is true where
    reasoning came beside the content.
    """

    text: str
    finish_reason: str | None
    refusal: str | None
    thought: bool
    usage: Usage | None
    request_id: str | None
    looped: bool = False


def completion_of(content: bytes, request_id: str | None) -> Completion:
    """The completion in the body of a 200.

    Raises:
        BadAnswer: it holds an error, or no completion.
    """
    try:
        whole = parsed(content)
    except ValueError:
        said = content[:1000].decode("utf-8", "replace")
        raise BadAnswer(one_line(said, 120), Outcome.NO_COMPLETION, request_id=request_id) from None
    choice, usage = first_choice(whole), usage_in(whole)
    refuse_error(whole, choice, request_id, usage)
    message = choice.get("message")
    if not isinstance(message, dict):
        said, none = "a reply without choices", Outcome.NO_COMPLETION
        raise BadAnswer(said, none, request_id=request_id, usage=usage)
    return Completion(
        text=arguments_in(message.get("tool_calls")) or text_in(message.get("content")),
        finish_reason=text_or_none(choice.get("finish_reason")),
        refusal=text_or_none(message.get("refusal")) or None,
        thought=has_thought(message),
        usage=usage,
        request_id=request_id,
    )


def parsed(content: bytes) -> Any:
    """The JSON in the bytes, whole characters alone; a byte order mark may stand before it.

    Raises:
        ValueError: it is no JSON.
    """
    try:
        return from_json(content)
    except ValueError:
        try:
            plain = json.dumps(json.loads(content), ensure_ascii=False)
        except RecursionError:
            raise ValueError("JSON that is nested too deeply") from None
        return from_json(plain.encode("utf-8", "replace"))


def refuse_error(
    told: object, choice: Json, request_id: str | None, usage: Usage | None = None
) -> None:
    """Let by an answer, or an event of a stream, that holds no error.

    Raises:
        BadAnswer: there is one. It may pass where its code is one of HTTP's that may, or says so.
    """
    error = _error_in(told, choice)
    if error is None:
        return
    fields: Mapping[str, object] = error if isinstance(error, Mapping) else {}
    code = f"{fields.get('code')} {fields.get('type')}"
    said = f"{fields.get('message') or error}"
    again = bool(_PASSING.search(code) or re.match(r"408|409|429|5\d\d\b", code))
    raise BadAnswer(
        f"an error inside a 200: {one_line(said, 160)}",
        Outcome.ERROR_IN_200,
        again=again and not _LASTING.search(code),
        request_id=request_id,
        usage=usage,
    )


def _error_in(told: object, choice: Json) -> object | None:
    """The error, which some servers put into the choice, and some at the top of the event."""
    if not isinstance(told, dict):
        return None
    if choice.get("finish_reason") == "error":
        return choice.get("error") or {"code": "server_error", "message": "finish_reason error"}
    if "choices" not in told and isinstance(told.get("message"), str):
        return told
    return told.get("error") or choice.get("error") or None


def first_choice(told: object) -> Json:
    """The first choice of a completion or chunk; empty where there is none."""
    choices = told.get("choices") if isinstance(told, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def text_in(content: object) -> str:
    """The text of a content, which some servers send in parts."""
    if isinstance(content, list):
        parts = (p for p in content if isinstance(p, dict) and p.get("type") == "text")
        return "".join(text_or_none(part.get("text")) or "" for part in parts)
    return content if isinstance(content, str) else ""


def arguments_in(calls: object) -> str:
    """The arguments of the first tool call, or a piece of them: no more than one tool is forced."""
    first = calls[0] if isinstance(calls, list) and calls else None
    if not isinstance(first, dict) or first.get("index") not in (0, None):
        return ""
    function = first.get("function")
    arguments = function.get("arguments") if isinstance(function, dict) else None
    return json.dumps(arguments) if isinstance(arguments, dict) else text_or_none(arguments) or ""


def text_or_none(value: object) -> str | None:
    """The value where it is text; endpoints send all sorts of things."""
    return value if isinstance(value, str) else None


def has_thought(message: Mapping[str, object]) -> bool:
    """Whether reasoning came beside the content."""
    return any(message.get(name) for name in _THOUGHTS)


def usage_in(told: object) -> Usage | None:
    """The tokens that an endpoint counted; None where it told nothing."""
    usage = told.get("usage") if isinstance(told, dict) else None
    if not isinstance(usage, dict):
        return None
    cached = _count(usage.get("prompt_tokens_details"), "cached_tokens")
    return Usage(
        input_tokens=_count(usage, "prompt_tokens"),
        output_tokens=_count(usage, "completion_tokens"),
        cached_tokens=_count(usage, "prompt_cache_hit_tokens") if cached is None else cached,
        reasoning_tokens=_count(usage.get("completion_tokens_details"), "reasoning_tokens"),
    )


def _count(told: object, name: str) -> int | None:
    count = told.get(name) if isinstance(told, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
