"""Deliveries: what each subscriber is to be sent, kept with the move that it tells of."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound, WrongState
from drafter.store.database import Database, whole
from drafter.store.ids import new_id
from drafter.store.tables import deliveries, delivery_attempts, drafts, webhooks
from drafter.store.webhooks import disable
from schemas.webhook import (
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Payload,
    PayloadData,
    WebhookEvent,
)

IN_ORDER_TRIES = 3
"""A later delivery of the same draft waits until an earlier one has failed so often."""
COLUMNS = tuple(deliveries.columns[name] for name in Delivery.model_fields)


@dataclass(frozen=True)
class Due:
    """A delivery that is this worker's until `leased_until`; `attempts` were made before."""

    id: str
    webhook_id: str
    url: str
    secrets: tuple[str, ...]
    document: str
    attempts: int
    leased_until: datetime


async def announce(
    connection: AsyncConnection, draft_id: str, told: Mapping[str, JsonValue]
) -> None:
    """Keep a delivery for each subscriber, in the transaction of the move that it tells of."""
    event = WebhookEvent(f"draft.{told['action']}")
    active = sa.select(webhooks.c.id, webhooks.c.events).where(webhooks.c.disabled_at.is_(None))
    # None of them goes before this transaction ends; of one that is just going, its end is awaited.
    staying = active.order_by(webhooks.c.id).with_for_update(read=True, key_share=True)
    subscribers = [
        webhook_id
        for webhook_id, events in await connection.execute(staying)
        if not events or event in events.split()
    ]
    if not subscribers:
        return
    labels = sa.select(drafts.c.topic, drafts.c.desk).where(drafts.c.id == draft_id)
    row = (await connection.execute(labels)).mappings().one()
    data = {name: told[name] for name in ("state", "revision")} | {"draft_id": draft_id}
    document = _document(event, data | dict(row))
    rows = [_new(webhook_id, event, document, draft_id) for webhook_id in subscribers]
    await connection.execute(sa.insert(deliveries), rows)


