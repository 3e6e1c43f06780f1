"""What an endpoint's failures mean: whether to try again, how long to wait, what to tell people."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from openai import APIConnectionError, APIStatusError, APITimeoutError

from drafter.engines.openai.refusals import (
    is_filtered,
    is_quota,
    is_too_long,
    named_parameter,
    names_the_form,
)
from drafter.errors import ProviderError, ProviderRefused, ProviderUnavailable
from schemas.provenance import Outcome, Usage

LONGEST_WAIT = 20.0
"""Seconds. An endpoint that asks for more is asked again after these all the same."""
_KEY = re.compile(r"\b(?:(?:sk|pk|drf)[-_]|key-)[\w*.-]{4,}|\bBearer\s+\S+")
_AGAIN = frozenset({408, 409, 429})
_NEVER = frozenset({401, 403, 404})
_BY_STATUS = {
    401: Outcome.UNAUTHORIZED,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    408: Outcome.TIMEOUT,
    409: Outcome.SERVER_ERROR,
    429: Outcome.RATE_LIMITED,
}


class BadAnswer(Exception):
    """A 200 that is not the completion it should be. The message says what came instead.

    `again` is true where the same request may go through later; `usage` is what the endpoint had
    counted before it failed.
    """

    def __init__(
        self,
        what: str,
        outcome: Outcome,
        *,
        again: bool = False,
        request_id: str | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(what)
        self.outcome = outcome
        self.again = again
        self.request_id = request_id
        self.usage = usage


def outcome_of(error: BaseException) -> Outcome:
    """How a request that brought no completion ended."""
    if isinstance(error, BadAnswer):
        return error.outcome
    if isinstance(error, APIStatusError):
        return _outcome_of_status(error)
    if isinstance(error, APIConnectionError) and not isinstance(error, APITimeoutError):
        return Outcome.NO_CONNECTION
    return Outcome.TIMEOUT


def _outcome_of_status(error: APIStatusError) -> Outcome:
    if is_filtered(error):
        return Outcome.CONTENT_FILTER
    if is_quota(error):
        return Outcome.NO_QUOTA
    if is_too_long(error):
        return Outcome.CONTEXT_OVERFLOW
    if names_the_form(error) or named_parameter(error):
        return Outcome.FORM_REFUSED
    usual = Outcome.SERVER_ERROR if error.status_code >= 500 else Outcome.BAD_REQUEST  # noqa: PLR2004 - HTTP's own
    return _BY_STATUS.get(error.status_code, usual)


def worth_another_try(error: BaseException) -> bool:
    """Whether the same request may go through a little later."""
    if isinstance(error, BadAnswer):
        return error.again
    if isinstance(error, APIConnectionError):
        return True
    if not isinstance(error, APIStatusError) or error.status_code in _NEVER or is_quota(error):
        return False
    if names_the_form(error) or is_too_long(error):
        return False
    told = error.response.headers.get("x-should-retry")
    if told in ("true", "false"):
        return told == "true"
    return error.status_code in _AGAIN or error.status_code >= 500  # noqa: PLR2004 - HTTP's own


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


def summary(error: Exception) -> str:
    """The failure in a few words, as an attempt records it."""
    if isinstance(error, APITimeoutError):
        return "no answer in time"
    if isinstance(error, APIConnectionError):
        return f"no connection: {one_line(str(error.__cause__ or error))}"
    if isinstance(error, APIStatusError):
        body: object = error.body  # LM Studio and xAI send `{"error": "text"}`
        told = body if isinstance(body, str) else error.message
        said = told.removeprefix(f"Error code: {error.status_code} - ")
        return f"HTTP {error.status_code}: {one_line(said)}"
    return one_line(str(error))


def provider_error(error: Exception, *, endpoint: str, model: str, attempts: int) -> ProviderError:
    """The error to raise: what happened, where, and what to do, in one line without a key."""
    what = summary(error)
    if worth_another_try(error):
        return ProviderUnavailable(
            f"{endpoint} failed {attempts}x ({what}); try later, or check OPENAI_BASE_URL"
        )
    if outcome_of(error) is Outcome.NO_COMPLETION:
        return ProviderRefused(
            f"{endpoint} answered with no chat completion ({what}); check that OPENAI_BASE_URL is"
            " the API and not a web page or a gateway"
        )
    return ProviderRefused(f"{endpoint}: {what}; {_advice(error, model)}")


def _advice(error: Exception, model: str) -> str:
    if not isinstance(error, APIStatusError):
        return "check DRAFTER_MODEL and what is behind OPENAI_BASE_URL"
    if is_quota(error):
        return "the account has no quota left: check its plan and billing"
    if error.status_code in (401, 403):
        return "set OPENAI_API_KEY to a key that may use this endpoint and model"
    if error.status_code == 404:  # noqa: PLR2004 - HTTP's own
        return f"check DRAFTER_MODEL ({model!r}) and that OPENAI_BASE_URL ends as it should (/v1)"
    if is_too_long(error):
        return "the reports do not fit the model's context: shorten them or take another model"
    later = error.status_code in _AGAIN or error.status_code >= 500  # noqa: PLR2004 - HTTP's own
    usual = "the endpoint does not take this request: check DRAFTER_MODEL"
    return "it asks not to be tried again now: try later" if later else usual
