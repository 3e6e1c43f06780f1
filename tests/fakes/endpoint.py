"""An OpenAI-compatible endpoint of ours on 127.0.0.1: scripted answers and faults, bodies kept.

As a process it answers every chat completion validly, and logs one line for each that it
finished: `python -m tests.fakes.endpoint --port 8099 --delay 0.2 --log calls.txt`.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.fakes.replies import valid_reply

Body = dict[str, Any]
MODEL = "fake-model"
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
        "usage": {
            "prompt_tokens": 1000,
            "completion_tokens": 200,
            "total_tokens": 1200,
            "prompt_tokens_details": {"cached_tokens": 600},
            "completion_tokens_details": {"reasoning_tokens": 50},
        },
    }
    headers = {**JSON_HEADER, "x-request-id": "req-1"}
    return Answer(json.dumps(whole).encode(), headers=headers, delay=delay)


def failure(status: int, message: str = "no", code: str | None = None, **headers: str) -> Answer:
    """An error as OpenAI sends it. Headers are named with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = {"error": {"message": message, "type": code, "code": code, "param": None}}
    return Answer(json.dumps(error).encode(), status=status, headers={**JSON_HEADER, **named})


def valid(body: Body) -> Answer:
    """A valid reply to whatever was asked."""
    return completion(valid_reply(body))


class FakeEndpoint:
    """Gives its answers in order, and validly answers what comes after them."""

    def __init__(
        self,
        *answers: Answer | Callable[[Body], Answer],
        delay: float = 0.0,
        log: Path | None = None,
        models: tuple[str, ...] = (MODEL,),
    ) -> None:
        self.bodies: list[Body] = []
        self.connections = 0
        self._answers: Iterator[Answer | Callable[[Body], Answer]] = iter(answers)
        self._delay = delay
        self._log = log
        self._models = models
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        if self._server is not None:
            self._server.close()
            for task in self._serving:
                task.cancel()
            await asyncio.gather(*self._serving)
            await self._server.wait_closed()

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
        with contextlib.suppress(*ended):  # a cancelled callback of asyncio's streams complains
            while await self._one(reader, writer):
                pass
        writer.close()

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
        given = next(self._answers, valid)
        answer = given if isinstance(given, Answer) else given(body)
        await asyncio.sleep(answer.delay + self._delay)
        more = await _send(writer, answer)
        if self._log is not None:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{request_hash(body)}\n")
        return more

    def _listed(self) -> Answer:
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
