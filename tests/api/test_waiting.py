"""Prefer: wait=N, and polling."""

import asyncio
import time
from typing import Any

import httpx2
import pytest
from fastapi import Request, Response
from starlette.types import Message

from api.waiting import wait_of, waited
from drafter.store.drafts import Drafts
from tests import factories
from tests.api.samples import REPORT
from tests.api.serving import Desk, Served

ORDER: dict[str, Any] = {"reports": [REPORT]}


def preferring(prefer: str, **more: str) -> dict[str, Any]:
    return {"json": ORDER, "headers": {"Prefer": prefer} | more}


async def asked(desk: Desk, prefer: str = "wait=20", **more: str) -> httpx2.Response:
    answer = await desk("POST", "/v1/drafts", **preferring(prefer, **more))
    assert 202 == answer.status_code
    return answer


async def written(served: Served, draft_id: str) -> None:
    """The draft is written, as by a worker."""
    drafts: Drafts = served.newsroom.drafts
    order, reports = await drafts.inputs(draft_id)
    plan = factories.plan_of(*reports, earlier=order.earlier, topic=order.topic)
    await drafts.finish(draft_id, factories.draft(plan))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, 0),
        ("wait=10", 10),
        ("Wait = 10", 10),
        ('respond-async, wait="10"; x=y', 10),
        ("wait=10, wait=20", 10),
        ("wait=600", 60),
        ("wait=0", 0),
        ("wait", 0),
        ("wait=soon", 0),
        ("wait=-1", 0),
        ("await=10", 0),
        ("wait=1.5", 0),
        ("return=minimal", 0),
    ],
)
def test_a_preference_is_read_and_bounded_or_ignored(header: str | None, expected: int) -> None:
    assert expected == wait_of(header)


async def test_who_waits_is_answered_with_the_draft(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    waiting = asyncio.create_task(asked(ada))
    while not served.queue.enqueued:
        await asyncio.sleep(0.01)
    await written(served, served.queue.enqueued[0])
    async with asyncio.timeout(5):
        answer = await waiting
    assert ("queued", 1) == (answer.json()["state"], answer.json()["revision"])
    assert answer.json()["draft"]["headline"]["text"]
    assert "estimate" in answer.json()
    assert ('"1"', "wait=20") == (answer.headers["ETag"], answer.headers["Preference-Applied"])
    assert "Retry-After" not in answer.headers


async def test_a_draft_that_is_there_already_is_not_waited_for(ada: Desk) -> None:
    began = time.perf_counter()
    answer = await asked(ada)
    assert time.perf_counter() - began < 1.5
    assert "queued" == answer.json()["state"]


async def test_a_draft_that_is_called_off_is_waited_for_no_longer(
    served: Served, ada: Desk
) -> None:
    served.queue.idle = True
    waiting = asyncio.create_task(asked(ada))
    while not served.queue.enqueued:
        await asyncio.sleep(0.01)
    await ada("POST", f"/v1/drafts/{served.queue.enqueued[0]}/cancel", json={})
    async with asyncio.timeout(5):
        assert "cancelled" == (await waiting).json()["state"]


async def test_when_the_time_is_over_the_answer_says_how_far_it_is(
    served: Served, ada: Desk
) -> None:
    served.queue.idle = True
    began = time.perf_counter()
    answer = await asked(ada, "wait=1")
    assert 0.9 < time.perf_counter() - began < 5
    assert ("drafting", "2") == (answer.json()["state"], answer.headers["Retry-After"])
    assert "wait=1" == answer.headers["Preference-Applied"]


async def test_a_repeat_that_waits_has_the_draft_as_it_is_now(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    once = {"Idempotency-Key": "once"}
    first = await ada("POST", "/v1/drafts", json=ORDER, headers=once)
    await written(served, first.json()["id"])
    again = await asked(ada, **once)
    assert (first.json()["id"], "queued") == (again.json()["id"], again.json()["state"])
    assert "true" == again.headers["Idempotency-Replayed"]
    unhurried = await ada("POST", "/v1/drafts", json=ORDER, headers=once)
    assert first.content == unhurried.content


async def test_without_the_preference_nothing_is_said_of_it(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    answer = await ada("POST", "/v1/drafts", json=ORDER)
    assert "Preference-Applied" not in answer.headers


async def test_the_end_of_the_service_ends_the_waiting(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    waiting = asyncio.create_task(asked(ada))
    while not served.queue.enqueued:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    served.newsroom.following.end()
    async with asyncio.timeout(3):
        assert "drafting" == (await waiting).json()["state"]


async def test_a_caller_that_leaves_is_waited_for_no_longer(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    asked_for = (await ada("POST", "/v1/drafts", json=ORDER)).json()["id"]
    being = Response("{}", headers={"Location": f"/v1/drafts/{asked_for}"})
    being.body = (await ada("POST", "/v1/drafts", json=ORDER)).content
    began = time.perf_counter()
    await waited(being, 20, _left(), served.newsroom)
    assert time.perf_counter() - began < 5
    assert "drafting" == (await ada.json("GET", f"/v1/drafts/{asked_for}"))["state"]


def _left() -> Request:
    """A request whose caller is gone."""

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    return Request({"type": "http"}, receive)


async def test_who_polls_is_told_when_to_come_back_while_it_is_drafting(
    served: Served, ada: Desk
) -> None:
    served.queue.idle = True
    path = (await ada("POST", "/v1/drafts", json=ORDER)).headers["Location"]
    assert "2" == (await ada("GET", path)).headers["Retry-After"]
    await written(served, path.rpartition("/")[2])
    assert "Retry-After" not in (await ada("GET", path)).headers
