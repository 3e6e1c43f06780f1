"""An endpoint as it is opened, and what it says that it offers."""

import pytest

from drafter.engines.openai.client import models, open_endpoint
from drafter.errors import ProviderRefused, ProviderUnavailable
from tests.fakes.endpoint import FakeEndpoint


@pytest.mark.parametrize(
    ("given", "base_url", "name"),
    [
        (None, "https://api.openai.com/v1", "api.openai.com"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("https://user:secret@a.example.org/v1", "https://a.example.org/v1", "a.example.org"),
        ("https://a.example.org/v1?key=secret", "https://a.example.org/v1", "a.example.org"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1", "[::1]:8080"),
        ("http://models.local", "http://models.local", "models.local"),
    ],
)
async def test_an_endpoint_is_known_by_its_address_and_not_by_its_credentials(
    given: str | None, base_url: str, name: str
) -> None:
    endpoint = open_endpoint(given, "sk-live-1")
    await endpoint.close()

    assert (base_url, name) == (endpoint.base_url, endpoint.name)


async def test_the_sdk_does_not_retry_beside_us() -> None:
    endpoint = open_endpoint(None, None)
    await endpoint.close()

    assert 0 == endpoint.client.max_retries


async def test_the_models_are_listed_by_name() -> None:
    async with FakeEndpoint(models=("tiny", "large")) as fake:
        endpoint = open_endpoint(fake.url, None)
        listed = await models(endpoint)
        await endpoint.close()

    assert ("large", "tiny") == listed


@pytest.mark.parametrize(
    "listing",
    [b"<html>", b"{broken", b"[]", b"{}", b'{"data": 5}', b'{"data": [1, {"id": 2}, {}, null]}'],
)
async def test_a_list_that_is_none_offers_nothing(listing: bytes) -> None:
    async with FakeEndpoint(listing=listing) as fake:
        endpoint = open_endpoint(fake.url, None)
        listed = await models(endpoint)
        await endpoint.close()

    assert () == listed


async def test_an_endpoint_that_is_not_there_lists_nothing_and_is_unavailable() -> None:
    async with FakeEndpoint() as fake:
        url = fake.url
    endpoint = open_endpoint(url, None)

    with pytest.raises(ProviderUnavailable, match="no connection"):
        await models(endpoint)

    await endpoint.close()


async def test_an_endpoint_without_a_list_refuses_in_one_line() -> None:
    async with FakeEndpoint(listing=None) as fake:
        endpoint = open_endpoint(fake.url, None)
        with pytest.raises(ProviderRefused, match="HTTP 404"):
            await models(endpoint)
        await endpoint.close()
