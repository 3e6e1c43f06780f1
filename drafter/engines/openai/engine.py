"""The engine for OpenAI-compatible endpoints: plan and call in, a validated reply out."""

import time
from collections.abc import Callable

from drafter.engines.base import Batch, Objection, Reply, SupportReply
from drafter.engines.openai.answering import Terms
from drafter.engines.openai.asking import Asking
from drafter.engines.openai.client import Endpoint
from drafter.engines.openai.estimating import estimate, most_output_tokens
from drafter.engines.openai.inquiry import Form, Inquired, Inquiry, inquire
from drafter.engines.openai.judging import judged
from drafter.engines.openai.ladder import Ladder
from drafter.engines.openai.support_estimate import estimate_support, most_verdict_tokens
from drafter.engines.openai.transport import Patience
from drafter.planning import Plan, SectionCall
from drafter.spending.prices import Prices
from schemas.estimate import Estimate
from schemas.job import Listen
from schemas.provenance import EngineName


class OpenAIEngine:
    """Writes by chat completions with a JSON schema, or by less where the endpoint knows less."""

    name = EngineName.OPENAI

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        *,
        ladder: Ladder | None = None,
        prices: Prices | None = None,
        patience: Patience | None = None,
        output_tokens: int | None = None,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model: str | None = model
        self.endpoint: str | None = endpoint.name
        self._prices = prices or Prices()
        self._output_tokens = output_tokens
        self._terms = Terms(
            endpoint=endpoint,
            model=model,
            ladder=ladder or Ladder(),
            prices=self._prices,
            patience=patience or Patience(),
            elapsed=elapsed,
        )

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """Write the call's sections, or those of an objection again.

        Raises:
            ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
            ProviderRefused: it answered, and will not do this.
        """
        asked = call if objection is None else call.only(objection.sections)
        most = self._output_tokens or most_output_tokens(asked, plan.limits)
        return await Asking(
            self._terms, plan, call, objection, tokens=most, seconds=seconds, listen=listen
        ).reply()

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """What the plan's calls will cost, and with so many repairs of each at most."""
        most = self._output_tokens
        return estimate(
            plan, self.model, self._prices, self.endpoint, repairs=repairs, output_tokens=most
        )

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """Whether the passages of each query carry its statement.

        Raises:
            ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
            ProviderRefused: it answered, and will not do this.
        """
        most = self._output_tokens or most_verdict_tokens(len(batch.queries))
        return await judged(self._terms, plan, batch, tokens=most, seconds=seconds)

    async def inquire(
        self, inquiry: Inquiry[Form], *, tokens: int | None = None, seconds: float | None = None
    ) -> Inquired[Form]:
        """An answer to a question about drafts. Raises as `write` does."""
        most = self._output_tokens or tokens
        return await inquire(self._terms, inquiry, tokens=most, seconds=seconds)

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """What asking that will cost, of so many statements or of as many as the plan allows."""
        most = self._output_tokens
        return estimate_support(
            plan, self.model, self._prices, self.endpoint, claims=claims, output_tokens=most
        )
