import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drafter.engines.openai.failures import LONGEST_WAIT, told_to_wait
from drafter.errors import ProviderRefused, ProviderUnavailable
from prompts.reader import read_recipe
from tests.drafter.engines.openai.conftest import Start, Waits
from tests.factories import plan_of, report
from tests.fakes.endpoint import Answer, completion, failure

PLAN = plan_of(report(), recipe=read_recipe("single"))
CALL = PLAN.calls[0]
CUT = replace(completion("{}"), cut=True)


@pytest.mark.parametrize(
    "fault",
    [
        failure(408),
        failure(409),
        failure(429, "slow down", "rate_limit_exceeded"),
        failure(500),
        failure(503),
        failure(400, x_should_retry="true"),
        CUT,
    ],
)
async def test_a_passing_fault_is_tried_again_and_recorded(
    start: Start, waits: Waits, fault: Answer
) -> None:
    endpoint, engine = await start(fault, fault)

    reply = await engine.write(PLAN, CALL, None)

    assert reply.written is not None
    assert 3 == len(endpoint.bodies)
    assert [False, False, True] == [attempt.error is None for attempt in reply.attempts]
    assert 2 == len(waits)
    assert all(0 <= wait <= 8 for wait in waits)


@pytest.mark.parametrize("fault", [failure(500), CUT, failure(429)])
async def test_a_lasting_fault_is_given_up_after_four_attempts(start: Start, fault: Answer) -> None:
    endpoint, engine = await start(*[fault] * 9)

    with pytest.raises(ProviderUnavailable, match="failed 4x"):
        await engine.write(PLAN, CALL, None)

    assert 4 == len(endpoint.bodies)


async def test_an_endpoint_that_says_not_to_retry_is_not_asked_again(start: Start) -> None:
    endpoint, engine = await start(failure(503, "closed for good", x_should_retry="false"))

    with pytest.raises(ProviderRefused, match="closed for good"):
        await engine.write(PLAN, CALL, None)

    assert 1 == len(endpoint.bodies)


async def test_the_wait_that_an_endpoint_asks_for_is_kept(start: Start, waits: Waits) -> None:
    _, engine = await start(failure(429, retry_after_ms="150"), failure(503, retry_after="3"))

    await engine.write(PLAN, CALL, None)

    assert [0.15, 3.0] == waits


async def test_no_answer_before_the_deadline_is_unavailable(start: Start) -> None:
    _, engine = await start(completion("{}", delay=30), seconds=0.05)

    async with asyncio.timeout(5):
        with pytest.raises(ProviderUnavailable, match=r"no answer within 0\.05 s"):
            await engine.write(PLAN, CALL, None)


async def test_an_endpoint_that_is_not_there_is_unavailable(start: Start, waits: Waits) -> None:
    endpoint, engine = await start()
    await endpoint.stop()

    with pytest.raises(ProviderUnavailable, match="no connection"):
        await engine.write(PLAN, CALL, None)

    assert 3 == len(waits)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "9999"}, LONGEST_WAIT),
        ({"retry-after-ms": "40", "retry-after": "9"}, 0.04),
        ({"retry-after": "Wed, 25 Nov 2026 12:00:05 GMT"}, 5.0),
        ({"retry-after": "Wed, 25 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 25 Nov 2026 11:00:00"}, None),
    ],
)
def test_a_wait_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert seconds == told_to_wait(headers, datetime(2026, 11, 25, 12, tzinfo=UTC))
