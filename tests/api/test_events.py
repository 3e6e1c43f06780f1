"""Following a draft over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.routes.events import heartbeat
from drafter.store.database import Database
from drafter.store.events import Events
from schemas.following import EventKind
from tests.api.samples import REPORT, refused
from tests.api.serving import Desk, Served

STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
async def events(served: Served) -> AsyncIterator[Events]:
    """The events of the app's database, as a worker elsewhere writes them."""
    database = Database(served.newsroom.settings.database_url)
    yield Events(database)
    await database.close()


@pytest.fixture
async def finished(draft: str, events: Events) -> str:
    """The path of a draft in the queue: events 1 and 2 are its states, 3 what was found."""
    await events.add(id_of(draft), [(EventKind.FINDINGS, {"count": 0})])
    return draft


def id_of(path: str) -> str:
    return path.rpartition("/")[2]


def ids(text: str) -> list[int]:
    return [int(line[4:]) for line in text.splitlines() if line.startswith("id: ")]


async def test_the_whole_story_of_a_draft_is_told_and_ends(ada: Desk, finished: str) -> None:
    answer = await ada("GET", f"{finished}/events", headers=STREAM)
    assert "text/event-stream; charset=utf-8" == answer.headers["Content-Type"]
    assert "no-store" == answer.headers["Cache-Control"]
    assert "no" == answer.headers["X-Accel-Buffering"]
    first, *told, last = answer.text.split("\n\n")
    assert ("retry: 2000", "") == (first, last)
    assert 'id: 3\nevent: findings\ndata: {"count": 0}' == told[-1]
    assert [1, 2, 3] == ids(answer.text)


@pytest.mark.parametrize(
    ("query", "headers"),
    [("", {"Last-Event-ID": "2"}), ("?after=2", {}), ("?after=0", {"Last-Event-ID": "2"})],
)
async def test_a_reader_comes_back_where_it_was(
    ada: Desk, finished: str, query: str, headers: dict[str, str]
) -> None:
    answer = await ada("GET", f"{finished}/events{query}", headers=headers)
    assert [3] == ids(answer.text)


@pytest.mark.parametrize("how", [{"params": {"after": 3}}, {"headers": {"Last-Event-ID": "3"}}])
async def test_who_has_the_last_event_of_a_draft_that_is_over_is_told_to_stay_away(
    ada: Desk, finished: str, how: dict[str, dict[str, str]]
) -> None:
    answer = await ada("GET", f"{finished}/events", **how)
    assert (204, b"") == (answer.status_code, answer.content)


async def test_who_has_the_last_event_of_a_draft_that_goes_on_hears_what_comes(
    served: Served, ada: Desk, events: Events
) -> None:
    served.queue.idle = True
    path = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    reading = asyncio.create_task(ada("GET", f"{path}/events?after=1"))
    await asyncio.sleep(0.1)
    await events.add(id_of(path), [(EventKind.PROGRESS, {"stage": "compose"})])
    await ada("POST", f"{path}/cancel", json={})
    assert [2, 3] == ids((await reading).text)


@pytest.mark.parametrize("idle", [True, False])
async def test_a_number_beyond_the_last_event_is_refused_with_the_last(
    served: Served, ada: Desk, *, idle: bool
) -> None:
    served.queue.idle = idle
    path = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    last = 1 if idle else 2
    answer = await ada("GET", f"{path}/events", headers={"Last-Event-ID": str(last + 1)})
    assert f"come back with {last}, or with 0" in refused(answer, 409, "wrong-state")["detail"]


async def test_silence_is_filled_with_comments(served: Served, ada: Desk, events: Events) -> None:
    served.app.dependency_overrides[heartbeat] = lambda: 0.02
    served.queue.idle = True
    asked = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    path = asked.headers["Location"]
    reading = asyncio.create_task(ada("GET", f"{path}/events"))
    await asyncio.sleep(0.3)
    await events.add(id_of(path), [(EventKind.PROGRESS, {"stage": "compose"})])
    await ada("POST", f"{path}/cancel", json={})
    answer = await reading
    assert answer.text.count(": still here\n\n") > 2
    assert [1, 2, 3] == ids(answer.text)


async def test_a_draft_that_is_not_there_is_a_problem_before_anything_is_told(ada: Desk) -> None:
    assert 404 == (await ada("GET", "/v1/drafts/drf-aaaaaaaaaaaaaaaa/events")).status_code


async def test_following_takes_a_key(served: Served, finished: str) -> None:
    answer = await served.with_token(None)("GET", f"{finished}/events")
    assert 401 == answer.status_code


@pytest.mark.parametrize("number", ["first", "-1", "99999999999999999999"])
async def test_what_is_no_number_of_an_event_is_refused(
    ada: Desk, finished: str, number: str
) -> None:
    by_header = await ada("GET", f"{finished}/events", headers={"Last-Event-ID": number})
    by_query = await ada("GET", f"{finished}/events", params={"after": number})
    assert (422, 422) == (by_header.status_code, by_query.status_code)
    assert "Last-Event-ID" in by_header.text


async def test_the_end_of_the_service_ends_the_answer(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    asked = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    reading = asyncio.create_task(ada("GET", f"{asked.headers['Location']}/events"))
    await asyncio.sleep(0.2)
    served.newsroom.following.end()
    async with asyncio.timeout(2):
        assert [1] == ids((await reading).text)
