"""One request to an endpoint, tried again where that may help, under one deadline.

This is the only retry layer: the SDK's own is switched off, or the two would multiply.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx2
from openai import APIStatusError, OpenAIError
from pydantic_core import to_json
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
)
from tenacity.wait import wait_random_exponential

from drafter.clock import now
from drafter.engines.openai.client import Endpoint
from drafter.engines.openai.failures import (
    BadAnswer,
    one_line,
    outcome_of,
    provider_error,
    summary,
    told_to_wait,
    worth_another_try,
)
from drafter.engines.openai.streaming import Hear, streamed
from drafter.engines.openai.strict_schema import Json
from drafter.engines.openai.wire import Completion, completion_of
from drafter.errors import ProviderError, ProviderUnavailable
from schemas.provenance import Attempt, Outcome, Rung, Usage

Sleep = Callable[[float], Awaitable[None]]
_BACKOFF = wait_random_exponential(multiplier=1, max=8)
_MADE_TO_FIT = frozenset({Outcome.CONTENT_FILTER, Outcome.FORM_REFUSED})
"""Refusals that the engine has an answer to."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How often and how long a request is tried. `sleep` waits; a test gives one that does not.

    `seconds` cover all attempts, the waits between them, and the wait for a place among the
    requests that the endpoint is asked at once.
    """

    attempts: int = 4
    seconds: float = 180.0
    sleep: Sleep = asyncio.sleep


@dataclass(frozen=True)
class Exchange:
    """Every attempt at a request, and the answer, or what the endpoint would not take of it."""

    attempts: tuple[Attempt, ...]
    outcome: Completion | APIStatusError


async def exchange(
    endpoint: Endpoint,
    body: Json,
    rung: Rung,
    patience: Patience,
    hear: Callable[[], Hear] | None = None,
) -> Exchange:
    """Send the request until an answer comes, or until trying again is no use.

    With `hear` the body asks for a stream; each attempt has a listener of its own, which gets the
    text piece by piece. A request that a content filter stops, or that has a form or a parameter
    which the endpoint does not know, is an outcome and no error.

    Raises:
        ProviderUnavailable: the endpoint could not be reached or kept failing, or time ran out.
        ProviderRefused: it answered and will not do this, or answered with no completion.
            Either error holds every attempt.
    """
    call = _Call(endpoint, body, rung, hear)
    try:
        async with asyncio.timeout(patience.seconds):
            answer: Completion | APIStatusError = await call.tried(patience)
    except APIStatusError as error:
        if outcome_of(error) not in _MADE_TO_FIT:
            raise call.given_up(error) from error
        answer = error
    except (OpenAIError, BadAnswer) as error:
        raise call.given_up(error) from error
    except TimeoutError as error:
        raise call.late(patience) from error
    call.log("ended")
    return Exchange(tuple(call.attempts), answer)


def _wait(state: RetryCallState) -> float:
    """As long as the endpoint asks for, else an exponential wait with jitter (full jitter)."""
    error = state.outcome.exception() if state.outcome else None
    told = None
    if isinstance(error, APIStatusError):
        told = told_to_wait(error.response.headers, now())
    return _BACKOFF(state) if told is None else told


class _Call:
    """A request, and the attempts that were made at it."""

    def __init__(
        self, endpoint: Endpoint, body: Json, rung: Rung, hear: Callable[[], Hear] | None
    ) -> None:
        self.attempts: list[Attempt] = []
        self._endpoint = endpoint
        self._model = str(body["model"])
        self._content = to_json(body)
        self._rung = rung
        self._hear = hear

    async def tried(self, patience: Patience) -> Completion:
        """The answer of the first attempt that brings one."""
        retrying = AsyncRetrying(
            sleep=patience.sleep,
            stop=stop_after_attempt(patience.attempts) | stop_before_delay(patience.seconds),
            wait=_wait,
            retry=retry_if_exception(worth_another_try),
            before_sleep=lambda _: self.log("failed, and is tried again"),
            reraise=True,
        )
        return await retrying(self._attempt)

    async def _attempt(self) -> Completion:
        """Send it once, as soon as the endpoint may be asked, and record how that ended."""
        async with self._endpoint.at_once:
            started = time.perf_counter()
            try:
                answer = await self._answer()
            except asyncio.CancelledError:  # at the deadline; whoever is cancelled forgets it all
                self._record(started, Outcome.TIMEOUT, "no answer in time")
                raise
            except APIStatusError as error:
                self._record(started, outcome_of(error), summary(error), error.request_id)
                raise
            except BadAnswer as error:
                self._record(started, error.outcome, summary(error), error.request_id, error.usage)
                raise
            except OpenAIError as error:
                self._record(started, outcome_of(error), summary(error))
                raise
            self._record_answer(started, answer)
            return answer

    async def _answer(self) -> Completion:
        client, forced = self._endpoint.client, self._rung is Rung.FORCED_TOOL
        if self._hear:
            return await streamed(client, self._content, self._hear(), tool=forced)
        response = await client.post(
            "/chat/completions", cast_to=httpx2.Response, content=self._content
        )
        return completion_of(response.content, response.headers.get("x-request-id"))

    def _record_answer(self, started: float, answer: Completion) -> None:
        outcome, error = Outcome.OK, None
        if answer.looped:
            outcome, error = Outcome.WHITESPACE_LOOP, "the reply ran on in whitespace"
        self._record(started, outcome, error, answer.request_id, answer.usage, answer.finish_reason)

    def _record(
        self,
        started: float,
        outcome: Outcome,
        error: str | None,
        request_id: str | None = None,
        usage: Usage | None = None,
        finish_reason: str | None = None,
    ) -> None:
        made = Attempt(
            seconds=round(time.perf_counter() - started, 4),
            endpoint=self._endpoint.name,
            model=self._model,
            mode=self._rung,
            outcome=outcome,
            request_id=request_id and one_line(request_id),
            finish_reason=finish_reason,
            usage=usage,
            error=error,
        )
        self.attempts.append(made)

    def given_up(self, error: Exception) -> ProviderError:
        """The error to raise where trying again is no use, or has been enough."""
        self.log("ended")
        made = provider_error(
            error, endpoint=self._endpoint.name, model=self._model, attempts=len(self.attempts)
        )
        made.attempts = tuple(self.attempts)
        return made

    def late(self, patience: Patience) -> ProviderError:
        """The error to raise at the deadline."""
        self.log("ended at its deadline")
        advice = "try later, or raise DRAFTER_CALL_SECONDS"
        if not self.attempts:
            advice = "the requests before it take too long: raise DRAFTER_CALLS_AT_ONCE"
        waited = f"{round(patience.seconds, 1):g} s"
        made = ProviderUnavailable(
            f"{self._endpoint.name} gave no answer within {waited}; {advice}"
        )
        made.attempts = tuple(self.attempts)
        return made

    def log(self, what: str) -> None:
        """A line about the last attempt: how it ended, and no word of request or reply."""
        last = self.attempts[-1] if self.attempts else None
        if last is None or not _log.isEnabledFor(logging.INFO):
            return
        usage = last.usage
        told = {
            "endpoint": last.endpoint,
            "model": last.model,
            "mode": last.mode,
            "outcome": last.outcome,
            "attempt": len(self.attempts),
            "seconds": last.seconds,
            "input_tokens": usage and usage.input_tokens,
            "output_tokens": usage and usage.output_tokens,
            "request_id": last.request_id,
        }
        line = "request to %s %s: %s, attempt %d, %.2f s"
        _log.info(
            line, last.endpoint, what, last.outcome, len(self.attempts), last.seconds, extra=told
        )
