"""Keys over HTTP: made, listed, rotated and revoked by whoever has the scope admin."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api.bodies.keys import KeyWithToken
from drafter import clock
from drafter.store.tokens import new_token, well_formed
from schemas.key import Scope
from tests.api.samples import refused
from tests.api.serving import Desk, Served

PLUGIN: dict[str, Any] = {
    "name": "Courier plugin",
    "person": False,
    "scopes": ["reports:write", "drafts:read"],
}
EDITOR = PLUGIN | {"name": "Ben Oyelaran", "person": True, "scopes": ["review"]}
TERMS: dict[str, Any] = {
    "expires_at": "2099-03-05T14:02:00Z",
    "daily_usd": "5.00",
    "requests_a_minute": 120,
    "drafts_at_once": 3,
    "origins": ["https://CMS.test:443"],
}
ONCE = {"Idempotency-Key": "one"}


@pytest.fixture
async def robot(served: Served) -> Desk:
    """A program that may manage keys."""
    return await served.desk("Robot", person=False)


async def own(served: Served, token: str) -> Any:
    return await served.with_token(token).json("GET", "/v1/keys/me")


async def test_a_new_key_works_at_once_and_its_token_is_told_once(
    served: Served, ada: Desk
) -> None:
    answer = await ada("POST", "/v1/keys", json=PLUGIN | TERMS)
    made = answer.json()
    token = made.pop("token")
    assert (201, f"/v1/keys/{made['id']}") == (answer.status_code, answer.headers["Location"])
    assert well_formed(token)
    assert made == await ada.json("GET", answer.headers["Location"])
    assert made == await own(served, token)


async def test_a_key_is_told_as_it_was_wanted(ada: Desk) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN | TERMS)
    wanted = PLUGIN | TERMS | {"origins": ["https://cms.test"], "daily_usd": "5.000000"}
    wanted |= {"scopes": ["drafts:read", "reports:write"], "spent_today": "0"}
    assert wanted == {name: made[name] for name in wanted}


async def test_the_last_use_of_a_key_is_told(served: Served, ada: Desk) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    assert made["last_used_at"] is None
    before = clock.now()
    refused(await served.with_token(made["token"])("GET", "/v1/keys"), 403, "missing-scope")
    told = await ada.json("GET", f"/v1/keys/{made['id']}")
    assert before <= datetime.fromisoformat(told["last_used_at"]) <= clock.now()


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "drafter"}, "/name"),
        ({"name": "Ada"}, "/name"),
        ({"name": "a\0"}, "/name"),
        ({"scopes": ["everything"]}, "/scopes/0"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2099-01-01T00:00:00"}, "/expires_at"),
        ({"daily_usd": "0"}, "/daily_usd"),
        ({"daily_usd": "NaN"}, "/daily_usd"),
        ({"requests_a_minute": 0}, "/requests_a_minute"),
        ({"drafts_at_once": 0}, "/drafts_at_once"),
        ({"origins": ["*"]}, "/origins/0"),
        ({"origins": ["https://a.test", "http://b.test"]}, "/origins/1"),
        ({"token": "drf_mine"}, "/token"),
    ],
)
async def test_a_key_that_does_not_fit_is_refused_with_the_place(
    ada: Desk, wrong: dict[str, Any], pointer: str
) -> None:
    problem = refused(await ada("POST", "/v1/keys", json=PLUGIN | wrong), 422, "invalid-request")
    assert [pointer] == [error["pointer"] for error in problem["errors"]]


async def test_an_admin_may_grant_scopes_that_its_own_key_does_not_have(served: Served) -> None:
    admin = await served.desk("Head", scopes=frozenset({Scope.ADMIN}))
    made = await admin.json("POST", "/v1/keys", json=EDITOR)
    assert ["review"] == (await own(served, made["token"]))["scopes"]


async def test_a_program_cannot_come_by_a_persons_key(ada: Desk, robot: Desk) -> None:
    refused(await robot("POST", "/v1/keys", json=EDITOR), 403, "person-required")
    made = await ada.json("POST", "/v1/keys", json=EDITOR)
    answer = await robot("POST", f"/v1/keys/{made['id']}/rotate")
    refused(answer, 403, "person-required")


async def test_a_program_with_admin_manages_the_keys_of_programs(
    served: Served, robot: Desk
) -> None:
    made = await robot.json("POST", "/v1/keys", json=PLUGIN)
    turned = await robot.json("POST", f"/v1/keys/{made['id']}/rotate")
    assert made["id"] == (await own(served, turned["token"]))["id"]
    assert 204 == (await robot("DELETE", f"/v1/keys/{made['id']}")).status_code


async def test_the_same_request_again_has_the_same_token_again(served: Served, ada: Desk) -> None:
    first = await ada("POST", "/v1/keys", json=PLUGIN, headers=ONCE)
    again = await ada("POST", "/v1/keys", json=PLUGIN, headers=ONCE)
    assert (first.json(), "true") == (again.json(), again.headers["Idempotency-Replayed"])
    assert first.json()["id"] == (await own(served, again.json()["token"]))["id"]
    listed = (await ada.json("GET", "/v1/keys"))["keys"]
    assert 1 == len([key for key in listed if key["name"] == PLUGIN["name"]])


async def test_the_same_rotation_again_has_the_same_token_again(served: Served, ada: Desk) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    path = f"/v1/keys/{made['id']}/rotate"
    first = await ada("POST", path, json={"overlap_seconds": 60}, headers=ONCE)
    again = await ada("POST", path, json={"overlap_seconds": 60}, headers=ONCE)
    assert first.json() == again.json()
    assert made["id"] == (await own(served, made["token"]))["id"]


async def test_two_keys_made_under_two_idempotency_keys_have_two_tokens(ada: Desk) -> None:
    first = await ada.json("POST", "/v1/keys", json=PLUGIN, headers=ONCE)
    other = PLUGIN | {"name": "Other"}
    second = await ada.json("POST", "/v1/keys", json=other, headers={"Idempotency-Key": "two"})
    assert first["token"] != second["token"]


async def test_after_a_rotation_the_former_token_goes_on_for_as_long_as_told(
    served: Served, ada: Desk, file: Path
) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    turned = await ada.json("POST", f"/v1/keys/{made['id']}/rotate")
    ids = {(await own(served, told["token"]))["id"] for told in (made, turned)}
    assert {made["id"]} == ids
    with closing(sqlite3.connect(file)) as connection:
        [until] = connection.execute("SELECT former_until FROM keys WHERE former_until").fetchone()
    left = datetime.fromisoformat(until).replace(tzinfo=UTC) - clock.now()
    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)
    last = await ada.json("POST", f"/v1/keys/{made['id']}/rotate", json={"overlap_seconds": 0})
    for token, status in ((made["token"], 401), (turned["token"], 401), (last["token"], 200)):
        assert status == (await served.with_token(token)("GET", "/v1/keys/me")).status_code


async def test_a_key_may_rotate_itself(served: Served) -> None:
    token = await served.newsroom.keys.create("Eve", person=True, scopes=frozenset(Scope))
    eve = served.with_token(token)
    mine = await eve.json("GET", "/v1/keys/me")
    turned = await eve.json("POST", f"/v1/keys/{mine['id']}/rotate", json={"overlap_seconds": 0})
    assert 401 == (await eve("GET", "/v1/keys/me")).status_code
    assert mine["id"] == (await own(served, turned["token"]))["id"]


@pytest.mark.parametrize("seconds", [-1, 30 * 24 * 3600 + 1, 0.5])
async def test_an_overlap_is_of_thirty_days_at_most(ada: Desk, seconds: float) -> None:
    mine = await ada.json("GET", "/v1/keys/me")
    path = f"/v1/keys/{mine['id']}/rotate"
    problem = refused(
        await ada("POST", path, json={"overlap_seconds": seconds}), 422, "invalid-request"
    )
    assert ["/overlap_seconds"] == [error["pointer"] for error in problem["errors"]]


async def test_an_expired_key_gets_a_new_token_with_a_new_end_alone(
    served: Served, ada: Desk, file: Path
) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    with closing(sqlite3.connect(file)) as connection, connection:
        change = "UPDATE keys SET expires_at = '2026-01-01 00:00:00.000000' WHERE id = ?"
        connection.execute(change, [made["id"]])
    path = f"/v1/keys/{made['id']}/rotate"
    problem = refused(await ada("POST", path), 422, "invalid-request")
    assert ["/expires_at"] == [error["pointer"] for error in problem["errors"]]
    end = {"expires_at": "2099-01-01T00:00:00Z"}
    turned = await ada.json("POST", path, json=end)
    assert end["expires_at"] == (await own(served, turned["token"]))["expires_at"]


async def test_a_revoked_key_is_refused_at_once_and_stays_in_the_list(
    served: Served, ada: Desk
) -> None:
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    path = f"/v1/keys/{made['id']}"
    for _ in range(2):
        answer = await ada("DELETE", path)
        assert (204, b"") == (answer.status_code, answer.content)
    refused(await served.with_token(made["token"])("GET", "/v1/keys/me"), 401, "unauthenticated")
    assert (await ada.json("GET", path))["revoked_at"] is not None
    refused(await ada("POST", f"{path}/rotate"), 409, "wrong-state")
    assert 201 == (await ada("POST", "/v1/keys", json=PLUGIN)).status_code


async def test_the_last_key_that_may_manage_keys_goes_only_by_force(
    served: Served, ada: Desk
) -> None:
    for key in await served.newsroom.keys.list():
        if key.name != "Ada":
            await served.newsroom.keys.revoke(key.id)
    path = f"/v1/keys/{(await ada.json('GET', '/v1/keys/me'))['id']}"
    problem = refused(await ada("DELETE", path), 409, "wrong-state")
    assert "the last key that may manage keys" in problem["detail"]
    assert 204 == (await ada("DELETE", f"{path}?force=true")).status_code
    refused(await ada("GET", "/v1/keys/me"), 401, "unauthenticated")


async def test_pages_of_keys_lead_on_by_their_link(ada: Desk, ben: Desk) -> None:
    del ben
    first = await ada("GET", "/v1/keys?limit=2")
    link = first.headers["Link"].partition(">")[0].removeprefix("<")
    rest = await ada("GET", link)
    names = [key["name"] for answer in (first, rest) for key in answer.json()["keys"]]
    assert ["Ben", "Ada"] == names[:2]
    assert 3 == len(names)
    assert (None, False) == (rest.json()["next_cursor"], "Link" in rest.headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/keys/key-none"), ("DELETE", "/v1/keys/key-none"), ("POST", "/v1/keys/x/rotate")],
)
async def test_a_key_that_is_not_there_answers_404(ada: Desk, method: str, path: str) -> None:
    assert "there is no key" in refused(await ada(method, path), 404, "not-found")["detail"]


async def test_no_token_stands_in_the_database_the_log_or_a_refusal(
    served: Served, ada: Desk, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = await ada.json("POST", "/v1/keys", json=PLUGIN, headers=ONCE)
    twice = {"Idempotency-Key": "two"}
    turned = await ada.json("POST", f"/v1/keys/{made['id']}/rotate", headers=twice)
    stranger, ours = new_token(), [made["token"], turned["token"], str(ada.token)]
    answers = [
        await served.with_token(stranger)("GET", "/v1/drafts"),
        await served.with_token(stranger + "x")("GET", "/v1/drafts"),
        await served.with_token(made["token"])("GET", "/v1/keys"),
        await ada("POST", "/v1/keys", json=PLUGIN),
    ]
    with closing(sqlite3.connect(file)) as connection:
        kept = "\n".join(connection.iterdump())
    told = "\n".join([kept, caplog.text, *(answer.text for answer in answers)])
    assert made["id"] in told
    assert [] == [token for token in (stranger, *ours) if token[4:44] in told]


def test_a_key_with_its_token_does_not_show_it_when_it_is_printed(ada: Desk) -> None:
    token = new_token()
    key = KeyWithToken(
        id="key-a",
        name="Ada",
        person=True,
        scopes=frozenset(),
        created_at=clock.now(),
        revoked_at=None,
        spent_today=Decimal(0),
        token=token,
    )
    assert token in key.model_dump_json()
    assert token not in f"{key!r} {key} {ada!r}"


async def test_who_made_rotated_and_revoked_a_key_stands_in_the_log(
    ada: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    made = await ada.json("POST", "/v1/keys", json=PLUGIN)
    await ada("POST", f"/v1/keys/{made['id']}/rotate")
    await ada("DELETE", f"/v1/keys/{made['id']}")
    for done in ("made", "rotated", "revoked"):
        assert f"key {made['id']} was {done} by Ada" in caplog.messages
