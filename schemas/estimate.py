"""What a draft will cost, told before it is begun."""

from decimal import Decimal
from typing import Any

from pydantic import Field

from schemas.base import Closed, Text


class Estimate(Closed):
    """Tokens and money of a draft before its run: what is likely, and what it cannot exceed.

    Money is null where the model or its price is not known, never 0; 0 where no model is asked.
    """

    model: Text | None
    calls: int = Field(ge=0)
    input_tokens: int = Field(ge=0, description="of all calls, counted from their text")
    cached_tokens: int = Field(ge=0, description="part of the input that a provider can cache")
    output_tokens: int = Field(ge=0, description="likely, from the recipe's limits")
    most_tokens: int = Field(ge=0, description="input and output, every repair included")
    cost_usd: Decimal | None = Field(description="likely")
    most_usd: Decimal | None = Field(description="every repair included")

    def __add__(self, other: "Estimate") -> "Estimate":
        """Both together, under the model of the first; what is not known of one is not of both."""
        counts = ("calls", "input_tokens", "cached_tokens", "output_tokens", "most_tokens")
        together: dict[str, Any] = {
            name: getattr(self, name) + getattr(other, name) for name in counts
        }
        for name in ("cost_usd", "most_usd"):
            one, two = getattr(self, name), getattr(other, name)
            together[name] = None if one is None or two is None else one + two
        return Estimate(model=self.model, **together)


NOTHING = Estimate(
    model=None,
    calls=0,
    input_tokens=0,
    cached_tokens=0,
    output_tokens=0,
    most_tokens=0,
    cost_usd=Decimal(0),
    most_usd=Decimal(0),
)
"""Of a draft for which no model is asked."""
