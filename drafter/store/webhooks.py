"""Webhooks: who is to be told of what happens to drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound
from drafter.store.database import Database, whole
from drafter.store.ids import new_id
from drafter.store.tables import deliveries, delivery_attempts, webhooks
from schemas.webhook import DeliveryState, Webhook, WebhookEvent

COLUMNS = tuple(webhooks.columns[name] for name in Webhook.model_fields)
"""All but the secrets, which are read where something is signed, and nowhere else."""


class Webhooks:
    """The subscribers of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def add(
        self,
        url: str,
        events: Sequence[WebhookEvent],
        by: str,
        secret: str,
        *,
        description: str | None = None,
    ) -> Webhook:
        """Keep a subscriber; without events it is told of everything."""
        values = {
            "id": new_id("whk"),
            "url": url,
            "events": _words(events),
            "description": description,
            "created_at": clock.now(),
            "created_by": by,
            "secret": secret,
        }
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(webhooks).values(values))
            return await _read(connection, str(values["id"]))

    async def list(self) -> tuple[Webhook, ...]:
        """All of them, the oldest first."""
        query = sa.select(*COLUMNS).order_by(webhooks.c.created_at, webhooks.c.id)
        async with self._database.reading() as connection:
            return tuple(map(_webhook, (await connection.execute(query)).mappings()))

    async def get(self, webhook_id: str) -> Webhook:
        """One of them.

        Raises:
            NotFound: there is no such webhook.
        """
        async with self._database.reading() as connection:
            return await _read(connection, webhook_id)

    @whole
    async def change(self, webhook_id: str, change: Mapping[str, object]) -> Webhook:
        """Change what is named: `url`, `events`, `description`, `disabled_reason`.

        With a reason it is told nothing more, of what waits neither; None enables it.

        Raises:
            NotFound: there is no such webhook.
        """
        values = {name: value for name, value in change.items() if name != "disabled_reason"}
        if isinstance(events := values.get("events"), Sequence):
            values["events"] = _words(events)
        if "disabled_reason" in change and change["disabled_reason"] is None:
            values |= {"disabled_at": None, "disabled_reason": None}
        async with self._database.writing() as connection:
            before = await _read(connection, webhook_id, lock=True)
            if values:
                await connection.execute(_update(webhook_id).values(values))
            if (reason := change.get("disabled_reason")) is not None:
                await disable(connection, webhook_id, str(reason), since=before.disabled_at)
            return await _read(connection, webhook_id)

    @whole
    async def rotate(self, webhook_id: str, secret: str, overlap: timedelta) -> Webhook:
        """Sign with a new secret from now on, and with the former one too for so long.

        Raises:
            NotFound: there is no such webhook.
        """
        values = {
            "former_secret": webhooks.c.secret,
            "former_until": clock.now() + overlap,
            "secret": secret,
        }
        async with self._database.writing() as connection:
            await _read(connection, webhook_id)
            await connection.execute(_update(webhook_id).values(values))
            return await _read(connection, webhook_id)

    @whole
    async def delete(self, webhook_id: str) -> None:
        """Forget it, with all that it was sent.

        Raises:
            NotFound: there is no such webhook.
        """
        sent = sa.select(deliveries.c.id).where(deliveries.c.webhook_id == webhook_id)
        tried = sa.delete(delivery_attempts).where(delivery_attempts.c.delivery_id.in_(sent))
        async with self._database.writing() as connection:
            await _read(connection, webhook_id, lock=True)  # before what others may just add to it
            await connection.execute(tried)
            gone = sa.delete(deliveries).where(deliveries.c.webhook_id == webhook_id)
            await connection.execute(gone)
            await connection.execute(sa.delete(webhooks).where(webhooks.c.id == webhook_id))


async def disable(
    connection: AsyncConnection, webhook_id: str, reason: str, *, since: datetime | None = None
) -> None:
    """Tell it nothing more, of what waits neither; `since` is where it was disabled before."""
    values = {"disabled_at": since or clock.now(), "disabled_reason": reason}
    await connection.execute(_update(webhook_id).values(values))
    waiting = (deliveries.c.webhook_id == webhook_id) & (
        deliveries.c.state == DeliveryState.PENDING
    )
    over = {"state": DeliveryState.FAILED, "next_at": None, "leased_until": None}
    await connection.execute(sa.update(deliveries).where(waiting).values(over))


def _update(webhook_id: str) -> sa.Update:
    return sa.update(webhooks).where(webhooks.c.id == webhook_id)


async def _read(connection: AsyncConnection, webhook_id: str, *, lock: bool = False) -> Webhook:
    query = sa.select(*COLUMNS).where(webhooks.c.id == webhook_id)
    query = query.with_for_update() if lock else query
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no webhook {webhook_id}")
    return _webhook(row)


def _webhook(row: sa.RowMapping) -> Webhook:
    return Webhook.model_validate(dict(row) | {"events": row["events"].split()})


def _words(events: Sequence[WebhookEvent]) -> str:
    return " ".join(dict.fromkeys(events))
