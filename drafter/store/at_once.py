"""How many drafts of a key may be drafting at once."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.errors import TooManyAtOnce
from drafter.store.tables import drafts, keys
from schemas.review import DraftState


async def require_room(connection: AsyncConnection, by: str) -> None:
    """See to it that the draft which this transaction has just kept is not one too many.

    Counted are those in state drafting that the key of this name has asked for. A retry or a
    release is of a draft that was let in before, and is not refused.

    Raises:
        TooManyAtOnce: it is one too many.
    """
    query = sa.select(keys.c.drafts_at_once).where(keys.c.name == by, keys.c.revoked_at.is_(None))
    # Of two that race on PostgreSQL, the second waits here, and then counts the first one too;
    # SQLite holds its write lock already.
    most = await connection.scalar(query.with_for_update(key_share=True))
    if most is None:
        return
    waiting = sa.select(sa.func.count()).where(
        drafts.c.created_by == by, drafts.c.state == DraftState.DRAFTING
    )
    if (await connection.scalar(waiting) or 0) > most:
        raise TooManyAtOnce(
            f"this key may have {most} drafts in the making at once, and has: ask again when one of"
            " them has ended"
        )
