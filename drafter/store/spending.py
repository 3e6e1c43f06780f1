"""What keys spend: put by when a draft is asked for, settled when it is finished. Days are UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import OverBudget, SpentToday
from drafter.spending.telling import dollars
from drafter.store.tables import keys, spendings

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Reservation:
    """The likely cost of a draft in US dollars, None where it is not known, and for which key."""

    key: str
    usd: Decimal | None


async def reserve(connection: AsyncConnection, draft_id: str, asked: Reservation) -> None:
    """Put the likely cost by, in the transaction in which the draft is asked for.

    Of two that race for the rest of a day's money, the second sees what the first has put by.

    Raises:
        OverBudget: the key has a limit, and the cost is over all of it or not known.
        SpentToday: the cost is over what is left of it today.
    """
    at = clock.now()
    query = sa.select(keys.c.daily_usd).where(keys.c.id == asked.key)
    # PostgreSQL locks the key's row; SQLite holds its write lock already.
    limit = await connection.scalar(query.with_for_update())
    if limit is not None:
        spent = (await spent_today(connection)).get(asked.key, NOTHING)
        _require(asked.usd, limit, spent, at)
    values = {
        "draft_id": draft_id,
        "key_id": asked.key,
        "day": at.date(),
        "usd": asked.usd,
        "settled": False,
    }
    await connection.execute(sa.insert(spendings).values(values))


async def settle(connection: AsyncConnection, draft_id: str, cost: Decimal | None) -> None:
    """What the draft has cost takes the place of what was put by; where unknown, that stays.

    It counts for the day on which the draft was asked for. A repeat changes nothing.
    """
    known = {} if cost is None else {"usd": cost}
    await connection.execute(
        sa.update(spendings)
        .where(spendings.c.draft_id == draft_id, spendings.c.settled.is_(False))
        .values(settled=True, **known)
    )


async def spent_today(connection: AsyncConnection) -> dict[str, Decimal]:
    """US dollars by key id, spent or put by today, as far as they are known."""
    total = sa.func.sum(spendings.c.usd)
    query = sa.select(spendings.c.key_id, total).where(spendings.c.day == clock.now().date())
    rows = await connection.execute(query.group_by(spendings.c.key_id))
    return {key: usd or NOTHING for key, usd in rows}


def _require(usd: Decimal | None, limit: Decimal, spent: Decimal, at: datetime) -> None:
    may = f"this key may spend {dollars(limit)} a day"
    if usd is None:
        raise OverBudget(
            f"{may}, and what this draft would cost is not known: name a model with a known price,"
            " set DRAFTER_PRICE, or ask for the engine extractive"
        )
    if usd > limit:
        raise OverBudget(
            f"{may}, and this draft would cost about {dollars(usd)}: shorten the reports, or ask"
            " for the engine extractive"
        )
    if spent + usd > limit:
        raise SpentToday(
            f"{may}, has spent {dollars(spent)} today, and this draft would cost about"
            f" {dollars(usd)}: ask again after midnight UTC, or for the engine extractive",
            _until_midnight(at),
        )


def _until_midnight(at: datetime) -> int:
    """Seconds until the next day begins in UTC, at least 1."""
    tomorrow = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(round((tomorrow - at).total_seconds()), 1)
