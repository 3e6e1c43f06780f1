"""Drafting as the command line and the jobs do it: settings in, engine chosen, fallback allowed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from openai import AsyncOpenAI

from drafter.answers import tokens_of
from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.engines.openai.client import make_client, models, only_model
from drafter.engines.openai.engine import OpenAIEngine
from drafter.errors import ConfigurationError, ProviderError
from drafter.pipeline import Listen, draft, silent
from drafter.planning import Plan, plan
from drafter.settings import Settings
from prompts.reader import Recipe, read_recipe
from schemas.draft import Draft
from schemas.event import EarlierEvent
from schemas.provenance import EngineName
from schemas.report import Report


@dataclass(frozen=True)
class Request:
    """What a draft is asked for with. `recipe` and `language` may be left to the settings."""

    reports: tuple[Report, ...]
    earlier: tuple[EarlierEvent, ...] = ()
    topic: str | None = None
    recipe: str | None = None
    language: str | None = None
    instructions: str | None = None

    def plan(self, recipe: Recipe, settings: Settings) -> Plan:
        """The plan of this draft by a recipe. Without a model, the language is the report's own."""
        asked = self.language or settings.language
        return plan(
            self.reports,
            recipe,
            topic=self.topic,
            language=None if recipe.name == EngineName.EXTRACTIVE else asked,
            instructions=self.instructions,
            earlier=self.earlier,
        )


def recipe_for(settings: Settings, engine: EngineName, name: str | None = None) -> Recipe:
    """The recipe to draft by. The extractive engine has one of its own.

    Raises:
        ConfigurationError: there is none of that name; the message lists those that there are.
    """
    if engine is EngineName.EXTRACTIVE:
        return read_recipe("extractive")
    try:
        recipe = read_recipe(name or settings.recipe)
    except LookupError as error:
        raise ConfigurationError(str(error)) from error
    if any(call.prompt is None for call in recipe.calls):
        raise ConfigurationError(f"recipe {recipe.name!r} is for the extractive engine alone")
    return recipe


def require_engine(settings: Settings, name: EngineName) -> None:
    """See to it that the settings say how to reach the engine.

    Raises:
        ConfigurationError: it is openai, and neither a key nor an endpoint is set.
    """
    reachable = settings.api_key() or settings.openai_base_url
    if name is EngineName.OPENAI and not reachable:
        raise ConfigurationError(
            "the engine openai is not set up here: set OPENAI_API_KEY, or OPENAI_BASE_URL for an"
            " endpoint of your own; or ask for the engine extractive"
        )


async def offered_models(settings: Settings) -> tuple[str, ...]:
    """The models that the endpoint says it has.

    Raises:
        ConfigurationError: neither a key nor an endpoint is set.
        ProviderError: the endpoint was asked and failed.
    """
    client = client_for(settings)
    try:
        return await models(client)
    finally:
        await client.close()


def client_for(settings: Settings) -> AsyncOpenAI:
    """A client of the endpoint that the settings name. Whoever opens it closes it.

    Raises:
        ConfigurationError: neither a key nor an endpoint is set.
    """
    require_engine(settings, EngineName.OPENAI)
    return make_client(base_url=settings.openai_base_url, api_key=settings.api_key())


def engine_on(client: AsyncOpenAI, model: str, settings: Settings) -> OpenAIEngine:
    """The engine of one model, on a client that engines of other models may share."""
    return OpenAIEngine(client, model, call_seconds=settings.call_seconds)


@asynccontextmanager
async def engine_for(
    settings: Settings, name: EngineName, model: str | None = None
) -> AsyncIterator[Engine]:
    """The engine of that name, open for as long as the block runs.

    Raises:
        ConfigurationError: neither a key nor an endpoint is set, or no model is named and the
            endpoint offers more than one.
        ProviderError: the endpoint was asked for its models and failed.
    """
    if name is EngineName.EXTRACTIVE:
        yield ExtractiveEngine()
        return
    client = client_for(settings)
    try:
        chosen = model or settings.model or await only_model(client)
        yield engine_on(client, chosen, settings)
    finally:
        await client.close()


async def drafted(
    request: Request,
    engine: Engine,
    settings: Settings,
    *,
    listen: Listen = silent,
) -> Draft:
    """Draft with the engine; where the provider fails and the settings allow, without a model.

    Raises:
        ProviderError: the provider failed and `FALLBACK` is `none`.
    """
    recipe = recipe_for(settings, engine.name, request.recipe)
    try:
        return await draft(request.plan(recipe, settings), engine, listen=listen)
    except ProviderError as error:
        if settings.fallback == "none":
            raise
        return await fallen_back(request, settings, error, listen=listen)


async def draft_once(
    request: Request,
    settings: Settings,
    name: EngineName,
    model: str | None = None,
    *,
    listen: Listen = silent,
) -> Draft:
    """Open the engine, draft, close it. An endpoint that is down when it is opened falls back too.

    Raises:
        ConfigurationError: the settings do not say how to reach the engine.
        ProviderError: the provider failed and `FALLBACK` is `none`.
    """
    try:
        async with engine_for(settings, name, model) as engine:
            return await drafted(request, engine, settings, listen=listen)
    except ProviderError as error:
        if settings.fallback == "none":
            raise
        return await fallen_back(request, settings, error, listen=listen)


async def fallen_back(
    request: Request, settings: Settings, error: ProviderError, *, listen: Listen = silent
) -> Draft:
    """The extractive engine's draft. Its provenance says why it stands in, and what was paid."""
    recipe = recipe_for(settings, EngineName.EXTRACTIVE)
    made = await draft(request.plan(recipe, settings), ExtractiveEngine(), listen=listen)
    paid = {"fallback_reason": str(error), "calls": error.calls} | tokens_of(error.calls)
    provenance = made.provenance.model_copy(update=paid)
    return made.model_copy(update={"provenance": provenance})
