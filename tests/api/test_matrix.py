"""Every route of the app, asked by every kind of caller: who gets past the guard, and who not.

A route that is added later is asked too. One that nobody has put into `NEEDS` cannot be made; one
that is not guarded at all fails here unless it stands in `PUBLIC`.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import httpx2
import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from api.access import NEEDS, GuardedRoute
from api.app import ROUTES
from drafter.store.tokens import new_token
from schemas.key import Scope
from tests.api.serving import HERE, Served

PUBLIC = {"healthz": "/healthz", "readyz": "/readyz"}
"""Open to everybody: what watches over the service has no key."""
GUARDED = [route for route in ROUTES if route.name not in PUBLIC]
PAST, NO_KEY, NOT_ALLOWED = "past the guard", "401 unauthenticated", "403 refused"
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "unauthenticated": NO_KEY,
        "missing-scope": NOT_ALLOWED,
        "person-required": NOT_ALLOWED,
    }
)


class Stranger:
    """Asks each route from an address of its own, so that none is refused for the others."""

    def __init__(self, served: Served, token: str | None) -> None:
        self._app = served.app
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def walk(self) -> dict[str, str]:
        """What each guarded route answered, by its name."""
        return {
            route.name: await self._ask(f"192.0.2.{number}", route)
            for number, route in enumerate(GUARDED)
        }

    async def _ask(self, address: str, route: APIRoute) -> str:
        [method] = sorted(route.methods or ())
        path = route.path.format(**dict.fromkeys(route.param_convertors, "1"))
        transport = httpx2.ASGITransport(self._app, client=(address, 1))
        async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
            answer = await client.request(method, path, headers=self._headers)
        problem = answer.json()["type"].rpartition(":")[2] if answer.status_code >= 400 else ""
        assert 500 > answer.status_code, (route.name, answer.text)
        return REFUSED.get(problem, PAST)


def everywhere(how: str) -> dict[str, str]:
    return {route.name: how for route in GUARDED}


def test_each_route_of_the_app_is_guarded_or_named_as_public(served: Served) -> None:
    found = [context.original_route for context in iter_route_contexts(served.app.routes)]
    guarded = [route.name for route in found if isinstance(route, GuardedRoute)]
    bare = {getattr(route, "path", "") for route in found if not isinstance(route, GuardedRoute)}
    assert sorted(route.name for route in GUARDED) == sorted(guarded)
    assert {"/openapi.json", *PUBLIC.values()} == bare


def test_each_guarded_route_has_its_need_and_each_need_its_route() -> None:
    assert set(NEEDS) == {route.name for route in GUARDED}


def test_a_guarded_route_that_nobody_has_put_into_the_table_cannot_be_made() -> None:
    async def forgotten() -> None:
        """A route of somebody who was in a hurry."""

    with pytest.raises(KeyError, match="forgotten"):
        GuardedRoute("/v1/forgotten", forgotten)


@pytest.mark.parametrize("person", [True, False], ids=["person", "program"])
@pytest.mark.parametrize("scope", Scope)
async def test_a_key_of_one_scope_gets_past_the_guards_of_that_scope_and_no_others(
    served: Served, scope: Scope, *, person: bool
) -> None:
    scopes = frozenset({scope})
    token = await served.newsroom.keys.create("Caller", person=person, scopes=scopes)
    needs = {route.name: NEEDS[route.name] for route in GUARDED}
    expected = {
        name: PAST if need.scope in {None, scope} and person >= need.person else NOT_ALLOWED
        for name, need in needs.items()
    }
    assert expected == await Stranger(served, token).walk()


@pytest.mark.parametrize("person", [True, False], ids=["person", "program"])
async def test_a_key_without_any_scope_can_only_read_itself(
    served: Served, *, person: bool
) -> None:
    token = await served.newsroom.keys.create("Caller", person=person, scopes=frozenset())
    expected = everywhere(NOT_ALLOWED) | {"get_own_key": PAST}
    assert expected == await Stranger(served, token).walk()


@pytest.mark.parametrize(
    "token",
    [None, "drf_", "drf_" + "x" * 46, new_token(), new_token()[:-1], new_token().swapcase()],
    ids=["none", "prefix", "checksum", "unknown", "short", "case"],
)
async def test_whoever_has_no_key_of_ours_gets_nowhere(served: Served, token: str | None) -> None:
    assert everywhere(NO_KEY) == await Stranger(served, token).walk()


async def test_a_revoked_key_gets_nowhere(served: Served) -> None:
    keys = served.newsroom.keys
    token = await keys.create("Caller", person=True, scopes=frozenset(Scope))
    await keys.revoke((await keys.check(token)).id)
    assert everywhere(NO_KEY) == await Stranger(served, token).walk()


async def test_an_expired_key_gets_nowhere(served: Served, file: Path) -> None:
    token = await served.newsroom.keys.create("Caller", person=True, scopes=frozenset(Scope))
    with closing(sqlite3.connect(file)) as connection, connection:
        past = "2026-01-01 00:00:00.000000"
        connection.execute("UPDATE keys SET expires_at = ? WHERE name = 'Caller'", [past])
    assert everywhere(NO_KEY) == await Stranger(served, token).walk()


async def test_a_key_with_every_scope_gets_everywhere_and_a_programs_everywhere_but_to_review(
    served: Served,
) -> None:
    keys = served.newsroom.keys
    person = await keys.create("Ada", person=True, scopes=frozenset(Scope))
    program = await keys.create("Courier", person=False, scopes=frozenset(Scope))
    assert everywhere(PAST) == await Stranger(served, person).walk()
    reviewing = {r.name for r in GUARDED if NEEDS[r.name].scope is Scope.REVIEW}
    expected = everywhere(PAST) | dict.fromkeys(reviewing, NOT_ALLOWED)
    assert expected == await Stranger(served, program).walk()
