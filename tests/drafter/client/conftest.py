"""A plugin, once with each client."""

from collections.abc import AsyncIterator, Callable

import pytest

from drafter.client import AsyncDrafter, Drafter
from tests.drafter.client.scripted import Plugin, Service

Starts = Callable[[Service], Plugin]


@pytest.fixture(params=[Drafter, AsyncDrafter])
async def plugin(request: pytest.FixtureRequest) -> AsyncIterator[Starts]:
    """Starts a plugin that talks to this service."""
    started: list[Plugin] = []

    def start(service: Service) -> Plugin:
        started.append(Plugin(request.param, service))
        return started[-1]

    yield start
    for one in started:
        await one.close()
