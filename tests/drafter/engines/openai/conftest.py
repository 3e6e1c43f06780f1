from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from drafter.engines.openai.client import make_client
from drafter.engines.openai.engine import OpenAIEngine
from tests.fakes.endpoint import MODEL, Answer, Body, FakeEndpoint


class Waits(list[float]):
    """Sleeps for no time, and remembers how long it was asked to."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


Start = Callable[..., Awaitable[tuple[FakeEndpoint, OpenAIEngine]]]


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def start(waits: Waits) -> AsyncIterator[Start]:
    """Starts a fake endpoint with these answers, and an engine that talks to it."""
    async with AsyncExitStack() as stack:

        async def started(
            *answers: Answer | Callable[[Body], Answer],
            key: str | None = None,
            seconds: float = 20.0,
            most_tokens: int | None = None,
        ) -> tuple[FakeEndpoint, OpenAIEngine]:
            endpoint = await stack.enter_async_context(FakeEndpoint(*answers))
            client = make_client(endpoint.url, key)
            stack.push_async_callback(client.close)
            engine = OpenAIEngine(
                client,
                MODEL,
                call_seconds=seconds,
                max_completion_tokens=most_tokens,
                sleep=waits,
            )
            return endpoint, engine

        yield started
