"""Retention: texts of old reports, events of old drafts, old first answers go, a few at a time.

Several workers may sweep at once: each takes what no other has in hand.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.store.answers import KEPT as KEPT_ANSWERS
from drafter.store.answers import FirstAnswers
from drafter.store.database import Database, whole
from drafter.store.deliveries import Deliveries
from drafter.store.tables import drafts, events, reports
from schemas.review import DraftState

AT_ONCE = 200
"""Rows of one transaction: on SQLite nobody else writes during it."""
OPEN = (DraftState.DRAFTING, DraftState.QUEUED, DraftState.IN_REVIEW, DraftState.HELD)
"""A draft in one of these states may still need the texts of its reports."""
KEPT = ("headline", "publisher", "url", "published")
"""What stays of a report whose text is deleted."""


@dataclass(frozen=True)
class Swept:
    """How many reports lost their text, and how many events, answers and deliveries went."""

    reports: int
    events: int
    answers: int = 0
    deliveries: int = 0


class Retention:
    """Keeps reports and events of one database for so many days; None is for ever.

    Deliveries that have ended are kept for as long as events. What a request under an
    Idempotency-Key was answered is kept for a day.
    """

    def __init__(
        self,
        database: Database,
        *,
        report_days: int | None,
        event_days: int | None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._database = database
        self._answers = FirstAnswers(database)
        self._deliveries = Deliveries(database)
        self._at_once = at_once
        self._report_days = report_days
        self._event_days = event_days

    async def sweep(self, now: datetime) -> Swept:
        """Delete what is older.

        Of a report its id, fingerprint, publisher, headline, address and date stay; one that an
        open draft was made from stays whole. Of a draft's events the last one stays, so that the
        numbers of those to come go on.

        Raises:
            StoreError: the database cannot be used.
        """
        emptied = deleted = forgotten = delivered = 0
        if self._report_days is not None:
            before = now - timedelta(days=self._report_days)
            while (some := await self._empty(before, now)) is not None:
                emptied += some
        if self._event_days is not None:
            before = now - timedelta(days=self._event_days)
            while some := await self._delete_events(before):
                deleted += some
            while some := await self._deliveries.forget(before, self._at_once):
                delivered += some
        while some := await self._answers.forget(now - KEPT_ANSWERS, self._at_once):
            forgotten += some
        return Swept(emptied, deleted, forgotten, delivered)

    @whole
    async def _empty(self, before: datetime, now: datetime) -> int | None:
        """Empty some reports; None where none is left.

        They are locked first, and then looked at again: a draft may just have been asked for.
        """
        async with self._database.writing() as connection:
            old = (
                sa.select(reports.c.id, reports.c.document)
                .where(reports.c.created_at < before, reports.c.emptied_at.is_(None))
                .where(reports.c.id.not_in(_needed(connection)))
                .order_by(reports.c.id)
                .limit(self._at_once)
                .with_for_update(skip_locked=True)
            )
            found = {row.id: row.document for row in await connection.execute(old)}
            if not found:
                return None
            needed = set(await connection.scalars(_needed(connection)))
            free = [name for name in found if name not in needed]
            for name in free:
                emptied = {"document": _without_text(found[name]), "emptied_at": now}
                await connection.execute(
                    sa.update(reports).where(reports.c.id == name).values(emptied)
                )
            return len(free)

    @whole
    async def _delete_events(self, before: datetime) -> int:
        others = events.alias()
        newest = sa.select(sa.func.max(others.c.number)).where(
            others.c.draft_id == events.c.draft_id
        )
        old = (
            sa.select(events.c.draft_id, events.c.number)
            .join(drafts, drafts.c.id == events.c.draft_id)
            .where(events.c.at < before, drafts.c.state != DraftState.DRAFTING)
            .where(events.c.number < newest.scalar_subquery())
            .limit(self._at_once)
            .with_for_update(of=events, skip_locked=True)
        )
        async with self._database.writing() as connection:
            found = [tuple(row) for row in await connection.execute(old)]
            if found:
                key = sa.tuple_(events.c.draft_id, events.c.number)
                await connection.execute(sa.delete(events).where(key.in_(found)))
            return len(found)


def _needed(connection: AsyncConnection) -> sa.Select[str]:
    """The ids of the reports that open drafts were made from."""
    if connection.dialect.name == "postgresql":
        order = sa.cast(drafts.c.ordered, JSONB)
        ids = sa.func.jsonb_array_elements_text(order["reports"]).table_valued("value")
    else:
        ids = sa.func.json_each(drafts.c.ordered, "$.reports").table_valued("value")
    together = drafts.join(ids, sa.true())
    return sa.select(ids.c.value).select_from(together).where(drafts.c.state.in_(OPEN))


def _without_text(document: str) -> str:
    whole_report = json.loads(document)
    return json.dumps({name: whole_report.get(name) for name in KEPT}, ensure_ascii=False)
