"""Keys: who may use the API."""

import hmac

import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError, NotFound
from drafter.store.database import Database
from drafter.store.ids import new_id
from drafter.store.tables import Moment, keys
from drafter.store.tokens import digest, new_token, well_formed
from schemas.key import Key, Scope


class Keys:
    """The keys of one database. Of a token only its digest is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, name: str, *, person: bool, scopes: frozenset[Scope]) -> str:
        """A new key's token, which cannot be had again.

        Raises:
            InputError: the name is empty.
        """
        if not name.strip():
            raise InputError("a key needs a name: it stands in the audit trail")
        token = new_token()
        values = {
            "id": new_id("key"),
            "name": name.strip(),
            "person": person,
            "scopes": " ".join(sorted(scopes)),
            "digest": digest(token),
            "created_at": clock.now(),
        }
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(keys).values(values))
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


def _key(row: sa.RowMapping) -> Key:
    known = {name: row[name] for name in Key.model_fields if name != "scopes"}
    return Key.model_validate(known | {"scopes": frozenset(row["scopes"].split())})
