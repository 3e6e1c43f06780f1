"""Engines as jobs use them: on one client per process, every call of a paid one journalled."""

from functools import partial

from openai import AsyncOpenAI

from drafter.engines.base import Engine, Objection, Reply
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.engines.openai.client import only_model
from drafter.jobs.journal import journalled
from drafter.planning import Plan, SectionCall
from drafter.service import client_for, engine_on
from drafter.settings import Settings
from schemas.provenance import EngineName

MOST_KEPT = 32
"""Engines that are kept for what they know of their models. The names are the callers' to choose,
and an engine that is made anew has only to find out again what its endpoint refuses."""


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

    async def _plain(self, plan: Plan, call: SectionCall, objection: Objection | None) -> object:
        reply = await self._engine.write(plan, call, objection)
        return reply.model_dump(mode="json")


class Engines:
    """The engines of this process. All models are asked over one client, opened when needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: AsyncOpenAI | None = None
        self._only_model: str | None = None
        self._kept: dict[str, Engine] = {}

    async def get(self, name: EngineName, model: str | None) -> Engine:
        """The engine of that name for a model, or for the one that the settings lead to.

        Raises:
            ConfigurationError: the settings do not say how to reach it.
            ProviderError: the endpoint was asked for its models and failed.
        """
        if name is EngineName.EXTRACTIVE:
            return ExtractiveEngine()
        if self._client is None:
            self._client = client_for(self._settings)
        client = self._client
        chosen = model or self._settings.model or self._only_model
        if chosen is None:
            chosen = self._only_model = await only_model(client)
        return self._engine(client, chosen)

    def _engine(self, client: AsyncOpenAI, model: str) -> Engine:
        """The model's engine. The one that was not asked for the longest makes room."""
        engine = self._kept.pop(model, None) or engine_on(client, model, self._settings)
        self._kept[model] = engine
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return engine

    async def close(self) -> None:
        """Close the client, and with it all engines."""
        self._kept.clear()
        if self._client is not None:
            await self._client.close()
            self._client = None
