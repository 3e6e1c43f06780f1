"""An OpenAI-compatible endpoint of ours on 127.0.0.1: scripted answers and faults, bodies kept.

Answers that are streamed are in `tests.fakes.streams`. As a process it answers every chat
completion validly, and logs one line for each that it finished:
`python -m tests.fakes.endpoint --port 8099 --delay 0.2 --log calls.txt`.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.fakes.replies import valid_reply
from tests.fakes.streams import MODEL, USAGE, Streamed, called, streamed

__all__ = [
    "MODEL",
    "WEB_PAGE",
    "Answer",
    "Body",
    "FakeEndpoint",
    "Given",
    "Scripted",
    "completion",
    "error_in_200",
    "failure",
    "request_hash",
    "valid",
]

Body = dict[str, Any]
JSON_HEADER = {"content-type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What the endpoint sends for one request, `delay` seconds after it came."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: JSON_HEADER)
    delay: float = 0.0
    cut: bool = False  # the connection is closed in the middle of the body


def completion(
    text: str | None,
    finish_reason: str | None = "stop",
    *,
    refusal: str | None = None,
    delay: float = 0.0,
    **message: object,
) -> Answer:
    """A chat completion with that text, as OpenAI sends it."""
    said = {"role": "assistant", "content": text, "refusal": refusal, **message}
    whole = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "message": said, "finish_reason": finish_reason}],
        "usage": USAGE,
    }
    headers = {**JSON_HEADER, "x-request-id": "req-1"}
    return Answer(json.dumps(whole).encode(), headers=headers, delay=delay)


def failure(status: int, message: str = "no", code: str | None = None, **headers: str) -> Answer:
    """An error as OpenAI sends it. Headers are named with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = {"error": {"message": message, "type": code, "code": code, "param": None}}
    return Answer(json.dumps(error).encode(), status=status, headers={**JSON_HEADER, **named})


def error_in_200(message: str, code: object = None) -> Answer:
    """An error as OpenRouter sends it where the upstream failed: with a status of success."""
    error = {"error": {"message": message, "code": code}}
    return Answer(json.dumps(error).encode(), headers={**JSON_HEADER, "x-request-id": "req-1"})


WEB_PAGE = Answer(b"<html>Sign in</html>", headers={"content-type": "text/html"})
"""What a gateway sends to whom it does not know."""


def valid(body: Body) -> Answer | Streamed:
    """A valid reply to whatever was asked: streamed, and in a tool call, where that was asked."""
    text, tool = valid_reply(body), "tools" in body
    if body.get("stream"):
        return streamed(text, tool=tool)
    return completion(None, "tool_calls", tool_calls=[called(text)]) if tool else completion(text)


Given = Answer | Streamed
Scripted = Given | Callable[[Body], Given]


class FakeEndpoint:
    """Gives its answers in order, and validly answers what comes after them.

    `bodies` and `requests` are the bodies and the headers that came; `hung_up` counts clients that
    went before they had their answer; `most_at_once` is how many were waiting at the same time.
    """

    def __init__(
        self,
        *answers: Scripted,
        delay: float = 0.0,
        log: Path | None = None,
        models: tuple[str, ...] = (MODEL,),
        listing: bytes | None = b"",
    ) -> None:
        self.bodies: list[Body] = []
        self.requests: list[Mapping[str, str]] = []
        self.connections = 0
        self.hung_up = 0
        self.most_at_once = 0
        self._at_once = 0
        self._answers: Iterator[Scripted] = iter(answers)
        self._delay = delay
        self._log = log
        self._models = models
        self._listing = listing
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()
        self._broken: Exception | None = None

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)

    async def stop(self) -> None:
        """Stop listening and drop every connection; raise what the script of its answers raised."""
        if self._server is not None:
            self._server.close()
            for task in self._serving:
                task.cancel()
            await asyncio.gather(*self._serving)
            await self._server.wait_closed()
        if self._broken is not None:
            raise self._broken

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        if self._server is None:
            raise RuntimeError("the endpoint has not been started")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        if task is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        ended = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        try:
            with contextlib.suppress(*ended):  # a cancelled callback of asyncio's streams complains
                while await self._one(reader, writer):
                    pass
        except Exception as error:  # noqa: BLE001 - whatever the test's script raised, it is told
            self._broken = self._broken or error
        finally:
            writer.close()  # a client that hears nothing would wait for its deadline

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request of a connection; whether another may follow."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        if lines[0].startswith("GET"):
            return await _send(writer, self._listed())
        body = json.loads(content)
        self.bodies.append(body)
        self.requests.append(headers)
        given = next(self._answers, valid)
        answer = given(body) if callable(given) else given
        async with self._counted():
            if await _gone(reader, answer.delay + self._delay):
                self.hung_up += 1
                return False
            more = await self._answered(reader, writer, answer)
        if self._log is not None:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{request_hash(body)}\n")
        return more

    async def _answered(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Given
    ) -> bool:
        if isinstance(answer, Answer):
            return await _send(writer, answer)
        more = await _stream(writer, answer)
        if answer.hangs and await _gone(reader, 60.0):
            self.hung_up += 1
        return more

    @contextlib.asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            self._at_once -= 1

    def _listed(self) -> Answer:
        """The list of models, or the listing instead; an endpoint may have none."""
        if self._listing is None:
            return failure(404)
        if self._listing:
            return Answer(self._listing)
        listed = [
            {"id": name, "object": "model", "created": 1, "owned_by": "us"} for name in self._models
        ]
        return Answer(json.dumps({"object": "list", "data": listed}).encode())


async def _send(writer: asyncio.StreamWriter, answer: Answer) -> bool:
    headers = {**answer.headers, "content-length": str(len(answer.content))}
    lines = [f"HTTP/1.1 {answer.status} Fake", *(f"{n}: {v}" for n, v in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    writer.write(answer.content[: len(answer.content) // 2] if answer.cut else answer.content)
    await writer.drain()
    return not answer.cut


async def _stream(writer: asyncio.StreamWriter, answer: Streamed) -> bool:
    """Each event goes out by itself, in an HTTP chunk of its own."""
    headers = {**answer.headers, "transfer-encoding": "chunked"}
    lines = ["HTTP/1.1 200 Fake", *(f"{n}: {v}" for n, v in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    for event in answer.events:
        await asyncio.sleep(answer.between)
        writer.write(b"%x\r\n%b\r\n" % (len(event), event))
        await writer.drain()
    if not (answer.cut or answer.hangs):
        writer.write(b"0\r\n\r\n")
        await writer.drain()
    return not (answer.cut or answer.hangs)


async def _gone(reader: asyncio.StreamReader, seconds: float) -> bool:
    """Wait so long; true, at once, where the client closes the connection meanwhile."""
    if seconds <= 0:
        return False
    try:
        return not await asyncio.wait_for(reader.read(1), seconds)
    except TimeoutError:
        return False


def request_hash(body: Body) -> str:
    """SHA-256 of a request's body: the same call of the same draft has the same."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


async def _run(port: int, delay: float, log: Path | None) -> None:
    endpoint = FakeEndpoint(delay=delay, log=log)
    await endpoint.start(port)
    sys.stdout.write(f"{endpoint.url}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Serve until killed; the first line of standard output is the base URL."""
    parser = argparse.ArgumentParser(description="A fake OpenAI-compatible endpoint")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--log", type=Path, help="one line for each finished call goes here")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(given.port, given.delay, given.log))


if __name__ == "__main__":
    main()
