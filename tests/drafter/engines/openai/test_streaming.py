"""Streams as servers send them, and as networks cut them."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.failures import BadAnswer
from drafter.engines.openai.streaming import MOST_BLANK, TAIL_SECONDS, Events, Reading
from drafter.engines.openai.transport import Patience, exchange
from drafter.errors import ProviderRefused, ProviderUnavailable
from schemas.provenance import Rung, Usage
from tests.drafter.engines.openai.wire_calls import STREAM, asked
from tests.fakes.endpoint import WEB_PAGE, Answer, FakeEndpoint, completion, failure
from tests.fakes.streams import USAGE, Streamed, chunk, event, streamed

TEXT = "Eastmere’s “bridge” is shut — for 3 €."
USED = Usage(input_tokens=1000, output_tokens=200, cached_tokens=600, reasoning_tokens=50)
BEGUN = chunk(content="{")
ERROR = Streamed([BEGUN, event({"error": {"message": "gone", "code": 502}})])
NAMED_ERROR = Streamed([b"event: error\n" + event({"message": "gone", "code": 500})])


async def test_a_stream_is_heard_piece_by_piece_and_read_whole() -> None:
    came = await asked(streamed(TEXT, pieces=5), stream=True)

    assert 5 == len(came.heard[0])
    assert TEXT == "".join(came.heard[0]) == came.completion.text
    assert ("stop", USED, "req-1") == (
        came.completion.finish_reason,
        came.completion.usage,
        came.completion.request_id,
    )
    assert ["ok"] == came.outcomes
    assert USED == came.attempts[0].usage


@pytest.mark.parametrize(
    "answer",
    [
        streamed(TEXT, azure=True),
        streamed(TEXT, done=False),
        streamed(TEXT, usage=False),
        replace(streamed(TEXT, done=False), cut=True),
        replace(streamed(TEXT), between=0.005),
        Streamed([chunk(content=TEXT), chunk("stop").rstrip(b"\n")]),
        Streamed([chunk(content=TEXT), chunk("stop"), event({"error": {"message": "gone"}})]),
        Streamed([chunk(content=TEXT), chunk("stop"), b"data: bye\n\n"]),
    ],
)
async def test_a_stream_that_gave_its_finish_reason_is_whole(answer: Streamed) -> None:
    came = await asked(answer, stream=True)

    assert TEXT == came.completion.text
    assert ["ok"] == came.outcomes


async def test_the_arguments_of_a_forced_tool_are_the_text_and_are_heard() -> None:
    came = await asked(streamed(TEXT, tool=True), stream=True, rung=Rung.FORCED_TOOL)

    assert TEXT == "".join(came.heard[0]) == came.completion.text
    assert "tool_calls" == came.completion.finish_reason


async def test_content_beside_a_forced_tool_is_not_heard_and_is_the_text_without_it() -> None:
    came = await asked(streamed(TEXT), stream=True, rung=Rung.FORCED_TOOL)

    assert [] == came.heard[0]
    assert TEXT == came.completion.text


@pytest.mark.parametrize(
    ("fault", "outcome", "said"),
    [
        (Streamed([BEGUN], cut=True), "cut_stream", "without sending complete"),
        (Streamed([BEGUN]), "cut_stream", "without a finish reason"),
        (Streamed([]), "cut_stream", "without a finish reason"),
        (Streamed([BEGUN, b"data: {broken\n\n"]), "cut_stream", "no JSON: {broken"),
        (ERROR, "error_in_200", "gone"),
        (NAMED_ERROR, "error_in_200", "gone"),
    ],
)
async def test_a_stream_that_broke_off_is_begun_anew_with_a_listener_of_its_own(
    fault: Streamed, outcome: str, said: str
) -> None:
    came = await asked(fault, streamed(TEXT), stream=True)

    assert [outcome, "ok"] == came.outcomes
    assert said in str(came.attempts[0].error)
    assert 2 == len(came.heard)
    assert TEXT == "".join(came.heard[1]) == came.completion.text


async def test_a_stream_that_breaks_off_every_time_is_given_up() -> None:
    came = await asked(*[Streamed([BEGUN])] * 5, stream=True)

    assert isinstance(came.error, ProviderUnavailable)
    assert ["cut_stream"] * 4 == came.outcomes


async def test_what_a_broken_stream_had_used_is_kept() -> None:
    used = event({"choices": [], "usage": USAGE})
    came = await asked(Streamed([used, BEGUN]), stream=True, attempts=1)

    assert USED == came.attempts[0].usage


async def test_an_error_in_a_stream_that_will_not_pass_is_refused() -> None:
    fault = Streamed([BEGUN, event({"error": {"message": "bad request", "code": 400}})])
    came = await asked(fault, stream=True)

    assert isinstance(came.error, ProviderRefused)
    assert ["error_in_200"] == came.outcomes


@pytest.mark.parametrize("size", [1, 40, 500])
async def test_a_run_of_whitespace_is_not_read_to_its_end(size: int) -> None:
    loop = [chunk(content=" " * size)] * (600 // size)
    came = await asked(Streamed([chunk(content="{}\n"), *loop], hangs=True), stream=True)

    assert ["whitespace_loop"] == came.outcomes
    assert came.completion.looped
    assert came.completion.finish_reason is None
    assert "{}" == came.completion.text.strip()
    assert len(came.completion.text) < 3 + MOST_BLANK + size + 1


async def test_whitespace_in_due_measure_is_part_of_the_text() -> None:
    text = "{" + " " * MOST_BLANK + "}" + "\n" * MOST_BLANK
    came = await asked(streamed(text, pieces=30), stream=True)

    assert text == came.completion.text
    assert not came.completion.looped


@pytest.mark.parametrize("answer", [completion(TEXT), completion(TEXT, "length")])
async def test_a_server_that_does_not_stream_is_read_all_the_same(answer: Answer) -> None:
    came = await asked(answer, stream=True)

    assert [[TEXT]] == came.heard
    assert TEXT == came.completion.text


async def test_a_web_page_or_a_refusal_is_the_same_to_a_stream() -> None:
    page = await asked(WEB_PAGE, stream=True)
    refused = await asked(failure(400, "response_format is unknown"), stream=True)

    assert (["no_completion"], ["form_refused"]) == (page.outcomes, refused.outcomes)


async def test_a_connection_is_used_again_after_a_stream_that_ended_well() -> None:
    async with FakeEndpoint(streamed(TEXT), streamed(TEXT)) as fake:
        endpoint = open_endpoint(fake.url, None)
        for _ in range(2):
            await exchange(endpoint, STREAM, Rung.PLAIN, Patience(), lambda: lambda _: None)
        await endpoint.close()

    assert (2, 1) == (len(fake.bodies), fake.connections)


async def test_a_loop_is_left_by_closing_its_connection() -> None:
    loop = Streamed([chunk(content=" " * 201)], hangs=True)
    async with FakeEndpoint(loop) as fake:
        endpoint = open_endpoint(fake.url, None)
        await exchange(endpoint, STREAM, Rung.PLAIN, Patience(), lambda: lambda _: None)
        async with asyncio.timeout(5):
            while not fake.hung_up:
                await asyncio.sleep(0.01)
        await endpoint.close()

    assert 1 == fake.hung_up


async def test_a_server_that_never_ends_its_stream_is_not_waited_for_long() -> None:
    endless = replace(streamed(TEXT, done=False), hangs=True)
    async with asyncio.timeout(2 * TAIL_SECONDS):
        came = await asked(endless, stream=True, seconds=60)

    assert TEXT == came.completion.text
    assert came.attempts[0].seconds >= TAIL_SECONDS


async def test_a_first_byte_that_does_not_come_is_a_timeout() -> None:
    came = await asked(replace(streamed(TEXT), delay=30), stream=True, seconds=0.2)

    assert ["timeout"] == came.outcomes


def test_reasoning_and_a_refusal_are_put_together_from_their_pieces() -> None:
    heard: list[str] = []
    reading = Reading(heard.append, tool=False, request_id=None)
    for data in (
        chunk(reasoning_content="Hm."),
        chunk(refusal="I will "),
        chunk(refusal="not."),
        chunk("stop"),
    ):
        reading.take(data.removeprefix(b"data: "))
    read = reading.completion()

    assert (True, "I will not.", "", []) == (read.thought, read.refusal, read.text, heard)


def cut(whole: bytes, places: list[int]) -> list[bytes]:
    ends = [0, *sorted(place % (len(whole) + 1) for place in places), len(whole)]
    return [whole[start:end] for start, end in pairwise(ends)]


PLACES = st.lists(st.integers(0, 10_000), max_size=30)


@given(PLACES, st.sampled_from([b"\n", b"\r\n"]), *[st.booleans()] * 2)
def test_it_does_not_matter_where_the_network_cuts_or_how_lines_end(
    places: list[int],
    end: bytes,
    spaced: bool,  # noqa: FBT001 - hypothesis gives it
    commented: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    data = b"".join(streamed(TEXT, pieces=7).events)
    data = data if spaced else data.replace(b"data: ", b"data:")
    data = data.replace(b"\n\n", b"\n: still here\n\nid: 4\n\n") if commented else data
    reading, events = Reading(lambda _: None, tool=False, request_id=None), Events()
    for piece in cut(data.replace(b"\n", end), places):
        for one in events.fed(piece):
            reading.take(one)

    assert TEXT == reading.completion().text


LINE = st.binary(max_size=12).map(lambda line: line.translate(None, b"\r\n"))


@given(st.lists(LINE), PLACES)
def test_the_lines_of_one_event_are_put_together(lines: list[bytes], places: list[int]) -> None:
    data = b"".join(b"data: " + line + b"\r\n" for line in lines) + b"\r\n"
    events = Events()

    found = [one for piece in cut(data, places) for one in events.fed(piece)]

    assert ([b"\n".join(lines)] if lines else []) == found


BLANKS = (" " * 60, "\n" * 150, " " * 200, " " * 201)
PIECES = st.sampled_from(["{", *BLANKS, *(f"a{b}" for b in BLANKS), *(f"{b}a" for b in BLANKS)])


@given(st.lists(PIECES | st.just(f"a{BLANKS[3]}b") | st.text(" \t{", max_size=9), max_size=6))
@example(["{" + BLANKS[1], BLANKS[0] + "{"])
def test_a_loop_is_seen_wherever_the_pieces_are_cut(pieces: list[str]) -> None:
    reading = Reading(lambda _: None, tool=False, request_id=None)
    for piece in pieces:
        reading.take(chunk(content=piece).removeprefix(b"data: "))

    runs = "".join(" " if c.isspace() else "x" for c in "".join(pieces)).split("x")
    assert (max(map(len, runs)) > MOST_BLANK) == reading.looped


NAMES = ("choices", "delta", "content", "tool_calls", "error", "usage", "message")
SCALAR = st.none() | st.integers() | st.text(max_size=3)
TOLD = st.recursive(
    SCALAR, lambda part: st.lists(part) | st.dictionaries(st.sampled_from(NAMES), part)
)


@given(TOLD)
def test_no_event_is_a_crash(told: object) -> None:
    reading = Reading(lambda _: None, tool=True, request_id=None)

    with suppress(BadAnswer):
        reading.take(json.dumps(told).encode())
        assert isinstance(reading.completion().text, str)
