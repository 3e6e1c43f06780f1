"""What an endpoint's failures mean, in the words that servers were seen to use."""

import json
from datetime import UTC, datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai import APIConnectionError, APIStatusError, APITimeoutError, BadRequestError

from drafter.engines.openai.failures import (
    LONGEST_WAIT,
    BadAnswer,
    outcome_of,
    provider_error,
    summary,
    told_to_wait,
    worth_another_try,
)
from drafter.engines.openai.refusals import is_filtered, named_parameter, names_the_form
from schemas.provenance import Outcome

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")


def error(status: int, message: str = "no", **fields: object) -> APIStatusError:
    """A status error as the SDK makes it of `{"error": {...}}`."""
    body = {"message": message, **fields}
    response = httpx2.Response(status, request=REQUEST)
    return BadRequestError(f"Error code: {status} - {message}", response=response, body=body)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "This response_format type is unavailable now"),
        (422, "response_format.json_schema: unknown field `strict`"),
        (400, "'response_format.type' must be 'json_schema' or 'text'"),
        (404, "No endpoints found that can handle the requested parameters."),
        (404, "No endpoints found that support tool use."),
        (400, "registry.ollama.ai/library/stablelm2:latest does not support tools"),
        (500, "tools param requires --jinja flag"),
        (400, '"auto" tool choice requires --enable-auto-tool-choice'),
        (400, "structured outputs are not available on this deployment"),
        (501, "json_object is not implemented"),
    ],
)
def test_a_refusal_that_names_the_form_is_known_and_not_tried_again(
    status: int, message: str
) -> None:
    refused = error(status, message)

    assert names_the_form(refused)
    assert Outcome.FORM_REFUSED is outcome_of(refused)
    assert not worth_another_try(refused)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Invalid schema for response_format 'reply': root must be an object"),
        (400, "The report is about tools and hammers"),
        (401, "response_format needs a key"),
        (503, "the json_schema service is down"),
        (404, "The model `x` does not exist"),
    ],
)
def test_other_refusals_do_not_name_the_form(status: int, message: str) -> None:
    assert not names_the_form(error(status, message))


@pytest.mark.parametrize(
    ("message", "fields", "name"),
    [
        (
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            {"param": "max_tokens", "code": "unsupported_parameter"},
            "max_tokens",
        ),
        ("Unsupported parameter: 'max_tokens', use 'max_completion_tokens'", {}, "max_tokens"),
        ("Unrecognized request argument supplied: prompt_cache_key", {}, "prompt_cache_key"),
        ("unknown field `max_completion_tokens`", {}, "max_completion_tokens"),
        ("Your organization must be verified to stream.", {"param": "stream"}, "stream"),
        ("unknown key", {"param": "stream_options.include_usage"}, "stream_options"),
        ("Extra inputs are not permitted: 'provider'", {}, "provider"),
        ("max_tokens is too large: 64000. At most 16384 are possible", {}, None),
        ("the provider returned an unknown error to the stream", {}, None),
        ("The upstream does not support this", {}, None),
    ],
)
def test_an_optional_parameter_that_is_not_taken_is_named(
    message: str, fields: dict[str, object], name: str | None
) -> None:
    refused = error(400, message, **fields)

    assert name == named_parameter(refused)
    assert (Outcome.FORM_REFUSED if name else Outcome.BAD_REQUEST) is outcome_of(refused)


def test_a_fault_that_is_no_refusal_names_no_parameter() -> None:
    assert named_parameter(error(500, "unknown failure after max_tokens")) is None


def test_the_details_of_a_fastapi_server_name_the_parameter_and_not_what_it_was_given() -> None:
    place = ["body", "stream_options"]
    told = {"type": "extra_forbidden", "loc": place, "msg": "Extra inputs are not permitted"}
    detail = [{**told, "input": "response_format, tool_choice"}]
    response = httpx2.Response(422, request=REQUEST)
    refused = APIStatusError("Error code: 422", response=response, body={"detail": detail})

    assert "stream_options" == named_parameter(refused)
    assert not names_the_form(refused)


@pytest.mark.parametrize(
    ("status", "message", "code"),
    [
        (400, "The response was filtered", "content_filter"),
        (400, "Your prompt was flagged", "invalid_prompt"),
        (400, "Content Exists Risk", "invalid_request_error"),
        (403, "This model requires moderation, and your input was flagged for violence", None),
    ],
)
def test_a_filtered_request_is_told_from_a_bad_one(
    status: int, message: str, code: str | None
) -> None:
    assert is_filtered(error(status, message, code=code))
    assert Outcome.CONTENT_FILTER is outcome_of(error(status, message, code=code))
    assert not is_filtered(error(500, message, code=code))


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 8192 tokens",
        "the request exceeds the available context size",
        "prompt is too long: 250000 tokens",
    ],
)
def test_a_context_that_is_too_small_is_told_by_its_words(message: str) -> None:
    assert Outcome.CONTEXT_OVERFLOW is outcome_of(error(400, message))


def test_a_billing_limit_is_a_quota_whatever_its_status() -> None:
    assert Outcome.NO_QUOTA is outcome_of(error(400, "hard limit", code="billing_hard_limit"))
    assert Outcome.NO_QUOTA is outcome_of(error(402))
    assert Outcome.RATE_LIMITED is outcome_of(error(429, code="rate_limit_exceeded"))


def test_faults_without_an_answer_have_their_outcomes() -> None:
    cut = BadAnswer("cut", Outcome.CUT_STREAM, again=True)
    found = [
        outcome_of(fault)
        for fault in (
            APIConnectionError(request=REQUEST),
            APITimeoutError(REQUEST),
            TimeoutError(),
            cut,
        )
    ]

    expected = [Outcome.NO_CONNECTION, Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.CUT_STREAM]
    assert expected == found


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "9999"}, LONGEST_WAIT),
        ({"retry-after-ms": "40", "retry-after": "9"}, 0.04),
        ({"retry-after": "Wed, 25 Nov 2026 12:00:05 GMT"}, 5.0),
        ({"retry-after": "Wed, 25 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 25 Nov 2026 11:00:00"}, None),
    ],
)
def test_a_wait_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert seconds == told_to_wait(headers, datetime(2026, 11, 25, 12, tzinfo=UTC))


@given(st.text(), st.integers(400, 599), st.none() | st.text(), st.none() | st.text())
def test_any_refusal_has_one_outcome_and_a_message_of_one_line(
    message: str, status: int, code: str | None, param: str | None
) -> None:
    refused = error(status, message, code=code, param=param)

    assert outcome_of(refused) in Outcome
    said = str(provider_error(refused, endpoint="host", model="m", attempts=1))
    assert said.startswith("host")
    assert 1 == len(said.splitlines())


@pytest.mark.parametrize("key", ["sk-live-12345678", "Bearer abc.def", "sk-***5678"])
def test_a_key_in_an_endpoints_words_is_struck_out(key: str) -> None:
    told = summary(error(401, f"Incorrect API key provided: {key} (given)"))

    assert key not in told
    assert told.startswith("HTTP 401: Incorrect API key provided: [key]")


def test_a_message_that_is_a_whole_page_is_cut() -> None:
    assert len(summary(error(502, json.dumps(["page"] * 500)))) < 250
