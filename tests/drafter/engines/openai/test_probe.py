import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from openai import AsyncOpenAI

from drafter.engines.openai.client import Endpoint, open_endpoint
from drafter.engines.openai.ladder import Ladder, Ladders
from drafter.engines.openai.probe import FEW, MORE, MOST, Finding, Probe, context_of, probe
from drafter.engines.openai.transport import Patience
from drafter.errors import ProviderRefused, ProviderUnavailable
from schemas.provenance import Rung
from tests.fakes import capabilities as server
from tests.fakes.endpoint import MODEL, Answer, Body, FakeEndpoint, completion, failure

PATIENCE = Patience(attempts=1, seconds=20)
STRICT, SCHEMA, TOOL, OBJECT, PLAIN = tuple(Rung)
ENFORCED, JSON, IGNORED, CUT, REFUSED = tuple(Finding)


async def probed(
    answer: Callable[[Body], Answer] | Answer, start: Rung = STRICT
) -> tuple[Probe, list[Body]]:
    """What a probe makes of a server that answers like this, and the requests that it made."""
    async with FakeEndpoint(*[answer] * 20) as fake:
        endpoint = open_endpoint(fake.url, None)
        try:
            ladder = Ladders(start).of(endpoint.base_url, MODEL)
            return await probe(endpoint, MODEL, ladder, PATIENCE), fake.bodies
        finally:
            await endpoint.close()


SERVERS = {
    "one that enforces": (server.ENFORCES, [(STRICT, ENFORCED)]),
    "one that ignores": (server.IGNORES, [(STRICT, IGNORED), (TOOL, IGNORED), (OBJECT, JSON)]),
    "one that rambles": (
        server.RAMBLES,
        [(STRICT, IGNORED), (TOOL, IGNORED), (OBJECT, IGNORED), (PLAIN, IGNORED)],
    ),
    "an older model of OpenAI": (server.OLDER_OPENAI, [(STRICT, REFUSED), (TOOL, ENFORCED)]),
    "one that knows no strict": (server.NO_STRICT, [(STRICT, REFUSED), (SCHEMA, ENFORCED)]),
    "DeepSeek": (server.DEEPSEEK, [(STRICT, REFUSED), (TOOL, REFUSED), (OBJECT, JSON)]),
    "OpenRouter": (server.OPENROUTER, [(STRICT, REFUSED), (TOOL, ENFORCED)]),
    "one without response_format": (
        server.NO_RESPONSE_FORMAT,
        [(STRICT, REFUSED), (TOOL, REFUSED), (PLAIN, JSON)],
    ),
    "an old llama.cpp": (
        server.OLD_LLAMA_CPP,
        [(STRICT, REFUSED), (TOOL, REFUSED), (OBJECT, JSON)],
    ),
    "vLLM without a tool parser": (
        server.VLLM_WITHOUT_PARSER,
        [(STRICT, REFUSED), (TOOL, REFUSED), (OBJECT, JSON)],
    ),
}


@pytest.mark.parametrize(("answer", "expected"), SERVERS.values(), ids=list(SERVERS))
async def test_a_probe_tells_enforced_ignored_and_refused_apart(
    answer: server.Server, expected: list[tuple[Rung, Finding]]
) -> None:
    found, bodies = await probed(answer)

    assert expected == [(asked.rung, asked.finding) for asked in found.asked]
    assert [rung for rung, _ in expected] == [server.rung_of(body) for body in bodies]
    holds = expected[-1] if expected[-1][1] in (ENFORCED, JSON) else (None, None)
    assert holds[0] is found.rung


async def test_lm_studio_is_asked_for_plain_text_where_json_object_is_configured() -> None:
    found, _ = await probed(server.LM_STUDIO, OBJECT)
    assert [(OBJECT, REFUSED), (PLAIN, JSON)] == [(a.rung, a.finding) for a in found.asked]


async def test_a_refusal_is_told_in_the_endpoints_words_on_one_line() -> None:
    found, _ = await probed(server.DEEPSEEK)
    said = found.asked[0].said
    assert said.startswith("HTTP 400: ")
    assert "response_format type is unavailable" in said
    assert [said] == said.splitlines()


async def test_the_prompt_does_not_give_the_random_value_away() -> None:
    _, (body,) = await probed(server.ENFORCES)
    schema = body["response_format"]["json_schema"]["schema"]
    (nonce,) = schema["properties"]["nonce"]["enum"]
    assert "nonce" not in json.dumps(body["messages"])
    assert nonce not in json.dumps(body["messages"])
    assert "JSON" in body["messages"][0]["content"], "json_object is refused without the word"


async def test_every_probe_has_a_value_of_its_own() -> None:
    async def value() -> str:
        _, (body,) = await probed(server.ENFORCES)
        schema = body["response_format"]["json_schema"]["schema"]
        return str(schema["properties"]["nonce"]["enum"][0])

    assert await value() != await value()


async def test_an_object_of_the_right_shape_with_another_value_is_not_enforced() -> None:
    made_up = server.Server(enforces=frozenset(), writes='{"nonce": "blue", "colour": "blue"}')
    found, _ = await probed(made_up)
    assert [IGNORED, IGNORED, JSON] == [asked.finding for asked in found.asked]


async def test_requests_are_small_timed_and_counted() -> None:
    found, bodies = await probed(server.IGNORES)
    assert [FEW] * 3 == [body["max_tokens"] for body in bodies]
    assert 3 == found.requests
    assert 3600 == found.tokens, "as the fake counts them"
    assert 0 < found.seconds < 5


