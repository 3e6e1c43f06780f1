"""Asking for a draft: the order is kept, its likely cost put by, its turn in the queue given."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import WrongState
from drafter.store import rows
from drafter.store.database import insert_once
from drafter.store.events import record
from drafter.store.reports import require_reports
from drafter.store.spending import Reservation, reserve
from drafter.store.tables import audit, drafts
from schemas.job import Order, Priority
from schemas.review import Action, DraftRecord, DraftState


async def ask(
    connection: AsyncConnection,
    order: Order,
    by: str,
    draft_id: str,
    reservation: Reservation | None,
) -> DraftRecord:
    """Keep an order as a draft of that id. The same order again is the draft that is there.

    Raises:
        NotFound: a report of the order is not stored.
        WrongState: the id is taken by another order.
        OverBudget: it could cost more than the key may spend.
    """
    at = clock.now()
    values = {
        "id": draft_id,
        "state": DraftState.DRAFTING,
        "revision": 0,
        "topic": order.topic,
        "desk": order.desk,
        "engine": order.engine,
        "recipe": order.recipe,
        "degraded": False,
        "priority": order.priority,
        "turn": await next_turn(connection, order.priority, by),
        "created_at": at,
        "updated_at": at,
        "created_by": by,
        "ordered": order.model_dump_json(),
    }
    asked = {"draft_id": draft_id, "action": Action.ASKED, "by": by, "at": at, "revision": 0}
    await require_reports(connection, order.reports)
    if await insert_once(connection, drafts, values):
        await connection.execute(sa.insert(audit).values(asked))
        await record(connection, draft_id, *rows.state_event(DraftState.DRAFTING, asked))
        if reservation is not None:
            await reserve(connection, draft_id, reservation)
    elif await connection.scalar(ordered(draft_id)) != values["ordered"]:
        raise WrongState(f"{draft_id} was asked for with another order; ask under a new id")
    return await rows.read(connection, draft_id)


def ordered(draft_id: str) -> sa.Select[str]:
    """The order of a draft, as JSON."""
    return sa.select(drafts.c.ordered).where(drafts.c.id == draft_id)


async def next_turn(connection: AsyncConnection, priority: Priority, by: str) -> int:
    """The turn of a draft that is asked for now, fair between those who ask.

    Start-time fair queueing: after the last draft of one's own that is waited for, and not before
    those whose turn it is (Goyal, Vin and Cheng, SIGCOMM 1996). Who has asked for five hundred
    waits for them; who asks for one does not. Two who ask at once may be given the same turn.
    """
    mine = sa.case((drafts.c.created_by == by, drafts.c.turn))
    query = sa.select(sa.func.min(drafts.c.turn), sa.func.max(mine)).where(
        drafts.c.state == DraftState.DRAFTING, drafts.c.priority == priority
    )
    lowest, last = (await connection.execute(query)).one()
    return max(lowest or 0, -1 if last is None else last + 1)


async def new_turn(connection: AsyncConnection, draft_id: str) -> int:
    """The turn of a draft that is asked for again now; its old one has passed."""
    columns = (drafts.c.priority, drafts.c.created_by)
    row = (await connection.execute(sa.select(*columns).where(drafts.c.id == draft_id))).first()
    return await next_turn(connection, Priority(row.priority), row.created_by) if row else 0


async def take_turn(connection: AsyncConnection, draft_id: str, turn: int) -> None:
    """Give the draft this turn."""
    await connection.execute(sa.update(drafts).where(drafts.c.id == draft_id).values(turn=turn))
