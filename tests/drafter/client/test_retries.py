"""When a call is made again, and when it never is."""

from collections.abc import Callable

import httpx2
import pytest

from drafter.client import ApiProblem, Patience, TooMany, Unreachable, WrongState
from tests.drafter.client.conftest import Starts
from tests.drafter.client.scripted import HERE, Service, problem
from tests.drafter.client.test_reading import example

Happens = Callable[[], httpx2.Response | httpx2.RequestError]


def no_route() -> httpx2.ConnectError:
    return httpx2.ConnectError("no route to host")


def cut_off() -> httpx2.ReadError:
    return httpx2.ReadError("cut off")


def busy() -> httpx2.Response:
    return problem(429, "too-many-requests", headers={"Retry-After": "0"})


def away() -> httpx2.Response:
    return problem(503, "store-unavailable", headers={"Retry-After": "0"})


def gateway() -> httpx2.Response:
    return httpx2.Response(502)


def written() -> httpx2.Response:
    return httpx2.Response(200, json=example("in-review"))


def asked() -> httpx2.Response:
    return httpx2.Response(202, json=example("drafting"))


@pytest.mark.parametrize("first", [no_route, cut_off, busy, away, gateway])
async def test_a_read_is_made_again(plugin: Starts, first: Happens) -> None:
    service = Service(first(), written())
    record = await plugin(service).call("draft", "drf-1")
    assert ("in_review", 2) == (record.state, len(service.requests))


@pytest.mark.parametrize("first", [no_route, cut_off, busy, away])
async def test_what_creates_is_made_again_under_the_same_key(
    plugin: Starts, first: Happens
) -> None:
    service = Service(first(), asked(), asked())
    courier = plugin(service)
    await courier.call("ask", ["rep-1"])
    await courier.call("ask", ["rep-1"])
    one, again, another = service.sent("Idempotency-Key")
    assert one == again != another
    assert service.requests[0].content == service.requests[1].content


async def test_what_still_runs_under_its_key_is_asked_for_again(plugin: Starts) -> None:
    running = problem(409, "idempotency-running", headers={"Retry-After": "0"})
    service = Service(cut_off(), running, asked())
    record = await plugin(service).call("ask", ["rep-1"], idempotency_key="order-7")
    assert "drafting" == record.state
    assert ["order-7"] * 3 == service.sent("Idempotency-Key")


@pytest.mark.parametrize("first", [no_route, busy])
async def test_a_change_is_made_again_where_it_was_not_begun(
    plugin: Starts, first: Happens
) -> None:
    service = Service(first(), written())
    await plugin(service).call("edit", "drf-1", {}, revision=3)
    assert ['"3"', '"3"'] == service.sent("If-Match")


@pytest.mark.parametrize(("first", "error"), [(cut_off, Unreachable), (away, ApiProblem)])
async def test_a_change_of_which_nobody_knows_is_not_made_twice(
    plugin: Starts, first: Happens, error: type[Exception]
) -> None:
    service = Service(first())
    with pytest.raises(error):
        await plugin(service).call("edit", "drf-1", {}, revision=3)


async def test_what_cannot_be_sent_is_tried_once(plugin: Starts) -> None:
    service = Service(httpx2.UnsupportedProtocol("no scheme"))
    with pytest.raises(Unreachable, match="no scheme"):
        await plugin(service).call("draft", "drf-1")


async def test_a_refusal_is_final(plugin: Starts) -> None:
    service = Service(problem(409, "wrong-state"))
    with pytest.raises(WrongState):
        await plugin(service).call("ask", ["rep-1"])


async def test_after_the_last_try_the_last_answer_is_raised(plugin: Starts) -> None:
    with pytest.raises(TooMany, match="429 too-many-requests: no") as caught:
        await plugin(Service(busy(), busy(), busy())).call("draft", "drf-1")
    assert 0 == caught.value.retry_after


async def test_nobody_waits_until_midnight(plugin: Starts) -> None:
    service = Service(problem(429, "spent-today", headers={"Retry-After": "40000"}))
    with pytest.raises(TooMany) as caught:
        await plugin(service).call("ask", ["rep-1"])
    assert (40000, "spent-today") == (caught.value.retry_after, caught.value.kind)


def test_pauses_grow_to_the_longest_and_retry_after_goes_before() -> None:
    patience = Patience(tries=9, first=1, longest=8)
    most = [1, 2, 4, 8, 8]
    for attempt, longest in enumerate(most, 1):
        pause = patience.pause(cut_off(), attempt, repeatable=True)
        assert pause is not None
        assert longest / 2 <= pause <= longest
    told = httpx2.Response(503, headers={"Retry-After": "7"}, request=httpx2.Request("GET", HERE))
    assert 7 == patience.pause(told, 1, repeatable=True)
    assert patience.pause(told, 9, repeatable=True) is None
