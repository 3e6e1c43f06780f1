"""Who may do what."""

import pytest

from api.access import GuardedRoute
from api.app import ROUTES
from schemas.key import Scope
from tests.api.samples import refused
from tests.api.serving import Served

CALLS = [
    pytest.param(
        next(iter(route.methods or ())),
        route.path.format(**dict.fromkeys(route.param_convertors, "1")),
        id=route.name,
    )
    for route in ROUTES
    if isinstance(route, GuardedRoute)
]


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_a_route_answers_401_without_a_key_before_it_reads_the_body(
    served: Served, method: str, path: str
) -> None:
    answer = await served.with_token(None)(method, path, content=b"{not even json")
    refused(answer, 401, "unauthenticated")
    assert 'Bearer realm="drafter"' == answer.headers["WWW-Authenticate"]


async def test_a_missing_scope_is_named_for_people_and_for_programs(served: Served) -> None:
    desk = await served.desk("Eve", scopes=frozenset({Scope.DRAFTS_READ}))
    answer = await desk("GET", "/v1/keys")
    assert "admin" in refused(answer, 403, "missing-scope")["detail"]
    expected = 'Bearer realm="drafter", error="insufficient_scope", scope="admin"'
    assert expected == answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "header",
    [
        "Bearer drf_" + "x" * 46,
        "Basic YWRhOmFkYQ==",
        "Bearer",
        "Bearer ",
        "drf_x",
        "Bearer \xe9",
    ],
)
async def test_what_is_no_key_of_ours_answers_401(served: Served, header: str) -> None:
    headers = {"Authorization": header.encode("latin-1")}
    answer = await served.with_token(None)("GET", "/v1/drafts", headers=headers)
    refused(answer, 401, "unauthenticated")


async def test_a_revoked_key_answers_401_at_once(served: Served) -> None:
    desk = await served.desk("Eve")
    assert 200 == (await desk("GET", "/v1/drafts")).status_code
    [key] = [key for key in await served.newsroom.keys.list() if key.name == "Eve"]
    await served.newsroom.keys.revoke(key.id)
    answer = await desk("GET", "/v1/drafts")
    refused(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["/healthz", "/openapi.json"])
async def test_health_and_the_document_need_no_key(served: Served, path: str) -> None:
    assert 200 == (await served.with_token(None)("GET", path)).status_code
