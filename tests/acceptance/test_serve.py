"""`drafter serve`: the first key, a killed server, a stopped one."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acceptance.serving import PATIENCE, Server
from tests.drafter.cli.conftest import REPORT
from tests.fakes.endpoint import Body, FakeEndpoint, Given, valid

CALLS = 5
"""Calls of the briefing recipe."""
TO_THE_JOURNAL = 0.3
"""Seconds in which a reply that came is journalled: one in that moment may be asked for again."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server on the embedded default."""
    server = Server(tmp_path, DRAFTER_ENGINE="extractive")
    await server.start()
    yield server
    await server.kill()


async def test_the_first_start_prints_a_key_and_a_second_does_not(server: Server) -> None:
    assert 200 == (await server.call("GET", "/v1/drafts")).status_code
    assert -signal.SIGTERM == await server.stop()  # uvicorn ends, then passes the signal on
    await server.start()
    assert 1 == server.log.count("drf_")
    assert 200 == (await server.call("GET", "/v1/drafts")).status_code


async def test_nothing_answers_without_a_key_but_health_and_the_document(server: Server) -> None:
    server.key = "drf_wrong"
    statuses = {
        path: (await server.call("GET", path)).status_code
        for path in ("/healthz", "/openapi.json", "/v1/drafts", "/v1/reports/rep-1", "/docs")
    }
    expected = {"/healthz": 200, "/openapi.json": 200, "/v1/drafts": 401, "/v1/reports/rep-1": 401}
    assert expected | {"/docs": 404} == statuses


async def test_a_draft_is_in_the_queue_within_seconds(server: Server) -> None:
    record = await server.written(await server.draft(REPORT))
    assert ("queued", 1) == (record["state"], record["revision"])


async def test_two_servers_on_the_same_files_share_the_work(server: Server) -> None:
    second = Server(server.folder, DRAFTER_ENGINE="extractive")
    await second.start()
    second.key = server.key
    try:
        paths = [await one.draft(REPORT) for one in (server, second)]
        records = [await second.written(paths[0]), await server.written(paths[1])]
    finally:
        await second.kill()
    assert [("queued", 1)] * 2 == [(one["state"], one["revision"]) for one in records]


def quick(body: Body) -> Given:
    return replace(valid(body), delay=0.2)


def hanging(body: Body) -> Given:
    return replace(valid(body), delay=PATIENCE)


async def test_a_server_killed_in_the_middle_of_a_draft_pays_no_finished_call_twice(
    tmp_path: Path,
) -> None:
    log = tmp_path / "calls.txt"

    def made() -> list[str]:
        return log.read_text("utf-8").splitlines() if log.exists() else []

    slow = (quick, quick, hanging, hanging, hanging)
    async with FakeEndpoint(*slow, log=log) as endpoint:
        server = Server(tmp_path, OPENAI_BASE_URL=endpoint.url)
        await server.start()
        path = await server.draft(REPORT)
        async with asyncio.timeout(PATIENCE):
            while len(made()) < 2:
                await asyncio.sleep(0.05)
        await asyncio.sleep(TO_THE_JOURNAL)
        await server.kill()
        finished = set(made())
        await server.start()
        record = await server.written(path)
        await server.stop()
    assert ("queued", 2) == (record["state"], len(finished))
    assert {1} == {times for call, times in Counter(made()).items() if call in finished}
    assert CALLS == len(set(made()))
    assert "openai" == record["draft"]["provenance"]["engine"]
