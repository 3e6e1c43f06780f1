"""Readers that follow a draft while the service stops."""

import asyncio
from dataclasses import replace
from pathlib import Path

import httpx2

from tests.acceptance.serving import PATIENCE, Server
from tests.drafter.cli.conftest import REPORT
from tests.fakes.endpoint import Body, FakeEndpoint, Given, valid


def hanging(body: Body) -> Given:
    return replace(valid(body), delay=PATIENCE)


async def test_a_server_that_is_told_to_stop_does_not_wait_for_its_followers(
    tmp_path: Path,
) -> None:
    async with FakeEndpoint(*[hanging] * 5) as endpoint:
        server = Server(tmp_path, OPENAI_BASE_URL=endpoint.url, DRAFTER_DRAIN_SECONDS="1")
        await server.start()
        path = await server.draft(REPORT)
        key = {"Authorization": f"Bearer {server.key}"}
        async with (
            httpx2.AsyncClient(base_url=server.url, headers=key, timeout=PATIENCE) as client,
            client.stream("GET", f"{path}/events") as answer,
        ):
            lines = answer.aiter_lines()
            assert "retry: 2000" == await anext(lines)
            stopping = asyncio.create_task(server.stop())
            async with asyncio.timeout(5):  # without an end of its own: 6 seconds, and the drain
                rest = [line async for line in lines]
                await stopping
    assert "id: 1" in rest
    assert "Cancel" not in server.log
