"""Keys: who may use the API."""

import logging
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Unpack

import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError, NotFound, StoreError
from drafter.store.database import Database, insert_once, only_writer, whole
from drafter.store.key_rows import by_digest, by_id, current, key_in, live
from drafter.store.key_rules import Terms, key_name, new_values, require_other, require_rotatable
from drafter.store.pages import Page, Place, beyond, place_of
from drafter.store.secret import ServiceSecret
from drafter.store.spending import spent_today
from drafter.store.tables import keys
from drafter.store.tokens import new_token, well_formed
from schemas.key import Key, Scope

OVERLAP = timedelta(hours=24)
LONGEST_OVERLAP = timedelta(days=30)
"""How long the former token goes on after a rotation."""
NOTED_EVERY = timedelta(minutes=1)
_LISTED = "keys, the newest first"
"""What a cursor of theirs is of."""

logger = logging.getLogger(__name__)


class Keys:
    """The keys of one database. Of a token only its digest under the service's secret is kept.

    A key's name is who its holder is: who claims, edits and approves. Of the keys that are not
    revoked, no two have the same, upper and lower case aside.
    """

    def __init__(self, database: Database, secret: str | None = None) -> None:
        self._database = database
        self._secret = ServiceSecret(secret)
        self._noted: dict[str, datetime] = {}

    @whole
    async def create(
        self,
        name: str,
        *,
        person: bool,
        scopes: frozenset[Scope],
        token: str | None = None,
        **terms: Unpack[Terms],
    ) -> str:
        """A new key's token, which cannot be had again; the token may be given.

        Raises:
            InputError: the name is empty, reserved, or that of another key; an origin is none, or
                the key would have expired already.
        """
        name, token = key_name(name), token or new_token()
        values = new_values(name, terms, clock.now())
        values |= {"person": person, "scopes": " ".join(sorted(scopes))}
        async with self._database.writing() as connection:
            await only_writer(connection, keys)
            values["digest"] = await self._secret.digest(connection, token)
            query = sa.select(keys.c.name).where(keys.c.revoked_at.is_(None))
            taken = {other.casefold() for other in await connection.scalars(query)}
            if name.casefold() in taken or not await insert_once(connection, keys, values):
                raise InputError(
                    f"{name!r} has a key already; revoke that one first, or choose another name"
                )
        return token

    async def check(self, token: str) -> Key:
        """The key that the token belongs to. One that was digested in a former way is so no more.

        Raises:
            NotFound: it is unknown, malformed, expired or revoked; which of them is not told.
        """
        refused = NotFound("this key is not known here, has expired, or has been revoked")
        if not well_formed(token):
            raise refused
        async with self._database.reading() as connection:
            digests = self._secret.digests(token)
            row = await by_digest(connection, digests)
            if row is None:
                await self._secret.learn(connection)
                more = set(self._secret.digests(token)) - set(digests)
                row = await by_digest(connection, tuple(more))
        if row is None:
            raise refused
        if not current(row, self._secret.digests(token)):
            await self._digest_again(row, token)
        return key_in(row)

    async def get(self, key_id: str) -> Key:
        """The key of that id, revoked or not.

        Raises:
            NotFound: there is no such key.
        """
        async with self._database.reading() as connection:
            return key_in(await by_id(connection, key_id))

    async def list(self) -> tuple[Key, ...]:
        """All keys, the oldest first, the revoked too."""
        query = sa.select(keys).order_by(keys.c.created_at, keys.c.id)
        async with self._database.reading() as connection:
            return tuple(map(key_in, (await connection.execute(query)).mappings()))

    async def page(self, cursor: str | None, limit: int) -> Page[Key]:
        """A page of at most `limit` keys, the newest first.

        Raises:
            InputError: the cursor is none of ours.
        """
        place = (keys.c.created_at, keys.c.id)
        query = sa.select(keys).order_by(keys.c.created_at.desc(), keys.c.id.desc())
        if cursor is not None:
            query = query.where(beyond(place, place_of(cursor, _LISTED), newest_first=True))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.limit(limit + 1))).mappings().all()
        found = tuple(map(key_in, rows[:limit]))
        more = len(rows) > limit
        end = Place(found[-1].created_at, found[-1].id).cursor(_LISTED) if more else None
        return Page(found, end)

    async def spent_today(self) -> dict[str, Decimal]:
        """US dollars by key id: what today's drafts have cost or are likely to, as far as known."""
        async with self._database.reading() as connection:
            return await spent_today(connection)

    async def origins(self) -> frozenset[str]:
        """The web origins of all keys that are of use now."""
        query = sa.select(keys.c.origins).where(live(clock.now()))
        async with self._database.reading() as connection:
            listed = await connection.scalars(query)
            return frozenset(origin for line in listed for origin in line.split())

    @whole
    async def rotate(
        self,
        key_id: str,
        *,
        overlap: timedelta = OVERLAP,
        token: str | None = None,
        expires_at: datetime | None = None,
    ) -> str:
        """A new token of the key; the one that it had goes on for `overlap`, 30 days at most.

        A key has two tokens at most: one that still goes on from an earlier rotation ends now.

        Raises:
            NotFound: there is no such key.
            WrongState: it is revoked.
            InputError: it has expired and gets no later `expires_at`; the overlap does not fit.
        """
        if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
            raise InputError(f"a former token goes on for {LONGEST_OVERLAP.days} days at most")
        token, now = token or new_token(), clock.now()
        async with self._database.writing() as connection:
            row = await by_id(connection, key_id, locked=True)
            until = expires_at or row["expires_at"]
            require_rotatable(key_in(row), until, now)
            former = {"former_digest": row["digest"], "former_until": now + overlap}
            values = former if overlap else dict.fromkeys(former)
            values |= {
                "digest": await self._secret.digest(connection, token),
                "expires_at": until,
            }
            await connection.execute(sa.update(keys).where(keys.c.id == key_id).values(values))
        return token

    @whole
    async def revoke(self, key_id: str, *, force: bool = False) -> None:
        """The key is of no use from now on. A repeat changes nothing.

        Raises:
            NotFound: there is no such key.
            WrongState: no other key of its kind could manage keys then, and it is not forced.
        """
        async with self._database.writing() as connection:
            await only_writer(connection, keys)  # of two that revoke each other, the second fails
            row = await by_id(connection, key_id)
            if row["revoked_at"] is not None:
                return
            now = clock.now()
            others = sa.select(keys).where(live(now), keys.c.id != key_id)
            rest = tuple(map(key_in, (await connection.execute(others)).mappings()))
            if not force:
                require_other(key_in(row), rest, now)
            gone = {"revoked_at": now, "former_digest": None, "former_until": None}
            await connection.execute(sa.update(keys).where(keys.c.id == key_id).values(gone))

    async def used(self, key: Key) -> None:
        """Note that the key is used, once a minute at most. Nobody suffers where that fails."""
        now = clock.now()
        noted = (key.last_used_at, self._noted.get(key.id))
        if any(last is not None and now - last < NOTED_EVERY for last in noted):
            return
        self._noted[key.id] = now
        try:
            await self._note(key.id, now)
        except StoreError as error:
            logger.warning("that key %s is used could not be noted: %s", key.id, error)

    async def none_yet(self) -> bool:
        """Whether no key was ever made here."""
        async with self._database.reading() as connection:
            return await connection.scalar(sa.select(keys.c.id).limit(1)) is None

    @whole
    async def _note(self, key_id: str, now: datetime) -> None:
        last = keys.c.last_used_at
        due = sa.or_(last.is_(None), last <= now - NOTED_EVERY)
        note = sa.update(keys).where(keys.c.id == key_id, due).values(last_used_at=now)
        async with self._database.writing() as connection:
            await connection.execute(note)

    async def _digest_again(self, row: sa.RowMapping, token: str) -> None:
        """Keep the digest under the secret of today. Where that fails, the next use tries again."""
        try:
            await self._replace(row["id"], token, self._secret.digests(token))
        except StoreError as error:
            logger.warning("key %s keeps its former digest for now: %s", row["id"], error)

    @whole
    async def _replace(self, key_id: str, token: str, former: tuple[str, ...]) -> None:
        async with self._database.writing() as connection:
            new = await self._secret.digest(connection, token)
            for column in (keys.c.digest, keys.c.former_digest):
                change = sa.update(keys).where(keys.c.id == key_id, column.in_(former))
                await connection.execute(change.values({column: new}))
