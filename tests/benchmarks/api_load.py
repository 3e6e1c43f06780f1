"""Loads a server: one request after the other for latencies, many connections for the rate.

By raw HTTP/1.1 on kept connections: a client library would take more of the two cores than what
is measured.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """One request."""

    method: str
    path: str
    body: object = None
    headers: Mapping[str, str] | None = None

    def text(self, key: str) -> bytes:
        """As it is sent."""
        body = b"" if self.body is None else json.dumps(self.body).encode()
        told = {"Host": "127.0.0.1", "Authorization": f"Bearer {key}"} | dict(self.headers or {})
        if self.body is not None:
            told |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{lines}\r\n".encode() + body


@dataclass(frozen=True)
class Heard:
    """An answer: its status, headers in lower case, body, and how long it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


class Line:
    """One connection that is kept."""

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        self._key = key
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, ask: Ask) -> Heard:
        """Send one request and read its answer.

        Raises:
            RuntimeError: the answer is an error.
        """
        reader, writer = self._streams = self._streams or await self._open()
        began = time.perf_counter()
        writer.write(ask.text(self._key))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        seconds = time.perf_counter() - began
        status = int(head[0].split()[1])
        if status >= 400:
            raise RuntimeError(f"{ask.method} {ask.path}: {status} {body[:500]!r}")
        return Heard(status, headers, body, seconds)

    async def close(self) -> None:
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self._port)


async def rate(
    port: int, key: str, make: Callable[[], Ask], *, clients: int, seconds: float
) -> float:
    """Requests a second with so many clients that each ask again as soon as they are answered."""
    until, answered = time.perf_counter() + seconds, 0

    async def one() -> None:
        nonlocal answered
        line = Line(port, key)
        while time.perf_counter() < until:
            await line.ask(make())
            answered += 1
        await line.close()

    await asyncio.gather(*(one() for _ in range(clients)))
    return answered / seconds
