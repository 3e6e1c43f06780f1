"""Who may do what."""

import pytest

from api.access import NEEDS, GuardedRoute, Need
from api.app import ROUTES
from schemas.key import Scope
from tests.api.samples import refused
from tests.api.serving import Served

GUARDED = [route for route in ROUTES if isinstance(route, GuardedRoute)]
CALLS = [
    pytest.param(
        next(iter(route.methods or ())),
        route.path.format(**dict.fromkeys(route.param_convertors, "1")),
        NEEDS[route.name],
        id=route.name,
    )
    for route in GUARDED
]


def test_every_route_but_health_is_guarded() -> None:
    assert {"healthz", "readyz"} == {route.name for route in ROUTES} - {
        route.name for route in GUARDED
    }


def test_the_table_of_needs_names_each_guarded_route_and_no_other() -> None:
    assert set(NEEDS) == {route.name for route in GUARDED}


@pytest.mark.parametrize(("method", "path", "need"), CALLS)
async def test_a_route_opens_to_a_key_of_its_scope_and_to_no_other(
    served: Served, method: str, path: str, need: Need
) -> None:
    for scope in Scope:
        desk = await served.desk(f"Holder of {scope}", scopes=frozenset({scope}))
        answer = await desk(method, path)
        if scope is need.scope:
            assert answer.status_code not in (401, 403)
        else:
            assert need.scope in refused(answer, 403, "missing-scope")["detail"]
            assert f'scope="{need.scope}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("method", "path", "need"), CALLS)
async def test_a_route_answers_401_without_a_key_before_it_reads_the_body(
    served: Served, method: str, path: str, need: Need
) -> None:
    del need
    answer = await served.with_token(None)(method, path, content=b"{not even json")
    refused(answer, 401, "unauthenticated")
    assert 'Bearer realm="drafter"' == answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("method", "path", "need"), CALLS)
async def test_a_programs_key_may_do_all_but_review(
    served: Served, method: str, path: str, need: Need
) -> None:
    program = await served.desk("plugin", person=False)
    answer = await program(method, path)
    if need.scope is Scope.REVIEW:
        refused(answer, 403, "person-required")
    else:
        assert answer.status_code not in (401, 403)


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
