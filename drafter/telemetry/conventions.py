"""OpenTelemetry's names for what a call to a model is, and how it is measured.

They are the GenAI semantic conventions as of November 2026: those that left the semantic
conventions after version 1.41.1 for a repository of their own, `semantic-conventions-genai`.
That one has no release yet and every name in it has the status Development. Spans:
docs/gen-ai/gen-ai-spans.md; metrics, their units and buckets: docs/gen-ai/gen-ai-metrics.md. What
has no name there is ours, and begins with `drafter.`.
"""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from schemas.provenance import Attempt, Rung

Value = str | int | float | list[str]

CHAT = "chat"
SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
"""Buckets of `gen_ai.client.operation.duration`, in seconds."""
TOKENS = tuple(4**power for power in range(14))
"""Buckets of `gen_ai.client.token.usage`: 1, 4, 16, ... 67 108 864."""

PROVIDERS = (
    ("openai.com", "openai"),
    ("openai.azure.com", "azure.ai.openai"),
    ("cognitiveservices.azure.com", "azure.ai.openai"),
    ("services.ai.azure.com", "azure.ai.openai"),
    ("anthropic.com", "anthropic"),
    ("amazonaws.com", "aws.bedrock"),
    ("cohere.com", "cohere"),
    ("cohere.ai", "cohere"),
    ("deepseek.com", "deepseek"),
    ("generativelanguage.googleapis.com", "gcp.gemini"),
    ("googleapis.com", "gcp.vertex_ai"),
    ("groq.com", "groq"),
    ("ml.cloud.ibm.com", "ibm.watsonx.ai"),
    ("mistral.ai", "mistral_ai"),
    ("moonshot.ai", "moonshot_ai"),
    ("moonshot.cn", "moonshot_ai"),
    ("perplexity.ai", "perplexity"),
    ("x.ai", "x_ai"),
)
"""Ends of hosts, and the convention's value for whoever is there."""
COMPATIBLE = "openai_compatible"
"""Ours, as the conventions allow: some endpoint that speaks OpenAI's protocol."""
USAGE = {
    "input_tokens": "gen_ai.usage.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "cached_tokens": "gen_ai.usage.cache_read.input_tokens",
    "reasoning_tokens": "gen_ai.usage.reasoning.output_tokens",
}
"""The counts of our `Usage`, and what the conventions call them."""


def provider_of(host: str) -> str:
    """The value of `gen_ai.provider.name` for a host: of any other, `openai_compatible`."""
    named = (name for end, name in PROVIDERS if f".{host}".endswith(f".{end}"))
    return next(named, COMPATIBLE)


def asked_of(endpoint: str, model: str) -> dict[str, str | int]:
    """The attributes of a request to a model that spans and metrics share.

    `endpoint` is a host, with its port where that is not the usual one, and no credentials.
    """
    parts = urlsplit(f"//{endpoint}")
    host = parts.hostname or endpoint
    return {
        "gen_ai.operation.name": CHAT,
        "gen_ai.provider.name": provider_of(host),
        "gen_ai.request.model": model,
        "server.address": host,
        "server.port": parts.port or 443,
    }


def answered_by(attempts: Sequence[Attempt]) -> dict[str, Value]:
    """The attributes of a call once its requests have been made: tokens are of all of them."""
    last = attempts[-1]
    known = {
        "gen_ai.response.finish_reasons": [last.finish_reason] if last.finish_reason else None,
        "gen_ai.output.type": None if last.mode is Rung.PLAIN else "json",
        "drafter.attempts": len(attempts),
        "drafter.outcomes": [str(one.outcome or "") for one in attempts],
        "drafter.rung": str(last.mode) if last.mode else None,
        "drafter.cost_usd": cost_of(attempts),
        **{USAGE[name]: count for name, count in tokens_of(attempts).items()},
    }
    return {name: value for name, value in known.items() if value is not None}


def as_messages(messages: Sequence[Mapping[str, str]], finish_reason: str | None = None) -> str:
    """Messages as the conventions write them (gen-ai-input-messages.json), as JSON for a span."""
    ended = {"finish_reason": finish_reason} if finish_reason else {}
    said = [
        {"role": one["role"], "parts": [{"type": "text", "content": one["content"]}], **ended}
        for one in messages
    ]
    return json.dumps(said, ensure_ascii=False)


def cost_of(attempts: Sequence[Attempt]) -> float | None:
    """US dollars of the attempts whose price is known; None where that is none of them."""
    known = [one.cost_usd for one in attempts if one.cost_usd is not None]
    return float(sum(known)) if known else None


def tokens_of(attempts: Sequence[Attempt]) -> dict[str, int]:
    """Tokens of all attempts together, by the names of `Usage`: those that an endpoint told."""
    told = [(name, getattr(one.usage, name)) for one in attempts if one.usage for name in USAGE]
    known = [(name, count) for name, count in told if count is not None]
    return {name: sum(count for of, count in known if of == name) for name in dict(known)}
