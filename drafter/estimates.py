"""What a draft will cost, told from the settings before it is begun: no model is asked."""

from urllib.parse import urlsplit

from drafter.engines.openai.estimating import estimate
from drafter.engines.openai.support_estimate import estimate_support
from drafter.planning import Plan
from drafter.redrafting.asking import Wish, narrowed
from drafter.service import Request, engine_for, recipe_for
from drafter.settings import Settings
from drafter.spending.prices import Prices
from schemas.draft import Draft
from schemas.estimate import NOTHING, Estimate
from schemas.job import Order
from schemas.provenance import EngineName

OPENAI = "https://api.openai.com/v1"


def estimate_of(
    request: Request, settings: Settings, engine: EngineName, model: str | None = None
) -> Estimate:
    """The estimate, at the first endpoint of the settings. Some 6 ms of CPU.

    Where neither the caller nor the settings name a model, its tokens are told all the same, and
    its cost where DRAFTER_PRICE is set.

    Raises:
        ConfigurationError: there is no such recipe.
    """
    if engine is EngineName.EXTRACTIVE:
        return NOTHING
    plan = request.plan(recipe_for(settings, engine, request.recipe), settings)
    return _of_plan(plan, request, settings, model)


def estimate_of_redraft(
    request: Request, settings: Settings, order: Order, former: Draft, wish: Wish
) -> Estimate:
    """The same for one section that is written anew.

    Raises:
        WrongState: there is nothing to write the section from.
    """
    recipe = recipe_for(settings, order.engine, request.recipe)
    plan = narrowed(request.plan(recipe, settings), former, wish)
    if order.engine is EngineName.EXTRACTIVE:
        return NOTHING
    return _of_plan(plan, request, settings, order.model)


def _of_plan(plan: Plan, request: Request, settings: Settings, model: str | None) -> Estimate:
    named, prices, endpoint = model or settings.model, Prices(settings.price), endpoint_of(settings)
    most = settings.output_tokens
    expected = estimate(plan, named, prices, endpoint, repairs=settings.repairs, output_tokens=most)
    if not request.wants_support(settings):
        return expected
    judge = settings.support_model or named
    return expected + estimate_support(
        plan, judge, prices, endpoint, claims=None, output_tokens=most
    )


async def estimate_once(
    request: Request, settings: Settings, engine: EngineName, model: str | None = None
) -> Estimate:
    """The same; where no model is named, the endpoint is asked which one it offers.

    Raises:
        ConfigurationError: there is no such recipe, no way to the engine, or more than one model.
        ProviderError: the endpoint was asked for its models and failed.
    """
    named = model or settings.model
    if named is None and engine is EngineName.OPENAI:
        async with engine_for(settings, engine) as opened:
            named = opened.model
    return estimate_of(request, settings, engine, named)


def endpoint_of(settings: Settings) -> str:
    """The host of the first endpoint, with its port where it is not the usual one."""
    address = urlsplit(settings.openai_base_url or OPENAI)
    host = address.hostname or ""
    return host if address.port is None else f"{host}:{address.port}"
