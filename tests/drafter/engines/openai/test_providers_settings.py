"""What the settings say of calls reaches the endpoints."""

import asyncio
from decimal import Decimal

import pytest

from drafter.engines.base import Reply
from drafter.engines.openai.providers import Providers
from drafter.errors import ProviderUnavailable
from drafter.settings import Settings
from schemas.provenance import Rung
from tests.drafter.engines.openai.test_providers import CALL, PLAN, providers_on
from tests.fakes.endpoint import FakeEndpoint, failure


async def asked(endpoint: FakeEndpoint, *further: str, **settings: object) -> Reply:
    """The reply to one call by these settings."""
    async with providers_on(endpoint.url, *further, **settings) as providers:
        return await (await providers.engine("big")).write(PLAN, CALL, None)


async def test_how_long_a_call_may_take() -> None:
    async with FakeEndpoint(delay=2.0) as endpoint:
        with pytest.raises(ProviderUnavailable, match=r"within 0\.2 s"):
            await asked(endpoint, call_seconds=0.2)


async def test_how_often_a_request_is_tried() -> None:
    again = failure(500, retry_after_ms="1")
    async with FakeEndpoint(again, again) as endpoint:
        assert 3 == len((await asked(endpoint, attempts=3)).attempts)


async def test_how_long_a_reply_may_be() -> None:
    async with FakeEndpoint() as endpoint:
        await asked(endpoint, output_tokens=777)
    assert 777 == endpoint.bodies[0]["max_tokens"]


async def test_how_firmly_the_form_is_asked_for_at_first() -> None:
    async with FakeEndpoint() as endpoint:
        reply = await asked(endpoint, rung="plain")
    assert [Rung.PLAIN] == [attempt.mode for attempt in reply.attempts]
    assert "response_format" not in endpoint.bodies[0]


@pytest.mark.parametrize(("seconds", "expected"), [(60.0, True), (70.0, False)])
async def test_how_long_a_refused_form_is_remembered(seconds: float, *, expected: bool) -> None:
    clock = [0.0]
    async with FakeEndpoint(failure(400, "response_format is not supported")) as endpoint:
        given = {"OPENAI_BASE_URL": endpoint.url, "rung_seconds": seconds}
        providers = Providers(Settings.model_validate(given), now=lambda: clock[0])
        engine = await providers.engine("big")
        await engine.write(PLAN, CALL, None)
        clock[0] = 65.0
        await engine.write(PLAN, CALL, None)
        await providers.close()
    assert expected is ("response_format" in endpoint.bodies[-1])


async def test_what_tokens_cost() -> None:
    async with FakeEndpoint() as endpoint:
        reply = await asked(endpoint, price={"input": 1, "output": 10})
    assert [Decimal("0.003")] == [attempt.cost_usd for attempt in reply.attempts]


async def test_how_many_requests_are_made_at_once() -> None:
    async with (
        FakeEndpoint(delay=0.1) as endpoint,
        providers_on(endpoint.url, calls_at_once=2) as providers,
    ):
        engine = await providers.engine("big")
        await asyncio.gather(*(engine.write(PLAN, CALL, None) for _ in range(6)))
    assert 2 == endpoint.most_at_once


async def test_each_endpoint_is_sent_its_own_key() -> None:
    keys = {"base_url": "", "model": "small", "api_key": "key-of-the-second"}
    async with FakeEndpoint(failure(401)) as first, FakeEndpoint() as second:
        endpoints = [keys | {"base_url": second.url}]
        await asked(first, OPENAI_API_KEY="key-of-the-first", endpoints=endpoints)
    sent = [endpoint.requests[0]["authorization"] for endpoint in (first, second)]
    assert ["bearer key-of-the-first", "bearer key-of-the-second"] == sent
