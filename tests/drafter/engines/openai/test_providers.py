"""The endpoints of the settings: opened once, tried in turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from drafter.engines.base import Engine
from drafter.engines.openai.providers import MOST_KEPT, REST_SECONDS, InTurn, Providers
from drafter.errors import (
    ConfigurationError,
    DrafterError,
    ProviderRefused,
    ProviderUnavailable,
)
from drafter.pipeline import draft
from drafter.planning import Plan
from drafter.settings import Settings
from drafter.telemetry.counts import counts
from prompts.reader import read_recipe
from schemas.provenance import Outcome
from tests.factories import plan_of, written
from tests.fakes.endpoint import MODEL, FakeEndpoint, failure
from tests.fakes.engine import ATTEMPT, FakeEngine, reply

PLAN = plan_of(recipe=read_recipe("single"))
(CALL,) = PLAN.calls


@asynccontextmanager
async def providers_on(url: str, *further: str, **settings: Any) -> AsyncIterator[Providers]:
    endpoints = [{"base_url": other, "model": MODEL} for other in further]
    given = {"OPENAI_BASE_URL": url, "endpoints": endpoints, "attempts": 1}
    providers = Providers(Settings.model_validate(given | settings))
    yield providers
    await providers.close()


async def test_fifty_models_are_asked_over_one_client() -> None:
    async with FakeEndpoint() as endpoint, providers_on(endpoint.url) as providers:
        for number in range(50):
            engine = await providers.engine(f"model-{number}")
            await engine.write(PLAN, CALL, None)
    assert 50 == len({body["model"] for body in endpoint.bodies})
    assert 1 == endpoint.connections


async def test_an_engine_is_kept_while_its_model_is_asked() -> None:
    async with providers_on("http://127.0.0.1:9/v1") as providers:
        asked, left = [await providers.engine(name) for name in ("asked", "left")]
        for number in range(MOST_KEPT):
            await providers.engine(f"model-{number}")
            assert asked is await providers.engine("asked")
        assert left is not await providers.engine("left")


async def test_what_an_endpoint_refused_is_remembered_when_its_engine_is_made_anew() -> None:
    async with (
        FakeEndpoint(failure(400, "response_format is not supported")) as endpoint,
        providers_on(endpoint.url) as providers,
    ):
        await (await providers.engine("small")).write(PLAN, CALL, None)
        for number in range(MOST_KEPT):
            await providers.engine(f"model-{number}")
        await (await providers.engine("small")).write(PLAN, CALL, None)
    assert [True, False, False] == ["response_format" in body for body in endpoint.bodies]


async def test_a_named_model_does_not_wait_for_the_list_of_models() -> None:
    connected, hung_up = asyncio.Event(), asyncio.Event()

    async def never_answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await reader.read()
        writer.close()
        hung_up.set()

    server = await asyncio.start_server(never_answers, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    async with providers_on(url) as providers:
        listing = asyncio.create_task(providers.engine())
        async with asyncio.timeout(5):
            await connected.wait()
            named = await providers.engine("small")
        assert not listing.done()
        listing.cancel()
        await asyncio.gather(listing, return_exceptions=True)
    await hung_up.wait()
    server.close()
    assert "small" == named.model


async def test_without_key_or_endpoint_there_is_nothing_to_open() -> None:
    providers = Providers(
        Settings.model_validate({"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None})
    )
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        await providers.engine("any")


async def test_where_the_first_endpoint_is_down_the_next_one_writes() -> None:
    async with (
        FakeEndpoint(failure(500)) as first,
        FakeEndpoint() as second,
        providers_on(first.url, second.url) as providers,
    ):
        made = await (await providers.engine("big")).write(PLAN, CALL, None)

        hosts = [endpoint.url.split("/")[2] for endpoint in (first, second)]

    assert made.written is not None
    assert [Outcome.SERVER_ERROR, Outcome.OK] == [attempt.outcome for attempt in made.attempts]
    assert ["big", MODEL] == [attempt.model for attempt in made.attempts]
    assert hosts == [attempt.endpoint for attempt in made.attempts]


async def test_a_draft_names_the_model_and_the_endpoint_that_wrote_it() -> None:
    async with (
        FakeEndpoint(failure(500)) as first,
        FakeEndpoint() as second,
        providers_on(first.url, second.url) as providers,
    ):
        made = await draft(PLAN, await providers.engine("big"))
        host = second.url.split("/")[2]

    assert (MODEL, host) == (made.provenance.model, made.provenance.endpoint)


def engine_that(*replies: Any) -> FakeEngine:
    return FakeEngine({CALL.name: list(replies)})


def down(name: str) -> DrafterError:
    error = ProviderUnavailable(f"{name} is down")
    error.attempts = (ATTEMPT,)
    return error


async def ask(engine: Engine, plan: Plan = PLAN) -> bool:
    return (await engine.write(plan, CALL, None)).written is not None


async def test_an_endpoint_that_failed_rests_while_another_works() -> None:
    good = reply(written())
    first, second = engine_that(down("a"), good), engine_that(good, good)
    time = [0.0]
    both = InTurn([first, second], now=lambda: time[0])

    assert await ask(both)
    time[0] = REST_SECONDS - 1
    assert await ask(both)
    assert (1, 2) == (len(first.asked), len(second.asked))

    time[0] = REST_SECONDS + 1
    assert await ask(both)
    assert (2, 2) == (len(first.asked), len(second.asked))


async def test_an_endpoint_that_a_request_does_not_fit_takes_others() -> None:
    good = reply(written())
    error = ProviderRefused("too long")
    error.attempts = (ATTEMPT.model_copy(update={"outcome": Outcome.CONTEXT_OVERFLOW}),)
    first, second = engine_that(error, good), engine_that(good)
    both = InTurn([first, second])

    assert await ask(both)
    assert await ask(both)
    assert (2, 1) == (len(first.asked), len(second.asked))


async def test_an_endpoint_that_no_request_reached_in_time_takes_others() -> None:
    good = reply(written())
    first, second = engine_that(ProviderUnavailable("no time is left"), good), engine_that(good)
    both = InTurn([first, second])

    assert await ask(both)
    assert await ask(both)
    assert (2, 1) == (len(first.asked), len(second.asked))


async def test_where_no_time_is_left_the_next_endpoint_is_not_asked() -> None:
    first, second = engine_that(down("a")), engine_that(reply(written()))
    times = iter([0.0, 0.0, 0.0, 9.0, 9.0])
    both = InTurn([first, second], now=lambda: next(times))

    with pytest.raises(ProviderUnavailable, match=r"^a is down$"):
        await both.write(PLAN, CALL, None, seconds=5.0)
    assert 0 == len(second.asked)


async def test_where_no_time_is_left_at_all_the_first_endpoint_says_so() -> None:
    first, second = engine_that(down("a")), engine_that(reply(written()))

    with pytest.raises(ProviderUnavailable, match=r"^a is down$"):
        await InTurn([first, second]).write(PLAN, CALL, None, seconds=0.0)
    assert 0 == len(second.asked)


async def test_where_all_fail_the_error_is_the_last_with_the_attempts_of_all() -> None:
    both = InTurn([engine_that(down("a")), engine_that(down("b"))])

    with pytest.raises(ProviderUnavailable, match="a is down; b is down") as raised:
        await ask(both)
    assert (ATTEMPT, ATTEMPT) == raised.value.attempts


async def test_where_one_endpoint_may_be_back_later_so_may_all() -> None:
    both = InTurn([engine_that(down("a")), engine_that(ProviderRefused("b has no key"))])

    with pytest.raises(ProviderUnavailable, match="a is down; b has no key"):
        await ask(both)


async def test_where_all_have_just_failed_all_are_asked_once_more() -> None:
    both = InTurn([engine_that(down("a"), reply(written())), engine_that(down("b"))])

    with pytest.raises(ProviderUnavailable):
        await ask(both)
    assert await ask(both)


async def test_metrics_name_the_models_of_the_settings_and_call_a_callers_own_other() -> None:
    def counted() -> dict[str, float]:
        samples = [s for f in counts().registry.collect() for s in f.samples]
        return {
            sample.labels["model"]: sample.value
            for sample in samples
            if sample.name == "drafter_model_requests_total"
            and sample.labels["endpoint"] == endpoint.url.split("/")[2]
        }

    async with FakeEndpoint() as endpoint:
        async with providers_on(endpoint.url, model="small", support_model="judge") as providers:
            for model in (None, "judge", "a-callers-own", "another"):
                await (await providers.engine(model)).write(PLAN, CALL, None)
        async with providers_on(endpoint.url) as providers:  # the one that the endpoint offers
            await (await providers.engine()).write(PLAN, CALL, None)
        assert {"small": 1, "judge": 1, "other": 2, MODEL: 1} == counted()
