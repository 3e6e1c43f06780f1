"""An endpoint's client: opened at the edge, closed there, retried by no one but us."""

import asyncio
import re
from dataclasses import dataclass

import httpx2
from openai import APIConnectionError, APIStatusError, AsyncOpenAI, DefaultAsyncHttpx2Client

from drafter.engines.openai.failures import provider_error
from drafter.engines.openai.wire import parsed
from drafter.errors import ConfigurationError

NO_KEY = "none"
"""Sent where no key is set: an endpoint of one's own asks for none, and the SDK wants some."""

LISTING_SECONDS = 20.0
"""An endpoint that does not list its models within this time is taken for down."""

SPARE = 8
"""Connections beyond those for drafting: lists of models and probes do not queue."""


@dataclass(frozen=True)
class Endpoint:
    """One endpoint as this process talks to it; whoever opens it closes it.

    `base_url` has no credentials, no query and no slash at the end; `name` is the host, with its
    port where it is not the usual one; `at_once` holds back requests beyond so many.
    """

    client: AsyncOpenAI
    base_url: str
    name: str
    at_once: asyncio.Semaphore

    async def close(self) -> None:
        """Close all connections."""
        await self.client.close()


def open_endpoint(
    base_url: str | None,
    api_key: str | None,
    *,
    at_once: int = 64,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Endpoint:
    """An endpoint whose client does not retry by itself. `base_url` None is OpenAI's own.

    A transport of the caller's answers in the network's place.
    """
    timeout = httpx2.Timeout(600.0, connect=5.0)  # per operation; a call's deadline is its own
    limits = httpx2.Limits(max_connections=at_once + SPARE, max_keepalive_connections=at_once)
    client = AsyncOpenAI(
        base_url=base_url,
        api_key=api_key or NO_KEY,
        max_retries=0,
        timeout=timeout,
        http_client=DefaultAsyncHttpx2Client(timeout=timeout, limits=limits, transport=transport),
    )
    url = client.base_url
    name = url.netloc.decode("ascii")
    return Endpoint(
        client=client,
        base_url=f"{url.scheme}://{name}{url.path}".rstrip("/"),
        name=name,
        at_once=asyncio.Semaphore(at_once),
    )


async def models(endpoint: Endpoint) -> tuple[str, ...]:
    """The models that an endpoint says it offers, sorted.

    Raises:
        ProviderError: it was asked and failed, or did not answer within `LISTING_SECONDS`.
    """
    try:
        response = await endpoint.client.get(
            "/models", cast_to=httpx2.Response, options={"timeout": LISTING_SECONDS}
        )
    except (APIConnectionError, APIStatusError) as error:
        raise provider_error(error, endpoint=endpoint.name, model="any", attempts=1) from error
    try:
        page = parsed(response.content)
    except ValueError:  # a web page
        return ()
    listed = page.get("data") if isinstance(page, dict) else None
    ids = [
        one.get("id")
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict)
    ]
    return tuple(sorted(name for name in ids if isinstance(name, str)))


async def only_model(endpoint: Endpoint) -> str:
    """The model of an endpoint that offers one.

    Raises:
        ConfigurationError: it offers none or several; the message names some.
        ProviderError: it was asked and failed.
    """
    names = await models(endpoint)
    if len(names) == 1:
        return names[0]
    some = ", ".join(re.sub(r"\s+", " ", name)[:60] for name in names[:5]) or "none"
    raise ConfigurationError(
        f"set DRAFTER_MODEL: {endpoint.name} offers {len(names)} models: {some}"
    )
