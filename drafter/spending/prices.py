"""Prices: what tokens cost at an endpoint, or that nobody knows."""

from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType

from drafter import clock
from drafter.settings import Price
from schemas.provenance import Usage

PRICE_LIST = "genai_prices"
"""Imported by name, by whoever asks for a price first: its code takes 0.3 s and its list 0.2 s."""
MILLION = Decimal(1_000_000)
SMALLEST = Decimal("0.000001")
"""What a cost is rounded to, in US dollars: a call of a small model costs some hundreds of it."""

PROVIDERS: Mapping[str, str] = MappingProxyType(
    {
        "api.openai.com": "openai",
        "openrouter.ai": "openrouter",
        "api.deepseek.com": "deepseek",
        "api.anthropic.com": "anthropic",
        "api.cerebras.ai": "cerebras",
        "api.fireworks.ai": "fireworks",
        "api.groq.com": "groq",
        "api.mistral.ai": "mistral",
        "api.moonshot.ai": "moonshotai",
        "api.novita.ai": "novita",
        "api.perplexity.ai": "perplexity",
        "api.together.xyz": "together",
        "api.x.ai": "x-ai",
        "generativelanguage.googleapis.com": "google",
    }
)
"""Hosts, and what the price list calls whoever sells there. No other host has a known price."""
AZURE = (".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com")
"""How the hosts of Azure end: each customer has one."""


class Prices:
    """US dollars for tokens, by a price of one's own or else by the price list genai-prices.

    The list comes with the package; no network is asked. The same model is sold at other prices
    elsewhere, and costs no tokens at all on a machine of one's own: a host decides whose price.
    """

    def __init__(self, own: Price | None = None) -> None:
        self._own = own

    def cost(self, endpoint: str | None, model: str | None, usage: Usage | None) -> Decimal | None:
        """The cost of one answer in US dollars; None where the price or the usage is not known.

        `endpoint` is its host, with a port or without. Cached tokens are part of the input,
        reasoning tokens part of the output.
        """
        if usage is None or usage.input_tokens is None or usage.output_tokens is None:
            return None
        taken, written = usage.input_tokens, usage.output_tokens
        cached = min(usage.cached_tokens or 0, taken)
        cost = (
            _listed(provider_at(endpoint), model, taken, written, cached)
            if self._own is None
            else _by(self._own, taken, written, cached)
        )
        return None if cost is None else cost.quantize(SMALLEST)


def provider_at(endpoint: str | None) -> str | None:
    """Who sells at this host, as the price list calls them; None where that is not known."""
    host = (endpoint or "").lower().removesuffix(":443")
    return "azure" if host.endswith(AZURE) else PROVIDERS.get(host)


def _by(price: Price, taken: int, written: int, cached: int) -> Decimal:
    kept = price.input if price.cached is None else price.cached
    return (price.input * (taken - cached) + kept * cached + price.output * written) / MILLION


def _listed(
    provider: str | None, model: str | None, taken: int, written: int, cached: int
) -> Decimal | None:
    """By the list. A model that has no price there for input or output would count as free."""
    if provider is None or model is None:
        return None
    sold = import_module(PRICE_LIST)
    usage = sold.Usage(input_tokens=taken, cache_read_tokens=cached, output_tokens=written)
    try:
        found = sold.calc_price(
            usage, model, provider_id=provider, genai_request_timestamp=clock.now()
        )
    except (LookupError, ValueError):
        return None
    price = found.model_price
    if price.input_mtok is None or price.output_mtok is None:
        return None
    return Decimal(found.total_price)
