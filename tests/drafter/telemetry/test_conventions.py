"""OpenTelemetry's names: providers by their hosts, tokens and prices of several requests."""

import json
from decimal import Decimal

import pytest

from drafter.telemetry.conventions import (
    answered_by,
    as_messages,
    asked_of,
    cost_of,
    provider_of,
    tokens_of,
)
from schemas.provenance import Rung
from tests.drafter.telemetry.attempts import attempt


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("api.openai.com", "openai"),
        ("eu.api.openai.com", "openai"),
        ("desk.openai.azure.com", "azure.ai.openai"),
        ("api.deepseek.com", "deepseek"),
        ("generativelanguage.googleapis.com", "gcp.gemini"),
        ("europe-west1-aiplatform.googleapis.com", "gcp.vertex_ai"),
        ("api.x.ai", "x_ai"),
        ("notopenai.com", "openai_compatible"),
        ("openai.com.example.org", "openai_compatible"),
        ("127.0.0.1", "openai_compatible"),
    ],
)
def test_a_provider_is_known_by_the_end_of_its_host(host: str, provider: str) -> None:
    assert provider == provider_of(host)


@pytest.mark.parametrize(
    ("endpoint", "address", "port"),
    [
        ("api.openai.com", "api.openai.com", 443),
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("[::1]:8080", "::1", 8080),
        ("", "", 443),
    ],
)
def test_an_endpoint_is_an_address_and_a_port(endpoint: str, address: str, port: int) -> None:
    asked = asked_of(endpoint, "m")
    assert (address, port) == (asked["server.address"], asked["server.port"])


def test_tokens_and_prices_are_of_all_requests_of_a_call() -> None:
    several = [attempt(tokens=(100, 5), cost="0.01"), attempt(tokens=(100, 20), cost="0.02")]
    assert (200, 25) == (tokens_of(several)["input_tokens"], tokens_of(several)["output_tokens"])
    assert float(Decimal("0.03")) == cost_of(several)


def test_what_no_endpoint_told_is_left_out_and_never_0() -> None:
    assert {} == tokens_of([attempt(tokens=None)])
    assert cost_of([attempt(cost=None)]) is None
    assert "drafter.cost_usd" not in answered_by([attempt(cost=None, tokens=None)])


def test_json_was_asked_for_on_every_rung_but_the_last() -> None:
    assert "json" == answered_by([attempt(mode=Rung.FORCED_TOOL)])["gen_ai.output.type"]
    assert "gen_ai.output.type" not in answered_by([attempt(mode=Rung.PLAIN)])


def test_messages_have_parts_and_a_reply_its_finish_reason() -> None:
    said = as_messages([{"role": "assistant", "content": "Ça va"}], "stop")
    parts = [{"type": "text", "content": "Ça va"}]
    assert [{"role": "assistant", "parts": parts, "finish_reason": "stop"}] == json.loads(said)
    assert "Ça" in said
