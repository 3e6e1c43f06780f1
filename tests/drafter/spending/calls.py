"""Calls that cost something, to test with."""

from decimal import Decimal

from schemas.provenance import Attempt, Call, EngineName, Provenance, Usage
from schemas.sections import SectionName
from tests import factories


def attempt(usd: str | None = "0.01", *, usage: bool = True, error: str | None = None) -> Attempt:
    """An attempt of 100 tokens in and 20 out."""
    counted = Usage(input_tokens=100, output_tokens=20, cached_tokens=60, reasoning_tokens=None)
    return Attempt(
        seconds=0.5,
        request_id=None,
        finish_reason=None,
        usage=counted if usage else None,
        cost_usd=Decimal(usd) if usd else None,
        error=error,
    )


def call(
    *sections: SectionName, usd: str | None = "0.01", attempts: tuple[Attempt, ...] | None = None
) -> Call:
    """A call for these sections."""
    return Call(
        name="report",
        repair=False,
        sections=sections,
        attempts=attempts or (attempt(usd),),
        faults=(),
        cost_usd=Decimal(usd) if usd else None,
    )


def by_model(*calls: Call, usd: str | None = "0.0209", **more: object) -> Provenance:
    """The provenance of a draft that a model wrote by these calls."""
    known = {
        "engine": EngineName.OPENAI,
        "model": "brief-writer-1",
        "endpoint": "127.0.0.1:8080",
        "calls": calls,
        "input_tokens": 30_640,
        "output_tokens": 6_621,
        "cached_tokens": 20_776,
        "cost_usd": Decimal(usd) if usd else None,
    }
    return factories.provenance(factories.plan_of()).model_copy(update=known | more)
