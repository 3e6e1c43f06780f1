"""Rows of keys: found by a token's digests or by an id, and read."""

import hmac
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound
from drafter.store.tables import keys
from schemas.key import Key


def live(now: datetime) -> sa.ColumnElement[bool]:
    """Neither revoked nor past its time."""
    ahead = sa.or_(keys.c.expires_at.is_(None), keys.c.expires_at > now)
    return sa.and_(keys.c.revoked_at.is_(None), ahead)


async def by_digest(connection: AsyncConnection, digests: Sequence[str]) -> sa.RowMapping | None:
    """The row of a key that is live and that one of these digests lets in, a former one in time."""
    now = clock.now()
    former = sa.and_(keys.c.former_digest.in_(digests), keys.c.former_until > now)
    query = sa.select(keys).where(live(now), sa.or_(keys.c.digest.in_(digests), former))
    row = (await connection.execute(query)).mappings().one_or_none()
    return row if row is not None and _held(row, digests) else None


async def by_id(connection: AsyncConnection, key_id: str, *, locked: bool = False) -> sa.RowMapping:
    """The row of that id, locked for a change where that is asked.

    Raises:
        NotFound: there is none.
    """
    query = sa.select(keys).where(keys.c.id == key_id)
    query = query.with_for_update() if locked else query
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no key {key_id}")
    return row


def current(row: sa.RowMapping, digests: Sequence[str]) -> bool:
    """Whether what let the token in is the newest of its digests; the plain one never is."""
    return _held(row, digests[:1] if len(digests) > 1 else ())


def key_in(row: sa.RowMapping) -> Key:
    """The key of a row, without its digests."""
    known: dict[str, object] = {name: row[name] for name in Key.model_fields}
    known |= {"scopes": frozenset(row["scopes"].split()), "origins": row["origins"].split()}
    return Key.model_validate(known)


def _held(row: sa.RowMapping, digests: Sequence[str]) -> bool:
    """Compared in constant time."""
    held = [row["digest"], row["former_digest"] or ""]
    return any(hmac.compare_digest(one, digest) for one in held for digest in digests)
