"""Keys: who may use the API."""

import hmac
import unicodedata
from decimal import Decimal

import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError, NotFound
from drafter.review import COMMAND_LINE, MACHINE
from drafter.store.database import Database, insert_once, only_writer, whole
from drafter.store.ids import new_id
from drafter.store.spending import spent_today
from drafter.store.tables import Moment, keys
from drafter.store.tokens import digest, new_token, well_formed
from schemas.key import Key, Scope

RESERVED = frozenset({MACHINE, COMMAND_LINE})
"""Names that stand in the audit trail for what was done without a key."""


class Keys:
    """The keys of one database. Of a token only its digest is kept.

    A key's name is who its holder is: who claims, edits and approves. Of the keys that are not
    revoked, no two have the same, upper and lower case aside.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def create(
        self,
        name: str,
        *,
        person: bool,
        scopes: frozenset[Scope],
        daily_usd: Decimal | None = None,
    ) -> str:
        """A new key's token, which cannot be had again. Its drafts may cost so much in a UTC day.

        Raises:
            InputError: the name is empty, reserved, or that of another key.
        """
        name = key_name(name)
        token = new_token()
        values = {
            "id": new_id("key"),
            "name": name,
            "person": person,
            "scopes": " ".join(sorted(scopes)),
            "digest": digest(token),
            "created_at": clock.now(),
            "daily_usd": daily_usd,
        }
        async with self._database.writing() as connection:
            await only_writer(connection, keys)
            query = sa.select(keys.c.name).where(keys.c.revoked_at.is_(None))
            taken = {other.casefold() for other in await connection.scalars(query)}
            if name.casefold() in taken or not await insert_once(connection, keys, values):
                raise InputError(
                    f"{name!r} has a key already; revoke that one first, or choose another name"
                )
        return token

    async def check(self, token: str) -> Key:
        """The key that the token belongs to.

        Raises:
            NotFound: it is unknown, malformed or revoked; which of them is not told.
        """
        refused = NotFound("this key is not known here, or has been revoked")
        if not well_formed(token):
            raise refused
        wanted = digest(token)
        query = sa.select(keys).where(keys.c.digest == wanted, keys.c.revoked_at.is_(None))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None or not hmac.compare_digest(row["digest"], wanted):
            raise refused
        return _key(row)

    async def list(self) -> tuple[Key, ...]:
        """All keys, the oldest first, the revoked too."""
        query = sa.select(keys).order_by(keys.c.created_at, keys.c.id)
        async with self._database.reading() as connection:
            return tuple(map(_key, (await connection.execute(query)).mappings()))

    async def spent_today(self) -> dict[str, Decimal]:
        """US dollars by key id: what today's drafts have cost or are likely to, as far as known."""
        async with self._database.reading() as connection:
            return await spent_today(connection)

    @whole
    async def revoke(self, key_id: str) -> None:
        """The key is of no use from now on. A repeat changes nothing.

        Raises:
            NotFound: there is no such key.
        """
        first = sa.func.coalesce(keys.c.revoked_at, sa.literal(clock.now(), Moment))
        change = sa.update(keys).where(keys.c.id == key_id).values(revoked_at=first)
        async with self._database.writing() as connection:
            if (await connection.execute(change)).rowcount != 1:
                raise NotFound(f"there is no key {key_id}")

    async def none_yet(self) -> bool:
        """Whether no key was ever made here."""
        async with self._database.reading() as connection:
            return await connection.scalar(sa.select(keys.c.id).limit(1)) is None


def key_name(given: str) -> str:
    """The name as it is kept: one form of each letter, single spaces.

    Raises:
        InputError: it is empty, or stands for something else in the audit trail.
    """
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not name:
        raise InputError("a key needs a name: it stands in the audit trail")
    if name.casefold() in RESERVED:
        raise InputError(
            f"{name!r} stands in the audit trail for what no key did; choose another name"
        )
    return name


def _key(row: sa.RowMapping) -> Key:
    known: dict[str, object] = {name: row[name] for name in Key.model_fields}
    known |= {"scopes": frozenset(row["scopes"].split()), "origins": row["origins"].split()}
    return Key.model_validate(known)
