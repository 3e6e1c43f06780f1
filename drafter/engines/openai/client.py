"""The client of an endpoint: made at the edge, closed there, retried by no one but us."""

import re

import httpx2
from openai import APIConnectionError, APIStatusError, AsyncOpenAI, DefaultAsyncHttpx2Client
from openai.types import Model

from drafter.engines.openai.failures import provider_error
from drafter.errors import ConfigurationError

NO_KEY = "none"
"""Sent where no key is set: an endpoint of one's own asks for none, and the SDK wants some."""

LISTING_SECONDS = 20.0
"""An endpoint that does not list its models within this time is taken for down."""


def make_client(base_url: str | None, api_key: str | None) -> AsyncOpenAI:
    """A client that does not retry by itself. `base_url` None is OpenAI's own endpoint."""
    timeout = httpx2.Timeout(600.0, connect=5.0)  # per operation; a call's deadline is its own
    return AsyncOpenAI(
        base_url=base_url,
        api_key=api_key or NO_KEY,
        max_retries=0,
        timeout=timeout,
        http_client=DefaultAsyncHttpx2Client(timeout=timeout),
    )


def endpoint_of(client: AsyncOpenAI) -> str:
    """Host of the endpoint, with its port where it is not the usual one; never credentials."""
    url = client.base_url
    return url.host if url.port is None else f"{url.host}:{url.port}"


async def models(client: AsyncOpenAI) -> tuple[str, ...]:
    """The models that an endpoint says it offers, sorted.

    Raises:
        ProviderError: it was asked and failed, or did not answer within `LISTING_SECONDS`.
    """
    try:
        page = await client.models.list(timeout=LISTING_SECONDS)
    except (APIConnectionError, APIStatusError) as error:
        endpoint = endpoint_of(client)
        raise provider_error(error, endpoint=endpoint, model="any", attempts=1) from error
    listed = getattr(page, "data", None) or []
    return tuple(sorted(model.id for model in listed if isinstance(model, Model)))


async def only_model(client: AsyncOpenAI) -> str:
    """The model of an endpoint that offers one.

    Raises:
        ConfigurationError: it offers none or several; the message names some.
        ProviderError: it was asked and failed.
    """
    names = await models(client)
    if len(names) == 1:
        return names[0]
    some = ", ".join(re.sub(r"\s+", " ", name)[:60] for name in names[:5]) or "none"
    endpoint = endpoint_of(client)
    raise ConfigurationError(f"set DRAFTER_MODEL: {endpoint} offers {len(names)} models: {some}")
