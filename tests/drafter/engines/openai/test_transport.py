"""One owner of retries: what is tried again, how long it waits, and what is kept of it."""

import asyncio
import logging
from dataclasses import replace

import pytest
from openai import APIStatusError

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.transport import Patience, exchange
from drafter.errors import ProviderRefused, ProviderUnavailable
from schemas.provenance import Rung, Usage
from tests.drafter.engines.openai.wire_calls import BODY, STREAM, asked
from tests.fakes.endpoint import (
    WEB_PAGE,
    FakeEndpoint,
    Given,
    completion,
    error_in_200,
    failure,
)
from tests.fakes.streams import Streamed, chunk

OK = completion("{}")
CUT = replace(OK, cut=True)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (failure(408), "timeout"),
        (failure(409), "server_error"),
        (failure(429, "slow down", "rate_limit_exceeded"), "rate_limited"),
        (failure(500), "server_error"),
        (failure(503), "server_error"),
        (failure(400, x_should_retry="true"), "bad_request"),
        (CUT, "no_connection"),
        (error_in_200("upstream is busy", 429), "error_in_200"),
        (error_in_200("upstream is down", "502"), "error_in_200"),
        (error_in_200("it broke", "server_error"), "error_in_200"),
    ],
)
async def test_a_passing_fault_is_tried_again_and_recorded(fault: Given, outcome: str) -> None:
    came = await asked(fault, fault, OK)

    assert [outcome, outcome, "ok"] == came.outcomes
    assert [False, False, True] == [attempt.error is None for attempt in came.attempts]
    assert 3 == came.asked
    assert 2 == len(came.waits)
    assert all(0 <= wait <= 8 for wait in came.waits)


@pytest.mark.parametrize("fault", [failure(500), CUT, failure(429), error_in_200("down", 503)])
async def test_a_lasting_fault_is_given_up_after_four_attempts_and_all_are_kept(
    fault: Given,
) -> None:
    came = await asked(*[fault] * 9)

    assert isinstance(came.error, ProviderUnavailable)
    assert "failed 4x" in str(came.error)
    assert 4 == came.asked == len(came.attempts)


@pytest.mark.parametrize(
    ("fault", "outcome", "said"),
    [
        (failure(503, "closed for good", x_should_retry="false"), "server_error", "closed for"),
        (failure(429, "You ran out", "insufficient_quota"), "no_quota", "no quota left"),
        (failure(402, "Insufficient balance"), "no_quota", "no quota left"),
        (failure(401), "unauthorized", "set OPENAI_API_KEY"),
        (failure(403, x_should_retry="true"), "forbidden", "set OPENAI_API_KEY"),
        (failure(404, "no such model"), "not_found", "check DRAFTER_MODEL ('fake-model')"),
        (failure(400, "too many", "exceed_context_size_error"), "context_overflow", "shorten"),
        (failure(400, "bad temperature"), "bad_request", "check DRAFTER_MODEL"),
        (error_in_200("no such model", 404), "error_in_200", "no such model"),
        (error_in_200("out of credit", "insufficient_quota"), "error_in_200", "out of credit"),
        (WEB_PAGE, "no_completion", "no chat completion (<html>Sign in</html>)"),
    ],
)
async def test_what_asking_again_would_not_mend_is_asked_once(
    fault: Given, outcome: str, said: str
) -> None:
    came = await asked(fault)

    assert isinstance(came.error, ProviderRefused)
    assert said in str(came.error)
    assert [outcome] == came.outcomes
    assert 1 == came.asked


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (failure(400, "response_format is not supported"), "form_refused"),
        (failure(501, "json_schema is not implemented"), "form_refused"),
        (failure(400, "Unrecognized request argument supplied: stream_options"), "form_refused"),
        (failure(400, "The prompt was filtered", "content_filter"), "content_filter"),
    ],
)
async def test_a_refused_form_or_a_filtered_request_is_an_outcome(
    fault: Given, outcome: str
) -> None:
    came = await asked(fault)

    assert came.error is None
    assert isinstance(came.answer, APIStatusError)
    assert [outcome] == came.outcomes
    assert 1 == came.asked


async def test_an_attempt_says_where_and_how_it_was_made_and_what_it_cost() -> None:
    (attempt,) = (await asked(OK, rung=Rung.JSON_OBJECT)).attempts

    used = Usage(input_tokens=1000, output_tokens=200, cached_tokens=600, reasoning_tokens=50)
    assert used == attempt.usage
    assert ("fake-model", Rung.JSON_OBJECT) == (attempt.model, attempt.mode)
    assert ("req-1", "stop", None) == (attempt.request_id, attempt.finish_reason, attempt.error)
    assert str(attempt.endpoint).startswith("127.0.0.1:")
    assert 0 < attempt.seconds < 20


async def test_the_wait_that_an_endpoint_asks_for_is_kept() -> None:
    came = await asked(failure(429, retry_after_ms="150"), failure(503, retry_after="3"), OK)

    assert [0.15, 3.0] == came.waits