class Deliveries:
    """The deliveries of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def test(self, webhook_id: str) -> Delivery:
        """Have the subscriber sent a test.

        Raises:
            NotFound: there is no such webhook.
            WrongState: it is disabled.
        """
        nothing = dict.fromkeys(PayloadData.model_fields)
        document = _document(WebhookEvent.TEST, nothing)
        values = _new(webhook_id, WebhookEvent.TEST, document, None)
        async with self._database.writing() as connection:
            await _require_active(connection, webhook_id)
            await connection.execute(sa.insert(deliveries).values(values))
            return await _read(connection, webhook_id, str(values["id"]))

    @whole
    async def replay(self, webhook_id: str, delivery_id: str) -> Delivery:
        """Have a delivery made again, under the same id; what was tried before stays in the log.

        Raises:
            NotFound: there is no such delivery.
            WrongState: it is still being tried, or the webhook is disabled.
        """
        again = {
            "state": DeliveryState.PENDING,
            "next_at": clock.now(),
            "attempts": 0,
            "delivered_at": None,
        }
        change = sa.update(deliveries).where(
            deliveries.c.id == delivery_id, deliveries.c.state != DeliveryState.PENDING
        )
        async with self._database.writing() as connection:
            await _read(connection, webhook_id, delivery_id)
            await _require_active(connection, webhook_id)
            if (await connection.execute(change.values(again))).rowcount != 1:
                raise WrongState(f"{delivery_id} is still being tried; wait for its end")
            return await _read(connection, webhook_id, delivery_id)

    async def list(
        self, webhook_id: str, *, state: DeliveryState | None = None, limit: int = 100
    ) -> tuple[Delivery, ...]:
        """What a subscriber was or is to be sent, the newest first.

        Raises:
            NotFound: there is no such webhook.
        """
        query = sa.select(*COLUMNS).where(deliveries.c.webhook_id == webhook_id)
        query = query if state is None else query.where(deliveries.c.state == state)
        query = query.order_by(deliveries.c.number.desc()).limit(limit)
        async with self._database.reading() as connection:
            there = sa.select(webhooks.c.id).where(webhooks.c.id == webhook_id)
            if await connection.scalar(there) is None:
                raise NotFound(f"there is no webhook {webhook_id}")
            found = (await connection.execute(query)).mappings()
            return tuple(Delivery.model_validate(dict(row)) for row in found)

    async def get(
        self, webhook_id: str, delivery_id: str
    ) -> tuple[Delivery, str, tuple[DeliveryAttempt, ...]]:
        """A delivery, the text that is sent, and how each try went.

        Raises:
            NotFound: there is no such delivery.
        """
        columns = [delivery_attempts.columns[name] for name in DeliveryAttempt.model_fields]
        query = (
            sa.select(*columns)
            .where(delivery_attempts.c.delivery_id == delivery_id)
            .order_by(delivery_attempts.c.number)
        )
        text = sa.select(deliveries.c.document).where(deliveries.c.id == delivery_id)
        async with self._database.reading() as connection:
            delivery = await _read(connection, webhook_id, delivery_id)
            tried = (await connection.execute(query)).mappings()
            attempts = tuple(DeliveryAttempt.model_validate(dict(row)) for row in tried)
            return delivery, str(await connection.scalar(text)), attempts

    @whole
    async def due(
        self, *, limit: int, busy: Collection[str] = (), lease: timedelta
    ) -> tuple[Due, ...]:
        """Take deliveries whose time has come, at most `limit`, none of a busy subscriber's.

        They are this worker's for so long; if it dies, another one tries again under the same id.
        """
        now = clock.now()
        query = _due(now, busy).limit(limit)
        async with self._database.reading() as connection:  # nobody is kept from writing for it
            if (await connection.execute(query)).first() is None:
                return ()
        async with self._database.writing() as connection:
            locked = query.with_for_update(skip_locked=True, of=deliveries)
            rows = (await connection.execute(locked)).mappings().all()
            names = [row["id"] for row in rows]
            mine = {"leased_until": now + lease}
            taken = sa.update(deliveries).where(deliveries.c.id.in_(names)).values(mine)
            await connection.execute(taken)
            return tuple(_taken(row, now, now + lease) for row in rows)

    @whole
    async def keep(
        self,
        due: Due,
        attempt: DeliveryAttempt,
        *,
        again_in: timedelta | None,
        gone: bool = False,
    ) -> None:
        """Keep how a try went. After a failed one it is tried `again_in`, or has failed for good.

        `gone` is what the subscriber says of itself: it is told nothing more. A worker whose lease
        has run out meanwhile changes nothing but the log.
        """
        well = attempt.trouble is None
        over = well or gone or again_in is None
        state = DeliveryState.FAILED if over else DeliveryState.PENDING
        state = DeliveryState.DELIVERED if well else state
        values = {
            "state": state,
            "attempts": due.attempts + 1,
            "next_at": attempt.at + again_in if again_in is not None and not over else None,
            "leased_until": None,
            "delivered_at": attempt.at if well else None,
        }
        mine = (deliveries.c.id == due.id) & (deliveries.c.leased_until == due.leased_until)
        async with self._database.writing() as connection:
            if await _gone(connection, due.id):
                return
            await connection.execute(sa.update(deliveries).where(mine).values(values))
            await connection.execute(await _logged(connection, due.id, attempt))
            if gone:
                await disable(connection, due.webhook_id, "answered 410 Gone")

    @whole
    async def forget(self, before: datetime, limit: int) -> int:
        """Delete deliveries that have ended, with their log, and say how many."""
        old = (
            sa.select(deliveries.c.id)
            .where(deliveries.c.created_at < before, deliveries.c.state != DeliveryState.PENDING)
            .order_by(deliveries.c.number)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        async with self._database.writing() as connection:
            names = list(await connection.scalars(old))
            tried = delivery_attempts.c.delivery_id.in_(names)
            await connection.execute(sa.delete(delivery_attempts).where(tried))
            await connection.execute(sa.delete(deliveries).where(deliveries.c.id.in_(names)))
            return len(names)


def _due(now: datetime, busy: Collection[str]) -> sa.Select[tuple[object, ...]]:
    earlier = deliveries.alias("earlier")
    waits_for = sa.exists().where(
        earlier.c.draft_id == deliveries.c.draft_id,
        earlier.c.webhook_id == deliveries.c.webhook_id,
        earlier.c.number < deliveries.c.number,
        earlier.c.state == DeliveryState.PENDING,
        earlier.c.attempts < IN_ORDER_TRIES,
    )
    columns = (
        *(deliveries.columns[name] for name in ("id", "webhook_id", "document", "attempts")),
        *(webhooks.columns[name] for name in ("url", "secret", "former_secret", "former_until")),
    )
    return (
        sa.select(*columns)
        .join(webhooks, webhooks.c.id == deliveries.c.webhook_id)
        .where(
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.next_at <= now,
            sa.or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now),
            webhooks.c.disabled_at.is_(None),
            deliveries.c.webhook_id.not_in(busy),
            ~waits_for,
        )
        .order_by(deliveries.c.next_at, deliveries.c.number)
    )


def _taken(row: sa.RowMapping, now: datetime, until: datetime) -> Due:
    secrets = [row["secret"]]
    if row["former_secret"] is not None and row["former_until"] > now:
        secrets.append(row["former_secret"])
    known = {name: row[name] for name in ("id", "webhook_id", "url", "document", "attempts")}
    return Due(**known, secrets=tuple(secrets), leased_until=until)


async def _logged(
    connection: AsyncConnection, delivery_id: str, attempt: DeliveryAttempt
) -> sa.Insert:
    """The line of the log, under its next number: a replay goes on counting."""
    log = delivery_attempts.c
    highest = sa.select(sa.func.max(log.number)).where(log.delivery_id == delivery_id)
    number = (await connection.scalar(highest) or 0) + 1
    values = dict(attempt) | {"delivery_id": delivery_id, "number": number}
    return sa.insert(delivery_attempts).values(values)


async def _gone(connection: AsyncConnection, delivery_id: str) -> bool:
    """Whether its subscriber was deleted while it was tried; else nobody else writes its log."""
    row = sa.select(deliveries.c.id).where(deliveries.c.id == delivery_id).with_for_update()
    return await connection.scalar(row) is None


async def _require_active(connection: AsyncConnection, webhook_id: str) -> None:
    query = sa.select(webhooks.c.disabled_reason).where(webhooks.c.id == webhook_id)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotFound(f"there is no webhook {webhook_id}")
    if row[0] is not None:
        raise WrongState(f"{webhook_id} is disabled ({row[0]}); enable it first")


async def _read(connection: AsyncConnection, webhook_id: str, delivery_id: str) -> Delivery:
    query = sa.select(*COLUMNS).where(
        deliveries.c.id == delivery_id, deliveries.c.webhook_id == webhook_id
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no delivery {delivery_id} of {webhook_id}")
    return Delivery.model_validate(dict(row))


def _document(event: WebhookEvent, data: Mapping[str, object]) -> str:
    payload = Payload(
        type=event, timestamp=clock.now(), data=PayloadData.model_validate(dict(data))
    )
    return json.dumps(payload.model_dump(mode="json"), ensure_ascii=False)


def _new(
    webhook_id: str, event: WebhookEvent, document: str, draft_id: str | None
) -> dict[str, object]:
    now = clock.now()
    return {
        "id": new_id("msg"),
        "webhook_id": webhook_id,
        "draft_id": draft_id,
        "type": event,
        "document": document,
        "created_at": now,
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "next_at": now,
    }
