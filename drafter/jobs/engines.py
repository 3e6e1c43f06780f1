"""Engines as jobs use them: every call is journalled, so that it is paid for once."""

from collections.abc import Awaitable, Callable
from functools import partial

from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.jobs.journal import journalled
from drafter.planning import Plan, SectionCall
from schemas.estimate import Estimate
from schemas.job import Listen


class Journalled:
    """An engine whose every call is a step of the job: made once, and kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rewritten: dict[str, int] = {}
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The reply from the journal, or else from the engine."""
        asked = partial(self._engine.write, plan, call, objection, seconds=seconds, listen=listen)
        kept = await journalled(self._step(call, objection), partial(_plain, asked))
        return Reply.model_validate(kept)

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """As the engine estimates."""
        return self._engine.estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """The verdicts from the journal, or else from the engine."""
        asked = partial(self._engine.support, plan, batch, seconds=seconds)
        kept = await journalled(f"support {batch.number}", partial(_plain, asked))
        return SupportReply.model_validate(kept)

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """As the engine estimates."""
        return self._engine.estimate_support(plan, claims)

    def _step(self, call: SectionCall, objection: Objection | None) -> str:
        """The name of the step: `write CALL`, `rewrite CALL`, `rewrite CALL 2`, ..."""
        if objection is None:
            return f"write {call.name}"
        number = self._rewritten[call.name] = self._rewritten.get(call.name, 0) + 1
        return f"rewrite {call.name}" + (f" {number}" if number > 1 else "")


async def _plain(asked: Callable[[], Awaitable[Reply | SupportReply]]) -> object:
    return (await asked()).model_dump(mode="json")
