"""Pages of which origins may call, and what they may read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from starlette.types import Receive, Scope, Send

from api.cors import EXPOSED, Cors
from schemas.key import Scope as KeyScope
from tests.api.samples import REPORT, refused
from tests.api.serving import HERE, Desk, Served

CMS, OTHER = "https://cms.test", "https://other.test"
READ = frozenset({KeyScope.DRAFTS_READ})
ASKS = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture
async def plugin(served: Served) -> Desk:
    """A program that calls from the pages of a CMS."""
    token = await served.newsroom.keys.create("CMS", person=False, scopes=READ, origins=(CMS,))
    return served.with_token(token)


async def preflight(served: Served, origin: str, path: str = "/v1/drafts") -> httpx2.Response:
    """As a browser asks: with no key."""
    transport = httpx2.ASGITransport(app=served.app)
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
        return await client.options(path, headers={"Origin": origin, **ASKS})


async def test_a_preflight_from_an_origin_that_a_key_lists_is_answered_well(
    served: Served, plugin: Desk
) -> None:
    del plugin
    answer = await preflight(served, CMS)
    assert (204, b"") == (answer.status_code, answer.content)
    assert CMS == answer.headers[ALLOW]
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    sent = answer.headers["Access-Control-Allow-Headers"]
    assert {"Authorization", "Idempotency-Key", "If-Match"} <= set(sent.split(", "))
    assert "600" == answer.headers["Access-Control-Max-Age"]
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", [OTHER, "null", "*", "", "https://cms.test.evil.test", CMS + "/"]
)
async def test_a_preflight_from_elsewhere_is_not(served: Served, plugin: Desk, origin: str) -> None:
    del plugin
    answer = await preflight(served, origin)
    assert 405 == answer.status_code
    assert ALLOW not in answer.headers
    assert "Origin" in answer.headers["Vary"]


async def test_a_preflight_is_answered_for_paths_that_are_not_there_as_well(
    served: Served, plugin: Desk
) -> None:
    """Else whoever has no key could tell paths apart by it."""
    del plugin
    assert 204 == (await preflight(served, CMS, "/v1/nothing")).status_code


async def test_an_answer_is_shared_with_the_origin_that_its_key_lists(plugin: Desk) -> None:
    answer = await plugin("GET", "/v1/drafts", headers={"Origin": CMS})
    assert (200, CMS) == (answer.status_code, answer.headers[ALLOW])
    assert ", ".join(EXPOSED) == answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_a_refusal_is_shared_too_so_that_the_page_can_read_why(plugin: Desk) -> None:
    for method, path, status in (
        ("GET", "/v1/drafts/drf-none", 404),
        ("GET", "/v1/keys", 403),
        ("GET", "/v1/drafts?limit=0", 422),
    ):
        answer = await plugin(method, path, headers={"Origin": CMS})
        assert (status, CMS) == (answer.status_code, answer.headers[ALLOW])


async def test_an_answer_is_not_shared_with_an_origin_that_only_another_key_lists(
    served: Served, plugin: Desk
) -> None:
    ben = await served.desk("Ben")
    assert CMS == (await plugin("GET", "/v1/drafts", headers={"Origin": CMS})).headers[ALLOW]
    answer = await ben("GET", "/v1/drafts", headers={"Origin": CMS})
    assert (200, False) == (answer.status_code, ALLOW in answer.headers)
    assert "Origin" in answer.headers["Vary"]


async def test_nothing_is_shared_without_a_key_or_without_an_origin(
    served: Served, plugin: Desk
) -> None:
    stranger = await served.with_token(None)("GET", "/v1/drafts", headers={"Origin": CMS})
    at_home = await plugin("GET", "/v1/drafts")
    assert (401, False) == (stranger.status_code, ALLOW in stranger.headers)
    assert (200, False) == (at_home.status_code, ALLOW in at_home.headers)


async def test_a_revoked_keys_origin_is_gone_after_a_few_seconds(served: Served) -> None:
    keys = served.newsroom.keys
    token = await keys.create("CMS", person=False, scopes=READ, origins=(CMS,))
    at = 0.0
    cors = Cors(served.app, lambda: at)

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await cors({**scope, "app": served.app}, receive, send)

    async def status() -> int:
        transport = httpx2.ASGITransport(app=inside)
        async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
            return (await client.options("/", headers={"Origin": CMS, **ASKS})).status_code

    assert 204 == await status()
    await keys.revoke((await keys.check(token)).id)
    at = 4.9
    assert 204 == await status()
    at = 5.0
    assert 404 == await status()


async def test_while_the_database_cannot_be_asked_no_preflight_is_answered_well(
    served: Served, plugin: Desk, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    del plugin
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ALTER TABLE keys RENAME TO away")
    assert 405 == (await preflight(served, CMS)).status_code
    assert "the origins of keys could not be read" in caplog.text


async def test_a_fault_of_ours_is_shared_too_and_tells_what_is_left(served: Served) -> None:
    write = frozenset({KeyScope.DRAFTS_WRITE})
    token = await served.newsroom.keys.create("CMS", person=False, scopes=write, origins=(CMS,))
    served.queue.failure = RuntimeError("the worker is gone")
    plugin = served.with_token(token)
    order = {"reports": [REPORT]}
    answer = await plugin("POST", "/v1/drafts", json=order, headers={"Origin": CMS})
    refused(answer, 500, "internal")
    assert (CMS, True) == (answer.headers[ALLOW], "RateLimit" in answer.headers)
