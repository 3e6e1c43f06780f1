from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.settings import Price
from drafter.spending.prices import Prices
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
            price: Price | None = None,
        ) -> tuple[FakeEndpoint, OpenAIEngine]:
            endpoint = await stack.enter_async_context(FakeEndpoint(*answers))
            opened = open_endpoint(endpoint.url, key)
            stack.push_async_callback(opened.close)
            patience = Patience(seconds=seconds, sleep=waits)
            engine = OpenAIEngine(
                opened,
                MODEL,
                patience=patience,
                output_tokens=most_tokens,
                prices=Prices(price),
            )
            return endpoint, engine

        yield started
