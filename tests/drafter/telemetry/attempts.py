"""Attempts to tell of."""

from decimal import Decimal

from schemas.provenance import Attempt, Outcome, Rung, Usage


def attempt(
    outcome: Outcome = Outcome.OK,
    *,
    tokens: tuple[int, int] | None = (1000, 200),
    cost: str | None = "0.001",
    mode: Rung = Rung.STRICT_SCHEMA,
    endpoint: str = "api.openai.com",
) -> Attempt:
    """One request to a model that took half a second."""
    usage = tokens and Usage(
        input_tokens=tokens[0], output_tokens=tokens[1], cached_tokens=None, reasoning_tokens=None
    )
    return Attempt(
        seconds=0.5,
        endpoint=endpoint,
        model="some-model",
        mode=mode,
        outcome=outcome,
        request_id="req-9",
        finish_reason="stop" if outcome is Outcome.OK else None,
        usage=usage,
        cost_usd=None if cost is None else Decimal(cost),
        error=None if outcome is Outcome.OK else "it said: the canary sings",
    )
