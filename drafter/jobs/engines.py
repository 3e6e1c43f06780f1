"""Engines as jobs use them: opened once per process, every call of a paid one journalled."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from drafter.engines.base import Engine, Objection, Reply
from drafter.jobs.journal import journalled
from drafter.planning import Plan, SectionCall
from drafter.service import engine_for
from drafter.settings import Settings
from schemas.provenance import EngineName, PromptVersion


class Journalled:
    """An engine whose every call is a step of the job: made once, and kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint

    async def write(self, plan: Plan, call: SectionCall, objection: Objection | None) -> Reply:
        """The reply from the journal, or else from the engine."""
        name = f"rewrite {call.name}" if objection else f"write {call.name}"
        kept = await journalled(name, partial(self._plain, plan, call, objection))
        return Reply.model_validate(kept)

    def prompts(self, plan: Plan) -> tuple[PromptVersion, ...]:
        """The prompts that the plan's calls use."""
        return self._engine.prompts(plan)

    async def _plain(self, plan: Plan, call: SectionCall, objection: Objection | None) -> object:
        reply = await self._engine.write(plan, call, objection)
        return reply.model_dump(mode="json")


class Engines:
    """The open engines of this process, each opened when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[tuple[EngineName, str | None], Engine] = {}
        self._to_close = AsyncExitStack()
        self._opening = asyncio.Lock()

    async def get(self, name: EngineName, model: str | None) -> Engine:
        """The engine of that name for a model, or for the one that the settings lead to.

        Raises:
            ConfigurationError: the settings do not say how to reach it.
            ProviderError: the endpoint was asked for its models and failed.
        """
        async with self._opening:
            if (name, model) not in self._open:
                opened = engine_for(self._settings, name, model)
                engine = await self._to_close.enter_async_context(opened)
                self._open[name, model] = self._open[name, engine.model] = engine
            return self._open[name, model]

    async def close(self) -> None:
        """Close them all."""
        self._open.clear()
        await self._to_close.aclose()
