"""Asking for a draft: the order is kept, its likely cost put by, its turn in the queue given."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.store import rows
from drafter.store.at_once import require_room
from drafter.store.events import record_first
from drafter.store.ids import new_id
from drafter.store.naming import QueuePlace
from drafter.store.reports import require_reports
from drafter.store.spending import Reservation, reserve
from drafter.store.tables import audit, drafts
from schemas.job import Order, Priority
from schemas.review import Action, AuditEntry, DraftRecord, DraftState

NOTHING_YET: Mapping[str, object] = dict.fromkeys(
    ("headline", "claimed_by", "claimed_until", "failure", "draft")
) | {"verdicts": ()}
"""What a draft that was just asked for does not have."""


async def ask(
    connection: AsyncConnection,
    order: Order,
    by: str,
    reservation: Reservation | None,
) -> tuple[DraftRecord, QueuePlace]:
    """Keep an order as a new draft, and say where it stands in the queue.

    Raises:
        NotFound: a report of the order is not stored.
        TooManyAtOnce: the key has as many drafts in the making as it may.
        OverBudget: it could cost more than the key may spend.
    """
    at, draft_id = clock.now(), new_id("drf")
    asked = AuditEntry(action=Action.ASKED, by=by, at=at, revision=0, reason=None)
    kept = {
        "id": draft_id,
        "state": DraftState.DRAFTING,
        "revision": 0,
        "topic": order.topic,
        "desk": order.desk,
        "engine": order.engine,
        "recipe": order.recipe,
        "degraded": False,
        "priority": order.priority,
        "created_at": at,
        "updated_at": at,
        "created_by": by,
    }
    turn = await next_turn(connection, order.priority, by)
    await require_reports(connection, order.reports)
    row = kept | {"turn": turn, "ordered": order.model_dump_json()}
    await connection.execute(sa.insert(drafts).values(row))
    await require_room(connection, by)
    line = dict(asked) | {"draft_id": draft_id}
    await connection.execute(sa.insert(audit).values(line))
    await record_first(connection, draft_id, *rows.state_event(DraftState.DRAFTING, line))
    if reservation is not None:
        await reserve(connection, draft_id, reservation)
    made = DraftRecord.model_validate({**NOTHING_YET, **kept, "history": (asked,)})
    return made, QueuePlace(draft_id, order.priority, turn)


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
