"""What an answer costs: by the list, by a price of one's own, or unknown."""

from decimal import Decimal

import pytest

from drafter.settings import Price
from drafter.spending.prices import Prices, provider_at
from schemas.provenance import Usage

OPENAI = "api.openai.com"
OWN = Price(input=Decimal(2), output=Decimal(8), cached=Decimal("0.5"))


def usage(
    taken: int | None = 100_000,
    written: int | None = 10_000,
    cached: int | None = None,
    reasoning: int | None = None,
) -> Usage:
    return Usage(
        input_tokens=taken, output_tokens=written, cached_tokens=cached, reasoning_tokens=reasoning
    )


def test_a_known_model_of_a_known_provider_has_the_lists_price() -> None:
    """gpt-4o-mini has cost 0.15 and 0.60 dollars for a million tokens since 2024."""
    assert Decimal("0.021000") == Prices().cost(OPENAI, "gpt-4o-mini", usage())


def test_cached_tokens_are_part_of_the_input_and_cheaper() -> None:
    """They cost half of the input of gpt-4o-mini."""
    expected = Decimal("0.021000") - Decimal("0.15") / 2 * Decimal("0.08")
    assert expected == Prices().cost(OPENAI, "gpt-4o-mini", usage(cached=80_000))


def test_reasoning_tokens_are_part_of_the_output_and_not_paid_twice() -> None:
    prices = Prices()
    plain = prices.cost(OPENAI, "gpt-4o-mini", usage())
    assert plain == prices.cost(OPENAI, "gpt-4o-mini", usage(reasoning=9_000))


@pytest.mark.parametrize(
    "endpoint",
    ["127.0.0.1:8080", "vllm.example.org", "api.openai.com.example.org", "", None],
)
def test_the_same_name_at_an_unknown_host_has_no_price(endpoint: str | None) -> None:
    assert Prices().cost(endpoint, "gpt-4o-mini", usage()) is None


@pytest.mark.parametrize("model", ["a-name-nobody-sells", "", None])
def test_an_unknown_model_has_no_price(model: str | None) -> None:
    assert Prices().cost(OPENAI, model, usage()) is None


def test_a_model_that_is_listed_without_a_price_for_tokens_is_unknown_and_not_free() -> None:
    """The list has it, and counts 0 for what it has no price for."""
    assert Prices().cost("api.cerebras.ai", "qwen-3-coder-480b", usage()) is None


@pytest.mark.parametrize("told", [None, usage(taken=None), usage(written=None)])
@pytest.mark.parametrize("own", [None, OWN])
def test_without_the_whole_usage_there_is_no_cost(told: Usage | None, own: Price | None) -> None:
    assert Prices(own).cost(OPENAI, "gpt-4o-mini", told) is None


def test_ones_own_price_comes_before_the_list() -> None:
    expected = Decimal("0.280000")
    assert expected == Prices(OWN).cost(OPENAI, "gpt-4o-mini", usage())
    assert expected == Prices(OWN).cost("127.0.0.1:8080", None, usage())


def test_ones_own_price_of_cached_tokens_counts_for_them() -> None:
    expected = Decimal("0.160000")  # 20,000 at 2, 80,000 at 0.5, 10,000 at 8
    assert expected == Prices(OWN).cost(None, None, usage(cached=80_000))


def test_without_a_price_of_their_own_cached_tokens_cost_what_others_do() -> None:
    own = Price(input=Decimal(2), output=Decimal(8))
    assert Decimal("0.280000") == Prices(own).cost(None, None, usage(cached=80_000))


@pytest.mark.parametrize("own", [None, OWN])
def test_more_cached_than_taken_counts_as_all_cached(own: Price | None) -> None:
    """Some servers count cached tokens of other requests too."""
    prices = Prices(own)
    whole = prices.cost(OPENAI, "gpt-4o-mini", usage(cached=100_000))
    assert whole is not None
    assert whole == prices.cost(OPENAI, "gpt-4o-mini", usage(cached=100_001))


def test_a_machine_of_ones_own_may_cost_nothing() -> None:
    free = Price(input=Decimal(0), output=Decimal(0))
    assert 0 == Prices(free).cost("127.0.0.1", "gpt-oss", usage())


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("api.openai.com", "openai"),
        ("API.OpenAI.com:443", "openai"),
        ("newsroom.openai.azure.com", "azure"),
        ("openrouter.ai", "openrouter"),
        ("api.deepseek.com", "deepseek"),
        ("openai.azure.com.example.org", None),
        ("api.openai.com:8443", None),
    ],
)
def test_the_host_tells_whose_price_it_is(host: str, provider: str | None) -> None:
    assert provider == provider_at(host)
