"""A receiver of webhooks on 127.0.0.1 that does as it is told: answers, stalls, floods."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from drafter.webhooks.signature import ID, TIMESTAMP, verify

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Heard:
    """A request as it came."""

    at: float
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The id of the message."""
        return self.headers[ID]

    def signed_with(self, secret: str) -> str:
        """The id, where the signature is by the secret; else it raises SignatureRefused."""
        return verify(secret, self.headers, self.body, float(self.headers[TIMESTAMP]))


def status(code: int, *headers: str) -> Answer:
    """Answers with this status."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = "".join(f"{line}\r\n" for line in headers)
        writer.write(f"HTTP/1.1 {code} So\r\nContent-Length: 0\r\n{lines}\r\n".encode())

    return answer


async def stall(writer: asyncio.StreamWriter) -> None:
    """Never answers."""
    del writer
    await asyncio.sleep(3600)


async def trickle(writer: asyncio.StreamWriter) -> None:
    """Answers a byte at a time."""
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def flood(writer: asyncio.StreamWriter) -> None:
    """Answers well, and with far more than anybody wants to read."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Closes without a word."""
    writer.close()


@dataclass
class Receiver:
    """Answers with each of `answers` in turn, and with the last one from then on."""

    answers: list[Answer]
    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.heard.append(await _request(reader))
            turn = min(len(self.heard), len(self.answers)) - 1
            await self.answers[turn](writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # who asked has left
        except asyncio.CancelledError:
            pass  # the test is over; asyncio's streams complain of a task that was cancelled
        finally:
            self.at_once -= 1
            writer.close()


async def _request(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    told = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in head[1:]) if n}
    body = await reader.readexactly(int(told["content-length"]))
    return Heard(asyncio.get_running_loop().time(), told, body)


@asynccontextmanager
async def receiving(*answers: Answer) -> AsyncIterator[Receiver]:
    """A receiver that listens."""
    receiver = Receiver(list(answers) or [status(204)])
    running: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            running.add(task)
            task.add_done_callback(running.discard)
        await receiver.serve(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in tuple(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
