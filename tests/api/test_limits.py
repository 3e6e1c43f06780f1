"""How much a key may ask, and how often a wrong one is looked at."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.limits import MOST_NAMES, MOST_WRONG, Left, Limits, Window
from api.problems import Problem
from drafter.store.tokens import new_token
from schemas.key import Key, Scope
from tests.api.samples import REPORT, refused
from tests.api.serving import Desk, Served, committed, serving, settings_for


class Clock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def key_with(requests_a_minute: int | None, key_id: str = "key-a") -> Key:
    return Key(
        id=key_id,
        name="Ada",
        person=True,
        scopes=frozenset(),
        created_at=datetime(2026, 3, 5, tzinfo=UTC),
        revoked_at=None,
        requests_a_minute=requests_a_minute,
    )


def test_what_is_left_goes_down_and_comes_back_as_the_window_moves(clock: Clock) -> None:
    window = Window(clock)
    assert Left(2, 1, 60) == window.take("a", 2)
    clock.at += 20.5
    assert Left(2, 0, 40) == window.take("a", 2)
    assert window.take("a", 2) is None
    assert 40 == window.seconds("a", 2)
    clock.at += 39.5
    assert Left(2, 0, 21) == window.take("a", 2)


def test_what_was_refused_is_not_counted(clock: Clock) -> None:
    window = Window(clock)
    window.take("a", 1)
    for _ in range(5):
        clock.at += 10
        assert window.take("a", 1) is None
    clock.at += 10
    assert Left(1, 0, 60) == window.take("a", 1)


def test_one_does_not_use_up_what_is_anothers(clock: Clock) -> None:
    window = Window(clock)
    assert Left(1, 0, 60) == window.take("a", 1) == window.take("b", 1)


@given(st.lists(st.floats(0, 40), max_size=60), st.integers(1, 5))
def test_in_no_minute_are_more_let_through_than_the_quota(pauses: list[float], quota: int) -> None:
    clock, through = Clock(), []
    window = Window(clock)
    for pause in pauses:
        clock.at += pause
        if window.take("a", quota):
            through.append(clock.at)
        else:
            assert 1 <= window.seconds("a", quota) <= 60
    for start in through:
        assert quota >= sum(start <= at < start + 60 for at in through)


def test_those_who_were_quiet_for_a_minute_are_forgotten(clock: Clock) -> None:
    window = Window(clock)
    for number in range(10 * MOST_NAMES):
        clock.at += 1
        window.take(f"caller {number}", 1)
    assert MOST_NAMES + 1 >= len(window)


def test_a_keys_own_quota_goes_before_that_of_all(clock: Clock) -> None:
    limits = Limits(600, clock)
    assert Left(600, 599, 60) == limits.take(key_with(None, "key-a"))
    assert Left(2, 1, 60) == limits.take(key_with(2, "key-b"))
    assert Left(2, 1, 60) == Limits(None, clock).take(key_with(2))
    assert Limits(None, clock).take(key_with(None)) is None


def test_the_fields_are_those_of_the_draft() -> None:
    expected = {
        "RateLimit-Policy": '"requests";q=600;w=60',
        "RateLimit": '"requests";r=599;t=60',
    }
    assert expected == Left(600, 599, 60).headers()


def test_after_many_wrong_keys_an_address_is_not_listened_to_for_a_while(clock: Clock) -> None:
    limits = Limits(None, clock)
    for _ in range(MOST_WRONG):
        limits.require_trusted("192.0.2.1", new_token())
        limits.wrong("192.0.2.1")
    with pytest.raises(Problem, match="Many wrong keys came from your address: wait 60 s"):
        limits.require_trusted("192.0.2.1", new_token())
    limits.require_trusted("192.0.2.2", new_token())
    clock.at += 60
    limits.require_trusted("192.0.2.1", new_token())


def test_whoever_shares_the_address_and_was_let_in_before_may_go_on(clock: Clock) -> None:
    limits, right = Limits(None, clock), new_token()
    limits.right(right)
    for _ in range(MOST_WRONG):
        limits.wrong("192.0.2.1")
    limits.require_trusted("192.0.2.1", right)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        (None, "", True),
        ("testclient", "testclient", True),
    ],
)
def test_of_ipv6_the_network_of_a_site_counts_as_one(
    one: str | None, other: str, *, same: bool
) -> None:
    limits = Limits(None, Clock())
    for _ in range(MOST_WRONG):
        limits.wrong(one)
    try:
        limits.require_trusted(other, new_token())
    except Problem:
        assert same
    else:
        assert not same


@pytest.fixture
async def strict(file: Path) -> AsyncIterator[Served]:
    """A service that lets every key ask three times a minute."""
    async with serving(settings_for(file, requests_a_minute=3)) as running:
        yield running


def told(answer: object) -> tuple[str | None, str | None]:
    headers = getattr(answer, "headers", {})
    return headers.get("RateLimit-Policy"), headers.get("RateLimit")


async def test_each_answer_to_a_key_tells_what_is_left_refusals_too(strict: Served) -> None:
    ada = await strict.desk("Ada", scopes=frozenset())
    policy = '"requests";q=3;w=60'
    assert (policy, '"requests";r=2;t=60') == told(await ada("GET", "/v1/keys/me"))
    answer = await ada("GET", "/v1/keys")
    refused(answer, 403, "missing-scope")
    assert (policy, '"requests";r=1;t=60') == told(answer)


async def test_one_request_too_many_answers_429_and_when_to_come_back(strict: Served) -> None:
    ada = await strict.desk("Ada")
    for _ in range(3):
        assert 404 == (await ada("GET", "/v1/drafts/drf-none")).status_code
    answer = await ada("POST", "/v1/drafts", content=b"{not even json")
    problem = refused(answer, 429, "too-many-requests")
    assert ["requests"] == problem["violated_policies"]
    assert 55 <= int(answer.headers["Retry-After"]) <= 60
    expected = f'"requests";r=0;t={answer.headers["Retry-After"]}'
    assert ('"requests";q=3;w=60', expected) == told(answer)
    assert 200 == (await (await strict.desk("Ben"))("GET", "/v1/keys/me")).status_code


async def test_a_keys_own_quota_is_told(served: Served) -> None:
    token = await served.newsroom.keys.create(
        "Ada", person=True, scopes=frozenset(), requests_a_minute=7
    )
    answer = await served.with_token(token)("GET", "/v1/keys/me")
    assert ('"requests";q=7;w=60', '"requests";r=6;t=60') == told(answer)


@pytest.mark.parametrize("path", ["/healthz", "/openapi.json", "/v1/drafts"])
async def test_who_has_no_key_is_told_nothing(served: Served, path: str) -> None:
    assert (None, None) == told(await served.with_token(None)("GET", path))


async def test_an_answer_without_a_limit_tells_none(file: Path) -> None:
    async with serving(settings_for(file, requests_a_minute=0)) as free:
        ada = await free.desk("Ada")
        assert (None, None) == told(await ada("GET", "/v1/keys/me"))


async def test_tokens_cannot_be_guessed_at_speed(served: Served, ada: Desk) -> None:
    await ada("GET", "/v1/keys/me")
    for _ in range(MOST_WRONG):
        refused(await served.with_token(new_token())("GET", "/v1/drafts"), 401, "unauthenticated")
    answer = await served.with_token(new_token())("GET", "/v1/drafts")
    problem = refused(answer, 429, "too-many-requests")
    assert ["wrong-keys"] == problem["violated_policies"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    refused(await served.with_token(None)("GET", "/v1/drafts"), 401, "unauthenticated")
    assert 200 == (await ada("GET", "/v1/keys/me")).status_code


async def test_one_draft_too_many_at_once_answers_429(served: Served) -> None:
    token = await served.newsroom.keys.create(
        "Ada", person=True, scopes=frozenset({Scope.DRAFTS_WRITE}), drafts_at_once=1
    )
    served.queue.idle = True
    ada = served.with_token(token)
    order = {"reports": [REPORT]}
    assert 202 == (await ada("POST", "/v1/drafts", json=order)).status_code
    answer = await ada("POST", "/v1/drafts", json=order)
    problem = refused(answer, 429, "too-many-drafts")
    assert (["drafts"], "5") == (problem["violated_policies"], answer.headers["Retry-After"])


def test_the_document_tells_of_the_fields_and_how_long_to_wait() -> None:
    answers = committed()["paths"]["/v1/keys/me"]["get"]["responses"]
    known = {"RateLimit", "RateLimit-Policy"}
    assert known <= set(answers["200"]["headers"])
    assert known | {"Retry-After"} == set(answers["429"]["headers"])
