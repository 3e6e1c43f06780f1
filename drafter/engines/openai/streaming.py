"""A streamed answer: server-sent events out of bytes, and a completion out of the events.

There is no object of the SDK's for each event: of a reply in 150 pieces they cost four times as
much CPU as all the rest.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator

import httpx2
from openai import AsyncOpenAI, AsyncStream

from drafter.engines.openai.failures import BadAnswer, one_line
from drafter.engines.openai.wire import (
    Completion,
    arguments_in,
    completion_of,
    first_choice,
    has_thought,
    parsed,
    refuse_error,
    text_in,
    text_or_none,
    usage_in,
)
from schemas.provenance import Outcome, Usage

MOST_BLANK = 200
"""Whitespace characters in a row; what writes more of them does not stop by itself."""
TAIL_SECONDS = 2.0
"""How long usage and the end of the stream are waited for after the finish reason came."""
_BLANK = re.compile(rf"\s{{{MOST_BLANK + 1}}}")
Hear = Callable[[str], None]


async def streamed(client: AsyncOpenAI, content: bytes, hear: Hear, *, tool: bool) -> Completion:
    """Send a request and read its stream to the end; `hear` gets each piece of text as it comes.

    Where a tool was forced, the text is its arguments. A run of whitespace ends the reading.

    Raises:
        OpenAIError: the endpoint refused or could not be reached.
        BadAnswer: the stream broke off, held an error, or was none.
    """
    stream = await client.post(
        "/chat/completions",
        cast_to=object,
        content=content,
        stream=True,
        stream_cls=AsyncStream[object],
    )
    response = stream.response
    try:
        kind = response.headers.get("content-type", "")
        request_id = response.headers.get("x-request-id")
        if "event-stream" not in kind:
            return await _not_streamed(response, hear, request_id)
        reading = Reading(hear, tool=tool, request_id=request_id)
        await _read(response.aiter_bytes(), reading)
        return reading.completion()
    finally:
        await stream.close()


async def _not_streamed(
    response: httpx2.Response, hear: Hear, request_id: str | None
) -> Completion:
    """The answer of a server that does not stream, or of no such server."""
    try:
        completion = completion_of(await response.aread(), request_id)
    except httpx2.RequestError as error:
        raise _cut(one_line(str(error)) or type(error).__name__, request_id) from error
    hear(completion.text)
    return completion


async def _read(pieces: AsyncIterator[bytes], reading: "Reading") -> None:
    """Read until the end. After the finish reason, neither a wait nor a fault spoils the reply."""
    events = Events()
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(None) as tail:
            async for piece in pieces:
                for event in events.fed(piece):
                    reading.take(event)
                if reading.looped:
                    return
                if reading.finished and tail.when() is None:
                    tail.reschedule(loop.time() + TAIL_SECONDS)
            for event in events.fed(b"\n\n"):
                reading.take(event)
    except BadAnswer:
        if not reading.finished:
            raise
    except (httpx2.RequestError, TimeoutError) as error:
        if not reading.finished:
            raise reading.cut(one_line(str(error)) or type(error).__name__) from error


class Events:
    """Takes the data of server-sent events out of bytes, wherever the network cut them."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []

    def fed(self, piece: bytes) -> Iterator[bytes]:
        """The events that are complete with this piece. A lone CR at its end may be half a CRLF."""
        lines = (self._rest + piece).splitlines(keepends=True)
        self._rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        for line in lines:
            bare = line.rstrip(b"\r\n")
            if bare.startswith(b"data:"):
                self._data.append(bare[5:].removeprefix(b" "))
            elif not bare and self._data:
                yield self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
                self._data.clear()


class Reading:
    """What the events of one stream have come to so far."""

    def __init__(self, hear: Hear, *, tool: bool, request_id: str | None) -> None:
        self.finished = False
        self.looped = False
        self._hear = hear
        self._tool = tool
        self._request_id = request_id
        self._content: list[str] = []
        self._arguments: list[str] = []
        self._refusal: list[str] = []
        self._finish_reason: str | None = None
        self._thought = False
        self._usage: Usage | None = None
        self._blank = 0

    def take(self, event: bytes) -> None:
        """One event.

        Raises:
            BadAnswer: it is an error, or no JSON.
        """
        if self.looped or event == b"[DONE]":
            return
        try:
            told = parsed(event)
        except ValueError:
            said = one_line(event[:200].decode("utf-8", "replace"), 80)
            raise self.cut(f"an event that is no JSON: {said}") from None
        self._usage = usage_in(told) or self._usage
        choice = first_choice(told)
        refuse_error(told, choice, self._request_id, self._usage)
        if isinstance(delta := choice.get("delta"), dict):
            self._take_delta(delta)
        if (reason := choice.get("finish_reason")) and isinstance(reason, str):
            self._finish_reason = reason
            self.finished = True

    def _take_delta(self, delta: dict[str, object]) -> None:
        content = text_in(delta.get("content"))
        arguments = arguments_in(calls) if (calls := delta.get("tool_calls")) else ""
        if content:
            self._content.append(content)
        if arguments:
            self._arguments.append(arguments)
        if not (content or arguments):
            self._take_aside(delta)
        if text := arguments if self._tool else content:
            self._hear(text)
        if said := content or arguments:
            self.looped = self._is_loop(said)

    def _take_aside(self, delta: dict[str, object]) -> None:
        """What comes in pieces of its own: reasoning, and a refusal."""
        self._thought = self._thought or has_thought(delta)
        if refusal := text_or_none(delta.get("refusal")):
            self._refusal.append(refusal)

    def _is_loop(self, text: str) -> bool:
        """Whether the text goes on with more whitespace than any reply has in a row."""
        bare = text.strip()
        if not bare:
            self._blank += len(text)
            return self._blank > MOST_BLANK
        before, self._blank = self._blank, 0
        if len(bare) < len(text):
            before += len(text) - len(text.lstrip())
            self._blank = len(text) - len(text.rstrip())
        inside = len(text) > MOST_BLANK and _BLANK.search(text) is not None
        return inside or before > MOST_BLANK or self._blank > MOST_BLANK

    def completion(self) -> Completion:
        """What the stream said.

        Raises:
            BadAnswer: it ended without a finish reason, so that nobody knows what is missing.
        """
        if not self.finished and not self.looped:
            raise self.cut("it ended without a finish reason")
        return Completion(
            text="".join(self._arguments) or "".join(self._content),
            finish_reason=None if self.looped else self._finish_reason,
            refusal="".join(self._refusal) or None,
            thought=self._thought,
            usage=self._usage,
            request_id=self._request_id,
            looped=self.looped,
        )

    def cut(self, why: str) -> BadAnswer:
        """The error of a stream that broke off. The same request may go through later."""
        return _cut(why, self._request_id, self._usage)


def _cut(why: str, request_id: str | None, usage: Usage | None = None) -> BadAnswer:
    return BadAnswer(
        f"the stream broke off: {why}",
        Outcome.CUT_STREAM,
        again=True,
        request_id=request_id,
        usage=usage,
    )