async def test_a_limit_that_is_refused_goes_by_its_other_name() -> None:
    def newer_openai(body: Body) -> Answer:
        if "max_tokens" in body:
            return failure(
                400, "Unsupported parameter: 'max_tokens' is not supported with this model."
            )
        return server.ENFORCES(body)

    found, bodies = await probed(newer_openai)

    assert [(STRICT, ENFORCED)] == [(asked.rung, asked.finding) for asked in found.asked]
    assert FEW == bodies[1]["max_completion_tokens"]


async def test_a_model_that_thinks_first_is_given_more_room_once() -> None:
    def thinker(body: Body) -> Answer:
        if body["max_tokens"] == FEW:
            return completion("", "length", reasoning_content="The user wants")
        return server.ENFORCES(body)

    found, bodies = await probed(thinker)

    assert [FEW, MORE] == [body["max_tokens"] for body in bodies]
    assert STRICT is found.rung


async def test_a_model_that_never_stops_thinking_proves_nothing() -> None:
    found, bodies = await probed(completion("", "length"))
    assert [(STRICT, CUT)] == [(asked.rung, asked.finding) for asked in found.asked]
    assert found.rung is None
    assert 2 == len(bodies)


async def test_an_endpoint_that_finds_fault_with_everything_is_not_asked_for_ever() -> None:
    rambling = server.Server(server.NO_STRICT.refuses, frozenset(), "word " * 20)

    def awkward(body: Body) -> Answer:
        for name in ("max_tokens", "max_completion_tokens"):
            if name in body:
                return failure(400, f"Unsupported parameter: '{name}'")
        answer = rambling(body)
        return completion("word " * 20, "length") if answer.status == 200 else answer

    found, bodies = await probed(awkward)

    assert MOST == len(bodies)
    assert found.rung is None


async def test_a_parameter_that_was_not_sent_is_no_reason_to_ask_again() -> None:
    found, bodies = await probed(failure(400, "Unsupported parameter: 'max_tokens'"))
    assert [STRICT, STRICT, TOOL, OBJECT, PLAIN] == [server.rung_of(body) for body in bodies]
    assert {REFUSED} == {asked.finding for asked in found.asked}


async def test_a_wrong_key_and_a_filter_are_errors_and_no_finding() -> None:
    for answer in (failure(401, "bad key"), failure(400, "filtered", "content_filter")):
        with pytest.raises(ProviderRefused):
            await probed(answer)


async def test_a_dead_endpoint_is_an_error() -> None:
    async with FakeEndpoint() as fake:
        url = fake.url
    endpoint = open_endpoint(url, None)
    with pytest.raises(ProviderUnavailable):
        await probe(endpoint, MODEL, Ladder(), PATIENCE)
    await endpoint.close()


@asynccontextmanager
async def telling(pages: Mapping[str, Any], base: str = "/v1") -> AsyncIterator[Endpoint]:
    """An endpoint that has these pages and no others."""

    def page(request: httpx2.Request) -> httpx2.Response:
        told = pages.get(request.url.path)
        return httpx2.Response(404) if told is None else httpx2.Response(200, json=told)

    url = f"http://models.example.org{base}"
    transport = httpx2.AsyncClient(transport=httpx2.MockTransport(page))
    client = AsyncOpenAI(base_url=url, api_key="k", http_client=transport, max_retries=0)
    endpoint = Endpoint(client, url, "models.example.org", asyncio.Semaphore(1))
    yield endpoint
    await endpoint.close()


def listing(**told: object) -> dict[str, Any]:
    return {"data": [{"id": "other", "max_model_len": 7}, {"id": "m", **told}]}


LLAMA_PROPS = {"default_generation_settings": {"n_ctx": 512}}
LLAMA_CPP = listing(owned_by="llamacpp", meta={"n_ctx_train": 131072})


@pytest.mark.parametrize(
    ("expected", "pages"),
    [
        (8192, {"/v1/models": listing(owned_by="vllm", max_model_len=8192)}),
        (200_000, {"/v1/models": listing(context_length=200_000)}),
        (512, {"/v1/models": LLAMA_CPP, "/props": LLAMA_PROPS}),
        (512, {"/v1/models": listing(owned_by="llamacpp", meta={"n_ctx": 512})}),
        (None, {"/v1/models": LLAMA_CPP, "/props": {"error": "off"}}),
        (None, {"/v1/models": LLAMA_CPP}),
        (None, {"/v1/models": listing(owned_by="openai"), "/props": LLAMA_PROPS}),
        (None, {"/v1/models": listing(max_model_len=-1)}),
        (None, {"/v1/models": listing(max_model_len="many")}),
        (None, {"/v1/models": {"data": None}}),
        (None, {"/v1/models": ["m"]}),
        (None, {}),
    ],
)
async def test_the_context_is_read_where_it_is_told(
    expected: int | None, pages: Mapping[str, Any]
) -> None:
    async with telling(pages) as endpoint:
        assert expected == await context_of(endpoint, "m")


async def test_props_are_beside_the_api_whatever_its_path() -> None:
    pages = {
        "/llama/v1/models": LLAMA_CPP,
        "/llama/props": LLAMA_PROPS,
    }
    async with telling(pages, "/llama/v1") as endpoint:
        assert 512 == await context_of(endpoint, "m")
