"""What an endpoint's failures mean: whether to try again, how long to wait, what to tell people."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

from drafter.errors import ProviderError, ProviderRefused, ProviderUnavailable

LONGEST_WAIT = 20.0
"""Seconds. An endpoint that asks for more is asked again after these all the same."""
_QUOTA = re.compile(r"insufficient_quota|billing|quota_exceeded|credit", re.IGNORECASE)
_TOO_LONG = re.compile(r"context_length|exceed_context|context length|context size", re.IGNORECASE)
_FORMAT = re.compile(
    r"response_?format|json_schema|json_object|structured[ _]outputs?", re.IGNORECASE
)
_OUR_SCHEMA = re.compile(r"invalid schema", re.IGNORECASE)
_KEY = re.compile(r"\b(?:sk|key|pk|drf)[-_][\w*.-]{4,}|\bBearer\s+\S+")
_AGAIN = frozenset({408, 409, 429})
_NEVER = frozenset({401, 403, 404})


def worth_another_try(error: BaseException) -> bool:
    """Whether the same request may go through a little later."""
    if isinstance(error, APIConnectionError):
        return True
    if not isinstance(error, APIStatusError) or error.status_code in _NEVER or is_quota(error):
        return False
    told = error.response.headers.get("x-should-retry")
    if told in ("true", "false"):
        return told == "true"
    return error.status_code in _AGAIN or error.status_code >= 500  # noqa: PLR2004 - HTTP's own


def is_quota(error: APIStatusError) -> bool:
    """Whether the account has used up what it paid for, which no waiting mends."""
    return error.status_code in (402, 429) and bool(_QUOTA.search(f"{error.code} {error.type}"))


def is_filtered(error: APIStatusError) -> bool:
    """Whether a content filter stopped the request itself, as Azure does with a 400."""
    return error.status_code == 400 and error.code == "content_filter"  # noqa: PLR2004 - HTTP's own


def names_the_format(error: APIStatusError) -> bool:
    """Whether the endpoint refuses the form of reply, and not our schema, which is our bug."""
    said = f"{error.message} {error.param}"
    return (
        error.status_code in (400, 404, 422, 501)
        and bool(_FORMAT.search(said))
        and not _OUR_SCHEMA.search(said)
    )


def told_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the endpoint asks for, at most `LONGEST_WAIT`; None where it asks for none.

    Reads `retry-after-ms`, then `retry-after` in seconds or as a date (RFC 9110).
    """
    seconds = _number(headers.get("retry-after-ms"), 1000)
    if seconds is None:
        seconds = _number(headers.get("retry-after"), 1)
    if seconds is None and (written := headers.get("retry-after")):
        try:
            seconds = (parsedate_to_datetime(written) - now).total_seconds()
        except (TypeError, ValueError):  # not a date, or one without a time zone
            return None
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_WAIT)


def _number(text: str | None, per_second: int) -> float | None:
    return float(text) / per_second if text and re.fullmatch(r"\d+(\.\d+)?", text) else None


def one_line(text: str, most: int = 200) -> str:
    """The text on one line, without anything that looks like a key, and not too long."""
    line = _KEY.sub("[key]", " ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def text_or_none(value: object) -> str | None:
    """The value where it is text, whole characters alone; endpoints send all sorts of things."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def summary(error: OpenAIError) -> str:
    """The failure in a few words, as an attempt records it."""
    if isinstance(error, APITimeoutError):
        return "no answer in time"
    if isinstance(error, APIConnectionError):
        return f"no connection: {one_line(str(error.__cause__ or error))}"
    if isinstance(error, APIStatusError):
        return f"HTTP {error.status_code}: {one_line(error.message)}"
    return one_line(str(error))


def provider_error(
    error: OpenAIError, *, endpoint: str, model: str, attempts: int
) -> ProviderError:
    """The error to raise: what happened, where, and what to do, in one line without a key."""
    what = summary(error)
    if worth_another_try(error):
        return ProviderUnavailable(
            f"{endpoint} failed {attempts}x ({what}); try later, or check OPENAI_BASE_URL"
        )
    return ProviderRefused(f"{endpoint}: {what}; {_advice(error, model)}")


def _advice(error: OpenAIError, model: str) -> str:
    if not isinstance(error, APIStatusError):
        return "check OPENAI_BASE_URL"
    if is_quota(error):
        return "the account has no quota left: check its plan and billing"
    if error.status_code in (401, 403):
        return "set OPENAI_API_KEY to a key that may use this endpoint and model"
    if error.status_code == 404:  # noqa: PLR2004 - HTTP's own
        return f"check DRAFTER_MODEL ({model!r}) and that OPENAI_BASE_URL ends as it should (/v1)"
    if _TOO_LONG.search(f"{error.code} {error.message}"):
        return "the reports do not fit the model's context: shorten them or take another model"
    return "the endpoint does not take this request: check DRAFTER_MODEL"
