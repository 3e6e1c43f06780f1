"""What happens to a draft reaches each subscriber: in order, again after a failure, never lost."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.store.database import Database
from drafter.store.deliveries import Deliveries
from drafter.store.drafts import Drafts
from drafter.store.tables import deliveries, webhooks
from drafter.store.webhooks import Webhooks
from drafter.webhooks.delivering import AT_ONCE_EACH, SCHEDULE, Delivering
from drafter.webhooks.sending import Message, Outcome, Sender
from drafter.webhooks.signature import secret_of
from schemas.webhook import Delivery, DeliveryState, WebhookEvent
from tests import factories
from tests.drafter.store.rows import a_report, change
from tests.fakes.receiver import Receiver, flood, receiving, stall, status

LOOPBACK = (ip_network("127.0.0.0/8"),)
SECRET = secret_of(b"s" * 32)
OTHER = secret_of(b"o" * 32)
AT_ONCE = (timedelta(0),) * 4
"""Four tries, without a wait between them."""


@asynccontextmanager
async def delivering(
    database: Database,
    schedule: Sequence[timedelta] = AT_ONCE,
    seconds: float = 2.0,
) -> AsyncIterator[Delivering]:
    sender = Sender(LOOPBACK, seconds=seconds)
    yield Delivering(database, sender, schedule=schedule, poll=0.02, chance=lambda: 0.0)
    await sender.close()


async def deliver(database: Database, schedule: Sequence[timedelta] = AT_ONCE) -> None:
    async with delivering(database, schedule) as deliverer:
        await deliverer.deliver_all()


async def subscribe(database: Database, receiver: Receiver, *events: WebhookEvent) -> str:
    return (await Webhooks(database).add(receiver.url, events, "Ada", SECRET)).id


async def queued(database: Database) -> str:
    order = factories.order(await a_report(database), topic="harbour-bridge")
    return (await Drafts(database).hand_in(order, factories.draft(), "Desk")).id


def told(receiver: Receiver) -> list[str]:
    return [json.loads(one.body)["type"] for one in receiver.heard]


async def log(database: Database, webhook: str) -> tuple[Delivery, ...]:
    return (await Deliveries(database).list(webhook))[::-1]


async def test_each_move_is_told_in_order_thin_and_signed(database: Database) -> None:
    async with receiving() as receiver:
        await subscribe(database, receiver)
        draft = await queued(database)
        await Drafts(database).claim(draft, "Ada")
        await deliver(database)
    assert ["draft.asked", "draft.drafted", "draft.claimed"] == told(receiver)
    payload = json.loads(receiver.heard[-1].body)
    expected = {
        "draft_id": draft,
        "state": "in_review",
        "revision": 1,
        "topic": "harbour-bridge",
        "desk": None,
    }
    assert expected == payload["data"]
    assert max(len(one.body) for one in receiver.heard) < 20_000
    assert [one.id for one in receiver.heard] == [one.signed_with(SECRET) for one in receiver.heard]


async def test_a_subscriber_is_told_of_what_it_asked_for_alone(database: Database) -> None:
    async with receiving() as receiver:
        await subscribe(database, receiver, WebhookEvent.CLAIMED, WebhookEvent.REJECTED)
        draft = await queued(database)
        await Drafts(database).claim(draft, "Ada")
        await Drafts(database).reject(draft, "Ada", "The figures are old.")
        await deliver(database)
    assert ["draft.claimed", "draft.rejected"] == told(receiver)


async def test_a_move_that_is_undone_is_not_told(database: Database) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver)
        draft = await queued(database)
        before = await log(database, webhook)

        async def fail() -> None:
            async with database.together():
                await Drafts(database).claim(draft, "Ada")
                raise RuntimeError("the process ends here")

        with pytest.raises(RuntimeError):
            await fail()
        assert before == await log(database, webhook)


async def test_a_failure_is_tried_again_under_the_same_id_until_it_goes_well(
    database: Database,
) -> None:
    async with receiving(status(500), status(302), status(204)) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        await deliver(database)
    (delivery,) = await log(database, webhook)
    assert {delivery.id: 3} == Counter(one.id for one in receiver.heard)
    assert (DeliveryState.DELIVERED, 3) == (delivery.state, delivery.attempts)
    _, _, tried = await Deliveries(database).get(webhook, delivery.id)
    assert [(1, 500), (2, 302), (3, 204)] == [(one.number, one.status) for one in tried]
    assert ["answered 500", "answered 302", None] == [one.trouble for one in tried]


async def test_after_the_last_try_it_has_failed_and_the_subscriber_stays(
    database: Database,
) -> None:
    async with receiving(status(500)) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        await deliver(database)
    (delivery,) = await log(database, webhook)
    assert (DeliveryState.FAILED, 4, None) == (delivery.state, delivery.attempts, delivery.next_at)
    assert None is (await Webhooks(database).get(webhook)).disabled_at


def test_the_schedule_is_that_of_the_standard() -> None:
    hours = [2, 5, 10, 14, 20, 24]
    expected = [0, 5, 300, 1800, *(3600 * each for each in hours)]
    assert expected == [wait.total_seconds() for wait in SCHEDULE]


async def test_each_wait_is_the_schedules_and_some_chance(database: Database) -> None:
    async with receiving(status(500)) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        sender = Sender(LOOPBACK)
        for wait in SCHEDULE[1:]:
            began = clock.now()
            await Delivering(database, sender, chance=lambda: 1.0).deliver_all()
            (delivery,) = await log(database, webhook)
            assert delivery.next_at is not None
            assert timedelta(0) <= delivery.next_at - began - 1.1 * wait < timedelta(seconds=5)
            await change(database, sa.update(deliveries).values(next_at=clock.now()))
        await sender.close()
    assert len(SCHEDULE) - 1 == len(receiver.heard)


async def test_who_answers_410_is_told_nothing_more(database: Database) -> None:
    async with receiving(status(410)) as receiver:
        webhook = await subscribe(database, receiver)
        await queued(database)
        await deliver(database)
        await queued(database)
        await deliver(database)
    assert 1 == len(receiver.heard)
    assert "answered 410 Gone" == (await Webhooks(database).get(webhook)).disabled_reason
    assert {DeliveryState.FAILED} == {one.state for one in await log(database, webhook)}


async def test_a_later_message_of_a_draft_waits_for_an_earlier_one_but_not_for_ever(
    database: Database,
) -> None:
    later = timedelta(hours=1)
    async with receiving(status(500), status(500), status(500), status(204)) as receiver:
        await subscribe(database, receiver)
        draft = await queued(database)
        await deliver(database, (timedelta(0), timedelta(0), timedelta(0), later, later))
    first, second = "draft.asked", "draft.drafted"
    assert [first, first, first, second] == told(receiver)
    assert {draft} == {json.loads(one.body)["data"]["draft_id"] for one in receiver.heard}


async def test_another_draft_does_not_wait_for_one_that_fails(database: Database) -> None:
    async with receiving(status(500), status(204)) as receiver:
        await subscribe(database, receiver, WebhookEvent.ASKED)
        drafts = [await queued(database), await queued(database)]
        await deliver(database, (timedelta(0), timedelta(hours=1)))
    assert set(drafts) == {json.loads(one.body)["data"]["draft_id"] for one in receiver.heard}


async def test_while_a_secret_is_rotated_both_sign_and_then_one(database: Database) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await Webhooks(database).rotate(webhook, OTHER, timedelta(hours=1))
        await queued(database)
        await deliver(database)
        await Webhooks(database).rotate(webhook, SECRET, timedelta(0))
        await queued(database)
        await deliver(database)
    both, one = receiver.heard
    assert both.id == both.signed_with(SECRET) == both.signed_with(OTHER)
    assert one.id == one.signed_with(SECRET)
    assert 1 == len(one.headers["webhook-signature"].split())


async def test_a_slow_subscriber_holds_up_nobody_else(database: Database) -> None:
    async with receiving(stall) as slow, receiving() as quick:
        await subscribe(database, slow, WebhookEvent.ASKED)
        await subscribe(database, quick, WebhookEvent.ASKED)
        for _ in range(12):
            await queued(database)
        async with delivering(database, seconds=60) as deliverer:
            running = asyncio.create_task(deliverer.deliver_for_ever())
            async with asyncio.timeout(10):
                while len(quick.heard) < 12:
                    await asyncio.sleep(0.02)
            assert 0 < slow.most_at_once <= AT_ONCE_EACH
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_what_a_worker_that_died_had_in_hand_is_sent_again_under_the_same_id(
    database: Database,
) -> None:
    async with receiving(stall, status(204)) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        async with delivering(database) as dying:
            running = asyncio.create_task(dying.deliver_for_ever())
            while not receiver.heard:
                await asyncio.sleep(0.01)
            running.cancel()  # in the middle of a try
            await asyncio.gather(running, return_exceptions=True)
        await deliver(database)
        assert 1 == len(receiver.heard)  # it is still that worker's
        over = {"leased_until": clock.now()}
        await change(database, sa.update(deliveries).values(over))
        await deliver(database)
    first, again = receiver.heard
    assert first.id == again.id
    assert [DeliveryState.DELIVERED] == [one.state for one in await log(database, webhook)]


async def test_of_several_workers_no_two_send_the_same_and_nothing_is_left(
    database: Database,
) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver)
        for _ in range(10):
            await queued(database)
        await asyncio.gather(*(deliver(database) for _ in range(4)))
        await deliver(database)  # those that waited for an earlier one
    sent = await log(database, webhook)
    assert dict.fromkeys([one.id for one in sent], 1) == Counter(one.id for one in receiver.heard)
    assert {DeliveryState.DELIVERED} == {one.state for one in sent}


async def test_a_replay_is_the_same_message_again(database: Database) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        await deliver(database)
        (before,) = await log(database, webhook)
        await Deliveries(database).replay(webhook, before.id)
        await deliver(database)
    first, again = receiver.heard
    assert (first.id, first.body) == (again.id, again.body)
    _, _, tried = await Deliveries(database).get(webhook, before.id)
    assert [1, 2] == [one.number for one in tried]


async def test_a_flood_of_an_answer_is_not_waited_for(database: Database) -> None:
    async with receiving(flood) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        await deliver(database)
    assert [DeliveryState.DELIVERED] == [one.state for one in await log(database, webhook)]


async def test_what_has_ended_is_forgotten_after_a_time_and_what_waits_is_not(
    database: Database,
) -> None:
    async with receiving(status(204)) as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
        await queued(database)
        await deliver(database)
        await queued(database)
    _, waiting = await log(database, webhook)
    later = clock.now() + timedelta(days=1)
    assert 1 == await Deliveries(database).forget(later, 10)
    assert 0 == await Deliveries(database).forget(later, 10)
    assert (waiting,) == await log(database, webhook)


class Broken(Sender):
    """Breaks off, as a fault of ours would."""

    async def send(self, message: Message) -> Outcome:
        raise RuntimeError(f"no way to send {message.id}")


async def test_a_fault_of_ours_is_a_failure_like_another_and_comes_to_an_end(
    database: Database,
) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver, WebhookEvent.ASKED)
    await queued(database)
    await Delivering(database, Broken(), schedule=AT_ONCE).deliver_all()
    (delivery,) = await log(database, webhook)
    assert (DeliveryState.FAILED, 4) == (delivery.state, delivery.attempts)


async def test_of_one_that_is_disabled_nothing_that_waits_is_sent_later(
    database: Database,
) -> None:
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver)
        await queued(database)
        await Webhooks(database).change(webhook, {"disabled_reason": "The CMS is down."})
        await Webhooks(database).change(webhook, {"disabled_reason": None})
        await deliver(database)
    assert [] == receiver.heard
    assert {DeliveryState.FAILED} == {one.state for one in await log(database, webhook)}


async def test_a_change_leaves_alone_what_it_does_not_name(database: Database) -> None:
    async with receiving(status(410)) as receiver:
        webhook = await subscribe(database, receiver)
        await queued(database)
        await deliver(database)
        changed = await Webhooks(database).change(webhook, {"description": "our CMS"})
    assert ("our CMS", "answered 410 Gone") == (changed.description, changed.disabled_reason)


async def test_a_move_while_a_subscriber_is_deleted_goes_well(database: Database) -> None:
    draft = await queued(database)
    async with receiving() as receiver:
        webhook = await subscribe(database, receiver)
    async with database.writing() as connection:
        await connection.execute(sa.delete(webhooks).where(webhooks.c.id == webhook))
        moving = asyncio.create_task(Drafts(database).claim(draft, "Ada"))
        await asyncio.sleep(0.3)  # it comes to the subscriber before the deletion is kept
    assert "Ada" == (await moving).claimed_by
    assert () == await Webhooks(database).list()
