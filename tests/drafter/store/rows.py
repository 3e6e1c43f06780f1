"""Rows as a test wants them: drafts in any state and of any age, events, workers."""

import json
from datetime import datetime, timedelta

import sqlalchemy as sa

from drafter import clock
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.tables import drafts, events, reports, workers
from schemas.following import EventKind
from schemas.review import DraftState
from tests import factories


def ago(*, days: float = 0, seconds: float = 0) -> datetime:
    """A time in the past."""
    return clock.now() - timedelta(days=days, seconds=seconds)


async def change(database: Database, statement: sa.Executable) -> None:
    """Run one statement."""
    async with database.writing() as connection:
        await connection.execute(statement)


async def a_report(database: Database, *, days: float = 0, text: str = "") -> str:
    """A report that came in so many days ago."""
    made = factories.report(*factories.PARAGRAPHS, *((text,) if text else ()))
    name = await Reports(database).add(made, "Ada")
    old = {"created_at": ago(days=days)}
    await change(database, sa.update(reports).where(reports.c.id == name).values(old))
    return name


async def a_draft(
    database: Database, *of: str, state: DraftState = DraftState.DRAFTING, **row: object
) -> str:
    """A draft of these reports, with these values in its row."""
    asked = await Drafts(database).ask(factories.order(*of), "Ada")
    await without_events(database, asked.id)
    values = {"state": state} | row
    await change(database, sa.update(drafts).where(drafts.c.id == asked.id).values(values))
    return asked.id


async def without_events(database: Database, draft_id: str) -> None:
    """Forget what asking has told: a test says what happened."""
    await change(database, sa.delete(events).where(events.c.draft_id == draft_id))


async def an_event(
    database: Database, draft_id: str, number: int, kind: EventKind, at: datetime
) -> None:
    """An event of a draft."""
    row = {"draft_id": draft_id, "number": number, "at": at, "kind": kind}
    await change(database, sa.insert(events).values(row | {"document": json.dumps({})}))


async def a_worker(database: Database, name: str, *, seconds: float, lost: bool = False) -> None:
    """A worker whose lease ends so many seconds from now."""
    now = clock.now()
    row = {
        "id": name,
        "host": "desk-1.example.org",
        "pid": 7,
        "started_at": now,
        "beaten_at": now,
        "expires_at": now + timedelta(seconds=seconds),
        "lost_at": now if lost else None,
    }
    await change(database, sa.insert(workers).values(row))
