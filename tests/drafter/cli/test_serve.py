"""The server waits for nobody who opens a connection and does not ask."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from drafter.cli.serve import Patient

ASKED = b"GET / HTTP/1.1\r\nHost: drafter.test\r\n\r\n"
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Quick(Patient):
    seconds = 0.3


async def slow_app(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answers after longer than the server waits for headers."""
    await asyncio.sleep(2 * Quick.seconds)
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    config = uvicorn.Config(
        slow_app, http=Quick, port=0, lifespan="off", log_config=None, timeout_keep_alive=60
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await running


@pytest.fixture
async def connection(port: int) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()


async def trickle(writer: asyncio.StreamWriter) -> None:
    """Send the headers of a request, a byte at a time, as one who wants to hold the connection."""
    for byte in ASKED * 100:
        if writer.is_closing():
            return
        writer.write(bytes([byte]) if byte != ord("\n") else b"\nX-More: x")
        await asyncio.sleep(0.02)


async def test_who_says_nothing_is_let_go(connection: Connection) -> None:
    assert b"" == await asyncio.wait_for(connection[0].read(), 5 * Quick.seconds)


@pytest.mark.parametrize("before", [b"", ASKED], ids=["first request", "second request"])
async def test_who_trickles_headers_is_let_go(connection: Connection, before: bytes) -> None:
    reader, writer = connection
    if before:
        writer.write(before)
        assert b"ok" == (await reader.readuntil(b"ok"))[-2:]
    began = time.monotonic()
    trickling = asyncio.create_task(trickle(writer))
    try:
        rest = await asyncio.wait_for(reader.read(), 5 * Quick.seconds)
    except ConnectionResetError:
        rest = b""
    assert b"ok" not in rest
    assert Quick.seconds * 0.5 < time.monotonic() - began
    trickling.cancel()


async def test_an_answer_may_take_longer_than_the_headers(connection: Connection) -> None:
    reader, writer = connection
    for _ in range(2):
        writer.write(ASKED)
        assert b"ok" == (await reader.readuntil(b"ok"))[-2:]
