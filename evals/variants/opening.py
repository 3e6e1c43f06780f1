"""From a variant to the engine that writes, by the settings of the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.service import engine_for
from drafter.settings import Settings, read_secret
from evals.variants.lead import LEAD, RECIPE, LeadEngine
from evals.variants.recording import Recording
from evals.variants.variant import Variant, Writer, bare
from prompts.reader import Recipe, read_recipe
from schemas.provenance import EngineName


@asynccontextmanager
async def engine_of(
    variant: Variant, settings: Settings, recording: Recording | None = None
) -> AsyncIterator[Engine]:
    """The variant's engine, open for as long as the block runs.

    A variant that is replayed is answered by the recording, and by no endpoint.

    Raises:
        ConfigurationError: the settings do not say how to reach the model.
        ProviderError: the endpoint was asked for its models and failed.
    """
    if variant.writer is Writer.LEAD:
        yield LeadEngine()
    elif variant.writer is Writer.EXTRACTIVE:
        yield ExtractiveEngine()
    elif variant.replayed is not None and recording is not None:
        async with recording.engine(str(variant.model), settings_of(variant, settings)) as engine:
            yield engine
    else:
        own = settings_of(variant, settings)
        async with engine_for(own, EngineName.OPENAI, variant.model) as engine:
            yield engine


def settings_of(variant: Variant, settings: Settings) -> Settings:
    """The service's settings with the variant's own in their place.

    No other endpoint and no other engine stands in: what is scored is the variant's own. A key
    goes to the endpoint that it belongs to, and to no other.
    """
    own: dict[str, object] = {**variant.dials.changed(), "endpoints": (), "fallback": "none"}
    if variant.endpoint not in (None, bare(settings.openai_base_url)):
        own |= _elsewhere(str(variant.endpoint), settings)
    return settings.model_copy(update=own)


def _elsewhere(endpoint: str, settings: Settings) -> dict[str, object]:
    """Another endpoint than the service's first, with the key that DRAFTER_ENDPOINTS has for it."""
    keys = {
        bare(one.base_url): read_secret(one.api_key, one.api_key_file) for one in settings.endpoints
    }
    key = keys.get(endpoint)
    return {
        "openai_base_url": endpoint,
        "openai_api_key": SecretStr(key) if key else None,
        "openai_api_key_file": None,
    }


def recipe_of(name: str) -> Recipe:
    """The recipe of that name, that of the lead included. Raises LookupError."""
    return RECIPE if name == LEAD else read_recipe(name)
