"""An engine whose every call is seen: as a span, in the metrics, and as a line of the log."""

from functools import partial

from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.engines.openai.messages import messages_of
from drafter.engines.openai.queries import SUPPORT, messages_about
from drafter.planning import Plan, SectionCall
from drafter.telemetry.watching import Answer, Asked, Telemetry
from schemas.estimate import Estimate
from schemas.job import Listen


class Watched:
    """Asks the engine that it is given, and tells telemetry what each call came to.

    `named`: the settings name its model, or its endpoint offers no other.
    """

    def __init__(self, engine: Engine, telemetry: Telemetry, *, named: bool = True) -> None:
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint
        self._engine = engine
        self._telemetry = telemetry
        self._named = named

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The engine's reply.

        Raises:
            ProviderError: as the engine raised it.
        """
        asked = self._asked(call.name, plan, repair=objection is not None)
        with self._telemetry.call(asked) as answer:
            reply = await self._engine.write(plan, call, objection, seconds=seconds, listen=listen)
            _tell(answer, reply)
            answer.messages = partial(messages_of, plan, call, objection, state_schema=False)
        return reply

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """The engine's estimate."""
        return self._engine.estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """The engine's verdicts.

        Raises:
            ProviderError: as the engine raised it.
        """
        with self._telemetry.call(self._asked(SUPPORT, plan, repair=batch.again)) as answer:
            reply = await self._engine.support(plan, batch, seconds=seconds)
            _tell(answer, reply)
            answer.messages = partial(messages_about, plan, batch, state_schema=False)
        return reply

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """The engine's estimate."""
        return self._engine.estimate_support(plan, claims)

    def _asked(self, call: str, plan: Plan, *, repair: bool) -> Asked:
        return Asked(
            call=call,
            endpoint=self.endpoint or "",
            model=self.model or "",
            repair=repair,
            reports=len(plan.reports),
            named=self._named,
        )


def _tell(answer: Answer, reply: Reply | SupportReply) -> None:
    answer.attempts = reply.attempts
    answer.prompts = reply.prompts
    answer.text = reply.text
