"""Faults that several calls of a draft meet at once, and one that no answer is behind."""

import logging
import socket
from collections.abc import Iterator

import pytest

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.errors import ProviderUnavailable
from drafter.pipeline import draft
from drafter.planning import Plan
from drafter.settings import Settings
from prompts.reader import read_recipe
from schemas.provenance import Outcome, Rung
from tests.fakes.capabilities import rung_of
from tests.fakes.endpoint import MODEL, Body, FakeEndpoint, Given, valid
from tests.faults.running import REQUEST, Waits
from tests.faults.shown import MARK, refused, said

CALLS = 5
"""Calls of the briefing recipe."""


def plan_by(recipe: str) -> Plan:
    return REQUEST.plan(read_recipe(recipe), Settings())


async def test_calls_side_by_side_that_ignore_the_schema_step_down_once_and_are_repaired_there(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with FakeEndpoint(*[said(f"{MARK} I would rather talk.")] * CALLS) as fake:
        opened = open_endpoint(fake.url, None)
        made = await draft(plan_by("briefing"), OpenAIEngine(opened, MODEL))
        await opened.close()

    rungs = [rung_of(body) for body in fake.bodies]
    assert [Rung.STRICT_SCHEMA] * CALLS + [Rung.FORCED_TOOL] * CALLS == rungs
    warned = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert 1 == len(warned)
    assert "replies in a row ignored the schema" in warned[0]
    assert {} == made.null_reasons
    assert MARK not in made.model_dump_json(exclude={"provenance"})


async def test_calls_side_by_side_that_are_refused_a_form_each_go_down_the_same_step(
    caplog: pytest.LogCaptureFixture,
) -> None:
    no_schema = refused(400, "response_format of type 'json_schema' is not supported")

    def older(body: Body) -> Given:
        return no_schema if rung_of(body) is Rung.STRICT_SCHEMA else valid(body)

    async with FakeEndpoint(*[older] * 3 * CALLS) as fake:
        opened = open_endpoint(fake.url, None)
        made = await draft(plan_by("briefing"), OpenAIEngine(opened, MODEL))
        await opened.close()

    assert {(Outcome.FORM_REFUSED, Outcome.OK)} == {
        tuple(attempt.outcome for attempt in call.attempts) for call in made.provenance.calls
    }
    assert 1 == sum(r.levelno == logging.WARNING for r in caplog.records)


@pytest.fixture
def deaf() -> Iterator[str]:
    """The URL of a port at which nobody takes up a connection: its queue is full."""
    with socket.socket() as listening, socket.socket() as first, socket.socket() as second:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)  # noqa: FBT003 - the standard library's own
            waiting.connect_ex(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


async def test_a_port_that_does_not_answer_is_given_up_at_the_deadline(deaf: str) -> None:
    waits = Waits()
    opened = open_endpoint(deaf, None)
    engine = OpenAIEngine(opened, MODEL, patience=Patience(seconds=0.3, sleep=waits))
    with pytest.raises(ProviderUnavailable, match=r"gave no answer within 0\.3 s") as caught:
        await draft(plan_by("single"), engine)
    await opened.close()

    assert [Outcome.TIMEOUT] == [a.outcome for call in caught.value.calls for a in call.attempts]


async def test_a_port_that_nobody_listens_at_is_tried_four_times() -> None:
    waits = Waits()
    async with FakeEndpoint() as fake:
        gone = fake.url
    opened = open_endpoint(gone, None)
    engine = OpenAIEngine(opened, MODEL, patience=Patience(sleep=waits))
    with pytest.raises(ProviderUnavailable, match=r"failed 4x \(no connection") as caught:
        await draft(plan_by("single"), engine)
    await opened.close()

    (call,) = caught.value.calls
    assert [Outcome.NO_CONNECTION] * 4 == [attempt.outcome for attempt in call.attempts]
    assert 3 == len(waits)


async def test_a_loop_of_white_space_is_not_sent_back_with_what_was_wrong() -> None:
    async with FakeEndpoint(said(f'{{"headline": {" " * 5000}', "length")) as fake:
        opened = open_endpoint(fake.url, None)
        await draft(plan_by("single"), OpenAIEngine(opened, MODEL))
        await opened.close()

    assert '{"headline":' == fake.bodies[1]["messages"][2]["content"]
