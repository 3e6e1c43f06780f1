"""Drafting as the command line and the jobs do it: settings in, engine chosen, fallback allowed."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from drafter.answers import spent_on
from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.engines.openai.providers import Providers, require_endpoint
from drafter.errors import ConfigurationError, ProviderError
from drafter.pipeline import Bounds, draft
from drafter.planning import Plan, plan
from drafter.settings import Settings
from drafter.spending.budget import Budget
from prompts.reader import Recipe, read_recipe
from schemas.draft import Draft
from schemas.event import EarlierEvent
from schemas.job import Listen, Order
from schemas.provenance import EngineName
from schemas.report import Report


@dataclass(frozen=True)
class Request:
    """What a draft is asked for with. `recipe` and `language` may be left to the settings.

    `support` asks for a model's word on each statement where the settings do not ask anyway.
    """

    reports: tuple[Report, ...]
    earlier: tuple[EarlierEvent, ...] = ()
    topic: str | None = None
    recipe: str | None = None
    language: str | None = None
    instructions: str | None = None
    support: bool = False

    def wants_support(self, settings: Settings) -> bool:
        """Whether a model is to be asked what carries each statement: by the caller, or always."""
        return self.support or settings.support == "model"

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


def request_of(order: Order, reports: Sequence[Report]) -> Request:
    """What an order asks for, of these reports."""
    return Request(
        reports=tuple(reports),
        earlier=order.earlier,
        topic=order.topic,
        recipe=order.recipe,
        language=order.language,
        instructions=order.instructions,
        support=order.support,
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
    if name is EngineName.OPENAI:
        require_endpoint(settings)


def bounds_of(settings: Settings) -> Bounds:
    """How long a draft may take, how often it may be mended, and what it may cost."""
    return Bounds(
        seconds=settings.draft_seconds,
        repairs=settings.repairs,
        budget=Budget.of(settings),
    )


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
    providers = Providers(settings)
    try:
        yield await providers.engine(model)
    finally:
        await providers.close()


@asynccontextmanager
async def judge_for(
    request: Request, settings: Settings, engine: Engine
) -> AsyncIterator[Engine | None]:
    """Who is asked what carries each statement: nobody, the engine itself, or another model.

    Raises:
        ConfigurationError: neither a key nor an endpoint is set for the other model.
    """
    if not request.wants_support(settings):
        yield None
    elif settings.support_model is None or engine.name is EngineName.EXTRACTIVE:
        yield engine
    else:
        async with engine_for(settings, engine.name, settings.support_model) as judge:
            yield judge


async def drafted(
    request: Request,
    engine: Engine,
    settings: Settings,
    *,
    listen: Listen | None = None,
) -> Draft:
    """Draft with the engine; where the provider fails and the settings allow, without a model.

    Raises:
        ProviderError: the provider failed and `FALLBACK` is `none`.
    """
    recipe = recipe_for(settings, engine.name, request.recipe)
    try:
        plan, bounds = request.plan(recipe, settings), bounds_of(settings)
        async with judge_for(request, settings, engine) as judge:
            return await draft(plan, engine, judge=judge, bounds=bounds, listen=listen)
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
    listen: Listen | None = None,
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
    request: Request, settings: Settings, error: ProviderError, *, listen: Listen | None = None
) -> Draft:
    """The extractive engine's draft. Its provenance says why it stands in, and what was paid."""
    recipe = recipe_for(settings, EngineName.EXTRACTIVE)
    engine = ExtractiveEngine()
    async with judge_for(request, settings, engine) as judge:
        made = await draft(request.plan(recipe, settings), engine, judge=judge, listen=listen)
    paid = {"fallback_reason": str(error), "calls": error.calls}
    if error.calls:  # else it cost nothing, as an extractive draft does
        paid |= spent_on(error.calls)
    provenance = made.provenance.model_copy(update=paid)
    return made.model_copy(update={"provenance": provenance})
