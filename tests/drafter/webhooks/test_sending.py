"""One try: 2xx is well and nothing else is, whatever the receiver does."""

import asyncio
import time
from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from drafter.webhooks.sending import Message, Outcome, Sender
from drafter.webhooks.signature import secret_of
from tests.fakes.receiver import (
    Answer,
    Receiver,
    flood,
    hang_up,
    receiving,
    stall,
    status,
    trickle,
)

LOOPBACK = (ip_network("127.0.0.0/8"),)
SECRET = secret_of(b"s" * 32)
DOCUMENT = '{"type": "draft.approved", "größe": "ä"}'
SHORT = 0.5
"""For receivers that do not answer. The others have as long as they need on a busy machine."""


async def sent(receiver: Receiver, url: str | None = None, *, seconds: float = 15.0) -> Outcome:
    sender = Sender(LOOPBACK, seconds=seconds)
    try:
        return await sender.send(Message("msg-1", url or receiver.url, (SECRET,), DOCUMENT))
    finally:
        await sender.close()


@pytest.mark.parametrize("code", [200, 201, 202, 204, 299])
async def test_any_2xx_is_well(code: int) -> None:
    async with receiving(status(code)) as receiver:
        outcome = await sent(receiver)
    assert (code, None) == (outcome.status, outcome.trouble)
    assert 0 < outcome.seconds < 15


async def test_the_very_bytes_that_are_sent_are_signed() -> None:
    async with receiving() as receiver:
        await sent(receiver)
    (heard,) = receiver.heard
    assert DOCUMENT.encode() == heard.body
    assert "msg-1" == heard.signed_with(SECRET)
    assert "application/json" == heard.headers["content-type"]
    assert heard.headers["user-agent"].startswith("drafter/")


@pytest.mark.parametrize("code", [400, 404, 410, 429, 500, 503])
async def test_anything_else_is_a_failure(code: int) -> None:
    async with receiving(status(code)) as receiver:
        outcome = await sent(receiver)
    assert (code, f"answered {code}", code == 410) == (
        outcome.status,
        outcome.trouble,
        outcome.gone,
    )


@pytest.mark.parametrize("code", [301, 302, 307, 308])
async def test_a_redirect_is_a_failure_and_not_followed(code: int) -> None:
    async with (
        receiving() as inside,
        receiving(status(code, f"Location: {inside.url}")) as receiver,
    ):
        outcome = await sent(receiver)
    assert (code, []) == (outcome.status, inside.heard)


@pytest.mark.parametrize("answer", [stall, trickle])
async def test_who_does_not_answer_in_time_has_not_answered(answer: Answer) -> None:
    began = time.monotonic()
    async with receiving(answer) as receiver:
        outcome = await sent(receiver, seconds=SHORT)
    assert (None, "no answer within 0.5 s") == (outcome.status, outcome.trouble)
    assert time.monotonic() - began < 8 * SHORT


async def test_of_an_answer_that_does_not_end_the_status_counts() -> None:
    async with receiving(flood) as receiver:
        outcome = await sent(receiver)
    assert (200, None) == (outcome.status, outcome.trouble)


async def test_who_hangs_up_cannot_be_reached() -> None:
    async with receiving(hang_up) as receiver:
        outcome = await sent(receiver)
    assert outcome.status is None
    assert str(outcome.trouble).startswith("cannot be reached")


async def test_where_nobody_listens_nothing_can_be_reached() -> None:
    async with receiving() as receiver:
        url = receiver.url
    outcome = await sent(receiver, url)
    assert outcome.status is None
    assert str(outcome.trouble).startswith("cannot be reached")


async def test_an_address_that_became_private_is_refused_when_it_is_written_to() -> None:
    async def inside(host: str, port: int) -> Sequence[str]:
        del host, port
        return ["127.0.0.1"]

    sender = Sender((), resolve=inside)
    message = Message("msg-1", "https://cms.example.org/hook", (SECRET,), DOCUMENT)
    outcome = await sender.send(message)
    await sender.close()
    assert outcome.status is None
    assert "not public" in str(outcome.trouble)


async def test_a_name_that_there_is_not_cannot_be_reached() -> None:
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise OSError(f"no such host: {host}:{port}")

    sender = Sender((), resolve=nowhere)
    outcome = await sender.send(Message("m", "https://cms.example.org/", (SECRET,), DOCUMENT))
    await sender.close()
    assert "no such host" in str(outcome.trouble)


async def test_a_send_that_is_cut_off_leaves_nothing_behind() -> None:
    async with receiving(stall) as receiver:
        sender = Sender(LOOPBACK)
        task = asyncio.create_task(sender.send(Message("msg-1", receiver.url, (SECRET,), DOCUMENT)))
        while not receiver.heard:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await sender.close()