async def test_a_wait_that_would_end_after_the_deadline_is_not_begun() -> None:
    came = await asked(failure(429, retry_after="15"), OK, seconds=5)

    assert isinstance(came.error, ProviderUnavailable)
    assert [] == came.waits
    assert ["rate_limited"] == came.outcomes


async def test_the_attempt_that_ran_at_the_deadline_is_kept_with_its_seconds() -> None:
    late = completion("{}", delay=30)

    async with asyncio.timeout(5):
        came = await asked(failure(500, retry_after_ms="1"), late, seconds=0.3)

    assert isinstance(came.error, ProviderUnavailable)
    assert "no answer within 0.3 s" in str(came.error)
    assert ["server_error", "timeout"] == came.outcomes
    assert 0.1 < came.attempts[1].seconds < 2


async def test_an_endpoint_that_is_not_there_is_unavailable() -> None:
    async with FakeEndpoint() as fake:
        url = fake.url
    endpoint = open_endpoint(url, None)

    with pytest.raises(ProviderUnavailable, match="no connection") as caught:
        await exchange(endpoint, BODY, Rung.PLAIN, Patience(attempts=1))

    await endpoint.close()
    assert ["no_connection"] == [a.outcome for a in caught.value.attempts]


@pytest.mark.parametrize("stream", [False, True])
async def test_a_call_that_is_cancelled_closes_its_connection(stream: bool) -> None:  # noqa: FBT001 - pytest gives it
    hanging = Streamed([chunk(content="{")], hangs=True) if stream else completion("{}", delay=30)
    async with FakeEndpoint(hanging) as fake:
        endpoint = open_endpoint(fake.url, None)
        body = STREAM if stream else BODY
        hear = (lambda: lambda _: None) if stream else None
        call = asyncio.create_task(exchange(endpoint, body, Rung.PLAIN, Patience(), hear))
        async with asyncio.timeout(5):
            while not fake.bodies:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            while not fake.hung_up:
                await asyncio.sleep(0.01)
        await endpoint.close()

    assert 1 == fake.hung_up


async def test_no_more_requests_are_out_at_once_than_the_endpoint_is_opened_for() -> None:
    async with FakeEndpoint(delay=0.02) as fake:
        endpoint = open_endpoint(fake.url, None, at_once=2)
        calls = [exchange(endpoint, _any(n), Rung.PLAIN, Patience()) for n in range(7)]
        made = await asyncio.gather(*calls)
        await endpoint.close()

    assert 7 == len(made)
    assert 2 == fake.most_at_once


def _any(number: int) -> dict[str, object]:
    """A request that the fake can answer validly by itself: a schema in its prompt, a source."""
    sources = f"[R1.S1] The bridge shut on day {number}."
    schema = '{"type": "object", "properties": {"text": {"type": "string"}}}'
    messages = [{"role": "system", "content": sources}, {"role": "user", "content": schema}]
    return {"model": "m", "messages": messages}


async def test_the_place_at_the_endpoint_is_free_while_a_call_waits_to_try_again() -> None:
    async with FakeEndpoint(failure(500)) as fake:
        endpoint = open_endpoint(fake.url, None, at_once=1)
        free: list[bool] = []

        async def sleep(_: float) -> None:
            free.append(not endpoint.at_once.locked())

        await exchange(endpoint, _any(1), Rung.PLAIN, Patience(sleep=sleep))
        await endpoint.close()

    assert [True] == free


async def test_a_call_that_found_no_place_before_its_deadline_made_no_attempt() -> None:
    async with FakeEndpoint() as fake:
        endpoint = open_endpoint(fake.url, None, at_once=1)
        async with endpoint.at_once:
            with pytest.raises(ProviderUnavailable, match="raise DRAFTER_CALLS_AT_ONCE") as caught:
                await exchange(endpoint, BODY, Rung.PLAIN, Patience(seconds=0.05))
        await endpoint.close()

    assert () == caught.value.attempts
    assert [] == fake.bodies


async def test_the_log_has_a_line_for_each_try_and_no_word_of_request_or_reply(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "drafter"):
        await asked(failure(500, "Brief it? No."), completion("Eastmere"), key="sk-live-12345678")

    first, last = (r for r in caplog.records if r.name == "drafter.engines.openai.transport")
    assert ("server_error", 1) == (vars(first)["outcome"], vars(first)["attempt"])
    told = vars(last)
    assert ("ok", 2, "req-1") == (told["outcome"], told["attempt"], told["request_id"])
    assert (1000, 200) == (told["input_tokens"], told["output_tokens"])
    whole = "".join(f"{record.getMessage()} {vars(record)}" for record in (first, last))
    assert not any(word in whole for word in ("Brief it", "Eastmere", "sk-live"))


async def test_a_request_is_json_sent_once_with_the_key() -> None:
    body = {**BODY, "messages": [{"role": "user", "content": "Ærø “1 €” \u2028"}]}
    async with FakeEndpoint(OK) as fake:
        endpoint = open_endpoint(fake.url, "sk-live-1")
        await exchange(endpoint, body, Rung.PLAIN, Patience())
        await endpoint.close()

    assert [body] == fake.bodies
    (headers,) = fake.requests
    assert "application/json" == headers["content-type"]
    assert "bearer sk-live-1" == headers["authorization"]
