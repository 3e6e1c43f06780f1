"""A draft is followed to its end, whatever becomes of the connection."""

import json
from typing import Any

import httpx2
import pytest

from drafter.client import NotFound, Unreachable, Unreadable
from tests.drafter.client.conftest import Starts
from tests.drafter.client.scripted import Service, problem
from tests.drafter.client.test_reading import example

RETRY = "retry: 2000\n\n"


def line(number: int, kind: str, **data: Any) -> str:
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"


def state(number: int, now: str) -> str:
    return line(number, "state", state=now)


def stream(*lines: str) -> httpx2.Response:
    headers = {"Content-Type": "text/event-stream"}
    return httpx2.Response(200, headers=headers, content="".join((RETRY, *lines)).encode())


def broken(*lines: str) -> httpx2.Response:
    """An answer that is cut off after these lines."""

    class Cut(httpx2.SyncByteStream, httpx2.AsyncByteStream):
        def __iter__(self) -> Any:
            yield "".join(lines).encode()
            raise httpx2.ReadError("cut off")

        async def __aiter__(self) -> Any:
            yield "".join(lines).encode()
            raise httpx2.ReadError("cut off")

    return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, stream=Cut())


async def test_it_ends_at_the_findings_of_a_draft_that_is_queued(plugin: Starts) -> None:
    told = stream(
        state(1, "drafting"), ": still here\n\n", state(2, "queued"), line(3, "findings", count=0)
    )
    service = Service(told)
    events = await plugin(service).all("follow", "drf-1")
    assert [(1, "state"), (2, "state"), (3, "findings")] == [(e.number, e.kind) for e in events]
    assert {"count": 0} == events[-1].data


@pytest.mark.parametrize("cut", [stream, broken])
async def test_it_comes_back_with_the_last_event_that_it_had(plugin: Starts, cut: Any) -> None:
    first = cut(state(1, "drafting"), line(2, "progress"))
    service = Service(first, httpx2.ConnectError("no"), stream(line(3, "new"), state(4, "failed")))
    events = await plugin(service).all("follow", "drf-1")
    assert [1, 2, 3, 4] == [event.number for event in events]
    assert ["0", "2", "2"] == service.sent("Last-Event-ID")


async def test_it_looks_once_more_where_the_findings_may_be_missing(plugin: Starts) -> None:
    first = stream(state(1, "drafting"), state(2, "queued"))
    service = Service(first, stream(line(3, "findings")))
    assert 3 == len(await plugin(service).all("follow", "drf-1"))
    service = Service(stream(state(1, "drafting"), state(2, "queued")), stream())
    assert 2 == len(await plugin(service).all("follow", "drf-1"))


async def test_of_a_draft_that_is_written_the_rest_is_told(plugin: Starts) -> None:
    now = httpx2.Response(200, json=example("in-review"))
    service = Service(now, stream())
    assert [] == await plugin(service).all("follow", "drf-1", after=12)
    assert [None, "12"] == service.sent("Last-Event-ID")


async def test_it_gives_up_after_as_many_failures_as_there_is_patience(plugin: Starts) -> None:
    service = Service(*[httpx2.ConnectError("no")] * 3)
    with pytest.raises(Unreachable, match="drf-1 cannot be followed"):
        await plugin(service).all("follow", "drf-1")


async def test_an_event_renews_its_patience(plugin: Starts) -> None:
    fails = [httpx2.ConnectError("no") for _ in range(4)]
    first, last = stream(state(1, "drafting")), stream(state(2, "failed"))
    service = Service(*fails[:2], first, *fails[2:], last)
    assert 2 == len(await plugin(service).all("follow", "drf-1"))


async def test_what_cannot_be_followed_is_refused(plugin: Starts) -> None:
    with pytest.raises(NotFound):
        await plugin(Service(problem(404, "not-found"))).all("follow", "drf-1")


async def test_what_is_no_event_is_refused(plugin: Starts) -> None:
    with pytest.raises(Unreadable, match="is no event"):
        await plugin(Service(stream("event: state\ndata: {}\n\n"))).all("follow", "drf-1")


async def test_waiting_looks_until_the_draft_is_written(plugin: Starts) -> None:
    drafting = example("in-review") | {"state": "drafting"}
    answers = [httpx2.Response(200, json=body) for body in (drafting, example("in-review"))]
    assert "in_review" == (await plugin(Service(*answers)).call("wait_for", "drf-1")).state


async def test_waiting_has_an_end(plugin: Starts) -> None:
    drafting = httpx2.Response(200, json=example("in-review") | {"state": "drafting"})
    with pytest.raises(TimeoutError, match=r"drf-1 is still being written after 0.3 seconds"):
        await plugin(Service(drafting, drafting)).call("wait_for", "drf-1", within=0.3)
