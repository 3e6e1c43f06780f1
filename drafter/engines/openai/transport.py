"""One request to an endpoint, tried again where that may help, under one deadline.

This is the only retry layer: the SDK's own is switched off, or the two would multiply.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from openai import APIStatusError, AsyncOpenAI, OpenAIError
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from drafter.clock import now
from drafter.engines.openai.client import endpoint_of
from drafter.engines.openai.failures import (
    is_filtered,
    names_the_format,
    one_line,
    provider_error,
    summary,
    text_or_none,
    told_to_wait,
    worth_another_try,
)
from drafter.engines.openai.strict_schema import Json
from drafter.errors import ProviderRefused, ProviderUnavailable
from schemas.provenance import Attempt, Usage

Sleep = Callable[[float], Awaitable[None]]
_BACKOFF = wait_random_exponential(multiplier=1, max=8)


@dataclass(frozen=True)
class Patience:
    """How often and how long a request is tried. `sleep` waits; a test gives one that does not."""

    attempts: int = 4
    seconds: float = 180.0
    sleep: Sleep = asyncio.sleep


@dataclass(frozen=True)
class Exchange:
    """Every attempt at a request, and the answer, or what the endpoint would not take of it."""

    attempts: tuple[Attempt, ...]
    outcome: ChatCompletion | APIStatusError


async def exchange(client: AsyncOpenAI, body: Json, patience: Patience) -> Exchange:
    """Send the request until an answer comes, or until trying again is no use.

    A request that a content filter stops, or whose form of reply the endpoint does not know, is
    an outcome and no error.

    Raises:
        ProviderUnavailable: the endpoint could not be reached or kept failing.
        ProviderRefused: it answered and will not do this, or answered with no completion.
    """
    attempts: list[Attempt] = []
    try:
        async with asyncio.timeout(patience.seconds):
            answer = await _tried(client, body, patience, attempts)
        return Exchange(tuple(attempts), answer)
    except TimeoutError as error:
        raise ProviderUnavailable(
            f"{endpoint_of(client)} gave no answer within {patience.seconds:g} s; try later, or"
            " raise DRAFTER_CALL_SECONDS"
        ) from error
    except OpenAIError as error:
        if isinstance(error, APIStatusError) and (is_filtered(error) or names_the_format(error)):
            return Exchange(tuple(attempts), error)
        raise provider_error(
            error,
            endpoint=endpoint_of(client),
            model=str(body["model"]),
            attempts=len(attempts),
        ) from error


async def _tried(
    client: AsyncOpenAI, body: Json, patience: Patience, attempts: list[Attempt]
) -> ChatCompletion:
    retrying = AsyncRetrying(
        sleep=patience.sleep,
        stop=stop_after_attempt(patience.attempts),
        wait=_wait,
        retry=retry_if_exception(worth_another_try),
        reraise=True,
    )
    return await retrying(_sent, client, body, attempts)


def _wait(state: RetryCallState) -> float:
    """As long as the endpoint asks for, else an exponential wait with jitter (full jitter)."""
    error = state.outcome.exception() if state.outcome else None
    told = None
    if isinstance(error, APIStatusError):
        told = told_to_wait(error.response.headers, now())
    return _BACKOFF(state) if told is None else told


async def _sent(client: AsyncOpenAI, body: Json, attempts: list[Attempt]) -> ChatCompletion:
    """One attempt, recorded. `post` is the SDK's public way past its request transform."""
    started = time.perf_counter()

    def record(**told: object) -> None:
        seconds = round(time.perf_counter() - started, 4)
        attempts.append(Attempt.model_validate({**_NOTHING, "seconds": seconds, **told}))

    try:
        answer: object = await client.post("/chat/completions", cast_to=ChatCompletion, body=body)
    except OpenAIError as error:
        record(error=summary(error), request_id=getattr(error, "request_id", None))
        raise
    except ValueError as error:  # 200 with the header of JSON and a body that is none
        raise ProviderRefused(_no_completion(client, str(error))) from error
    if not isinstance(answer, ChatCompletion):
        raise ProviderRefused(_no_completion(client, str(answer)))
    if not _has_message(answer):
        said = (answer.model_extra or {}).get("error") or "a reply without choices"
        raise ProviderRefused(_no_completion(client, str(said)))
    record(
        finish_reason=text_or_none(answer.choices[0].finish_reason),
        request_id=answer._request_id,  # noqa: SLF001 - documented as public by the SDK
        usage=_usage(answer),
    )
    return answer


def _has_message(answer: ChatCompletion) -> bool:
    """Whether there is anything to read: the SDK builds its models without validating them."""
    choices: object = getattr(answer, "choices", None)
    first: object = choices[0] if isinstance(choices, list) and choices else None
    return isinstance(getattr(first, "message", None), ChatCompletionMessage)


_NOTHING = {"request_id": None, "finish_reason": None, "usage": None, "error": None}


def _no_completion(client: AsyncOpenAI, got: str) -> str:
    return (
        f"{endpoint_of(client)} answered with no chat completion ({one_line(got, 120)});"
        " check that OPENAI_BASE_URL is the API and not a web page or a gateway"
    )


def _usage(answer: ChatCompletion) -> Usage | None:
    told: object = getattr(answer, "usage", None)
    if told is None:
        return None
    read = getattr(told, "prompt_tokens_details", None)
    wrote = getattr(told, "completion_tokens_details", None)
    return Usage(
        input_tokens=_count(told, "prompt_tokens"),
        output_tokens=_count(told, "completion_tokens"),
        cached_tokens=_count(read, "cached_tokens"),
        reasoning_tokens=_count(wrote, "reasoning_tokens"),
    )


def _count(told: object, name: str) -> int | None:
    count: object = getattr(told, name, None)
    return count if isinstance(count, int) else None
