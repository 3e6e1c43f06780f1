"""`drafter config check` with a model behind a fake endpoint."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from drafter.cli import PROVIDER_FAILED
from tests.drafter.cli.conftest import Terminal
from tests.fakes import capabilities as server
from tests.fakes.endpoint import Answer, FakeEndpoint, failure

Check = Callable[..., Awaitable[tuple[int, list[str], str]]]


@pytest.fixture
def check(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs the command beside the endpoint: status, lines of the result, the rest."""

    async def checked(
        endpoint: FakeEndpoint, *options: str, **settings: str
    ) -> tuple[int, list[str], str]:
        for name, value in {"OPENAI_BASE_URL": endpoint.url, **settings}.items():
            monkeypatch.setenv(name, value)
        outcome = await asyncio.to_thread(terminal, "config", "check", *options)
        return outcome.status, outcome.out.splitlines(), outcome.err

    return checked


def said(lines: list[str], label: str) -> list[str]:
    return [line[10:] for line in lines if line[:10].strip() == label]


async def test_the_check_says_what_the_endpoint_makes_of_schemas(check: Check) -> None:
    async with FakeEndpoint(*[server.ENFORCES] * 9) as endpoint:
        status, lines, _ = await check(endpoint)

    assert 0 == status
    assert 1 == len(endpoint.bodies)
    assert [
        *("engine", "recipe", "database", "endpoint", "model", "replies", "latency"),
        *("context", "cache", "limits", "fallback"),
    ] == [line.split()[0] for line in lines]
    assert ["fake-model, which it offers"] == said(lines, "model")
    assert ["strict_schema: the schema is enforced"] == said(lines, "replies")
    assert ["not told"] == said(lines, "context")


async def test_an_endpoint_that_ignores_schemas_is_told_of_with_what_to_do(check: Check) -> None:
    async with FakeEndpoint(*[server.IGNORES] * 9) as endpoint:
        status, lines, _ = await check(endpoint)

    assert 0 == status
    assert [
        "strict_schema: taken and ignored",
        "forced_tool: taken and ignored",
        "json_object: JSON comes, and no schema is enforced",
    ] == said(lines, "replies")
    assert ["set DRAFTER_RUNG=json_object, or each process has to find that out"] == said(lines, "")


async def test_a_configured_rung_that_fits_needs_no_advice(check: Check) -> None:
    async with FakeEndpoint(*[server.IGNORES] * 9) as endpoint:
        _, lines, _ = await check(endpoint, DRAFTER_RUNG="json_object")
    assert [] == said(lines, "")


async def test_a_configured_rung_below_what_the_endpoint_can_do_is_pointed_out(
    check: Check,
) -> None:
    async with FakeEndpoint(*[server.ENFORCES] * 9) as endpoint:
        _, lines, _ = await check(endpoint, DRAFTER_RUNG="plain")
    assert ["DRAFTER_RUNG=plain asks for less than this endpoint can do"] == said(lines, "")


async def test_a_model_that_writes_no_json_is_called_unfit(check: Check) -> None:
    async with FakeEndpoint(*[server.RAMBLES] * 9) as endpoint:
        status, lines, _ = await check(endpoint)
    assert 0 == status
    assert ["no way of asking gave JSON: this model will hardly write a draft"] == said(lines, "")


async def test_without_a_probe_the_model_is_asked_nothing(check: Check) -> None:
    async with FakeEndpoint() as endpoint:
        status, lines, _ = await check(endpoint, "--no-probe", DRAFTER_RUNG="forced_tool")
    assert 0 == status
    assert [] == endpoint.bodies
    assert ["asked for as forced_tool first; not tried"] == said(lines, "replies")
    assert [] == said(lines, "latency")


async def test_limits_and_price_are_told_where_they_are_set(check: Check) -> None:
    settings = {
        "DRAFTER_CALLS_AT_ONCE": "8",
        "DRAFTER_DRAFT_TOKENS": "9000",
        "DRAFTER_DRAFT_USD": "0.5",
        "DRAFTER_OUTPUT_TOKENS": "4000",
        "DRAFTER_PRICE": '{"input": 2, "output": 8}',
    }
    async with FakeEndpoint() as endpoint:
        _, lines, _ = await check(endpoint, "--no-probe", **settings)
    assert [
        "a call: 180 s, 4 attempts, 1 repair; a draft: 900 s, 9000 tokens, 0.5 USD; 8 calls at once"
    ] == said(lines, "limits")
    assert ["a reply: 4000 tokens"] == said(lines, "")
    assert ["2 in, 8 out (USD for a million tokens)"] == said(lines, "price")


class Unlisted(FakeEndpoint):
    """An endpoint that has no list of its models, as some gateways."""

    def _listed(self) -> Answer:
        return failure(404, "no such page")


async def test_an_endpoint_without_a_list_of_models_is_asked_all_the_same(check: Check) -> None:
    async with Unlisted(*[server.ENFORCES] * 9) as endpoint:
        status, lines, _ = await check(endpoint, DRAFTER_MODEL="m")
    assert 0 == status
    assert said(lines, "endpoint")[0].endswith(" lists no models")
    assert ["m, which it does not list"] == said(lines, "model")
    assert ["strict_schema: the schema is enforced"] == said(lines, "replies")


async def test_without_a_probe_and_without_a_list_nothing_is_known_to_work(check: Check) -> None:
    async with Unlisted() as endpoint:
        status, _, _ = await check(endpoint, "--no-probe", DRAFTER_MODEL="m")
    assert PROVIDER_FAILED == status


async def test_further_endpoints_are_checked_in_the_same_way(check: Check) -> None:
    async with (
        FakeEndpoint(*[server.ENFORCES] * 9) as first,
        FakeEndpoint(*[server.DEEPSEEK] * 9, models=("big", "small")) as second,
    ):
        further = json.dumps([{"base_url": second.url, "model": "small"}])
        status, lines, _ = await check(first, DRAFTER_ENDPOINTS=further)
    assert 0 == status
    assert ["fake-model, which it offers", "small, which it offers"] == said(lines, "model")
    assert 2 == len(said(lines, "context"))
    assert said(lines, "replies")[-1].startswith("json_object: ")


async def test_an_endpoint_that_fails_is_status_3_and_the_others_are_checked_all_the_same(
    check: Check,
) -> None:
    async with (
        FakeEndpoint(*[failure(401, "bad key")] * 9) as first,
        FakeEndpoint(*[server.ENFORCES] * 9) as second,
    ):
        further = json.dumps([{"base_url": second.url, "model": "fake-model"}])
        status, lines, err = await check(first, DRAFTER_ENDPOINTS=further)
    assert PROVIDER_FAILED == status
    assert ["strict_schema: the schema is enforced"] == said(lines, "replies")
    assert "set OPENAI_API_KEY" in err
    assert "set OPENAI_API_KEY" in said(lines, "endpoint")[1], "it is told beside what worked"


@pytest.mark.parametrize("key", ["sk-live-123456789"])
async def test_no_key_is_printed(check: Check, key: str) -> None:
    async with FakeEndpoint(*[failure(401, f"bad key {key}")] * 9) as endpoint:
        _, lines, err = await check(endpoint, OPENAI_API_KEY=key)
    assert key not in "\n".join(lines) + err
