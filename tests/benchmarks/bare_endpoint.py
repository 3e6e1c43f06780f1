"""An endpoint that costs next to nothing, so that what asks it is what a benchmark measures.

It works a reply out once for each request body and repeats the bytes. It is a process of its own:
`python -m tests.benchmarks.bare_endpoint --delay 0.2 --at-once 64` prints its base URL.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.fakes.endpoint import completion
from tests.fakes.replies import valid_reply
from tests.fakes.streams import streamed

PIECES = 150
"""Pieces of text in a streamed reply."""
_CLOSE = b"\r\n\r\n"


def plain_answer(text: str) -> bytes:
    """A whole HTTP answer with a completion of this text."""
    body = completion(text).content
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + (
        b"x-request-id: req-1\r\ncontent-length: %d\r\n\r\n" % len(body) + body
    )


def streamed_answer(text: str) -> list[bytes]:
    """The same as a stream of server-sent events, each in an HTTP chunk of its own."""
    head = (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    )
    events = streamed(text, pieces=PIECES).events
    return [head, *(b"%x\r\n%b\r\n" % (len(event), event) for event in events), b"0\r\n\r\n"]


class Connection(asyncio.Protocol):
    """One connection: a request, `delay` seconds, an answer, and the next request."""

    def __init__(self, house: "House") -> None:
        self._house = house
        self._got = bytearray()
        self._needs = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        if not self._needs:
            end = self._got.find(_CLOSE)
            if end < 0:
                return
            head = bytes(self._got[:end]).lower()
            _, _, length = head.partition(b"content-length: ")
            self._needs = end + len(_CLOSE) + int(length.split(b"\r\n", 1)[0] or 0)
        if len(self._got) >= self._needs:
            body = bytes(self._got).partition(_CLOSE)[2]
            self._got.clear()
            self._needs = 0
            self._house.admit(partial(self._answer, body))

    def _answer(self, body: bytes) -> None:
        asyncio.get_running_loop().call_later(self._house.delay, self._write, body)

    def _write(self, body: bytes) -> None:
        self._house.leave()
        if self._transport is None or self._transport.is_closing():
            return
        answer = self._house.answer(body)
        if isinstance(answer, bytes):
            self._transport.write(answer)
        else:
            self._next_piece(iter(answer))

    def _next_piece(self, pieces: Iterator[bytes]) -> None:
        """One piece in one turn of the loop, so that pieces arrive one by one as from a model."""
        piece = next(pieces, None)
        if piece is not None and self._transport is not None and not self._transport.is_closing():
            self._transport.write(piece)
            loop = asyncio.get_running_loop()
            if self._house.between:
                loop.call_later(self._house.between, self._next_piece, pieces)
            else:
                loop.call_soon(self._next_piece, pieces)


class House:
    """What all connections share: answers by request, and how many are worked on at once."""

    def __init__(self, delay: float, at_once: int, between: float, text: str | None) -> None:
        self.delay, self.between = delay, between
        self._free = at_once
        self._waiting: list[Callable[[], None]] = []
        self._text = text
        self._answers: dict[bytes, bytes | list[bytes]] = {}

    def admit(self, start: Callable[[], None]) -> None:
        """Start now, or when a request before it has been answered."""
        if self._free:
            self._free -= 1
            start()
        else:
            self._waiting.append(start)

    def leave(self) -> None:
        """One is answered: the next may start."""
        if self._waiting:
            self._waiting.pop(0)()
        else:
            self._free += 1

    def answer(self, body: bytes) -> bytes | list[bytes]:
        """The bytes of the answer to this request."""
        if body not in self._answers:
            asked = json.loads(body)
            text = self._text or valid_reply(asked)
            made = streamed_answer if asked.get("stream") else plain_answer
            self._answers[body] = made(text)
        return self._answers[body]


async def _serve(house: House, port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(house), "127.0.0.1", port, backlog=512)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1\n")
    sys.stdout.flush()
    await server.serve_forever()


@contextmanager
def served(*options: str) -> Iterator[str]:
    """This endpoint in a process of its own; its base URL."""
    command = [sys.executable, "-m", "tests.benchmarks.bare_endpoint", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.kill()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description="An endpoint for benchmarks")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--at-once", type=int, default=1 << 20, help="requests worked on at once")
    parser.add_argument("--between", type=float, default=0.0, help="seconds between pieces")
    parser.add_argument("--text", type=Path, help="a file with the reply; else a valid one")
    given = parser.parse_args()
    text = given.text.read_text(encoding="utf-8") if given.text else None
    asyncio.run(_serve(House(given.delay, given.at_once, given.between, text), given.port))


if __name__ == "__main__":
    main()
