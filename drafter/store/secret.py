"""The service's secret, which tokens are digested with: that of the settings, or the database's."""

import secrets as randomness

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.store.database import insert_once
from drafter.store.tables import secrets
from drafter.store.tokens import digest, plain_digest

NAME = "tokens"


class ServiceSecret:
    """The secrets of one process, newest first.

    Those that were given come first: one word each, so that an operator who changes the secret can
    let the former one stand behind it for a while. Where none was given, there is a random one in
    the database, made once, which then stands beside what it protects: it is of use against whoever
    sees the keys' table alone.
    """

    def __init__(self, given: str | None) -> None:
        self._given = tuple((given or "").split())
        self._kept: str | None = None

    async def digest(self, connection: AsyncConnection, token: str) -> str:
        """What is to be kept of a token, in a transaction that writes."""
        return digest(token, self._given[0] if self._given else await _made_once(connection))

    def digests(self, token: str) -> tuple[str, ...]:
        """What may be kept of a token, as far as is known here, the newest way first."""
        known = (*self._given, *([self._kept] if self._kept else ()))
        return (*(digest(token, secret) for secret in known), plain_digest(token))

    async def learn(self, connection: AsyncConnection) -> None:
        """Read the database's secret: there may be one by now, or another after a restore."""
        self._kept = await _kept(connection)


async def _made_once(connection: AsyncConnection) -> str:
    """The database's secret; of two that make it at once, one wins, and both have that one."""
    if (kept := await _kept(connection)) is not None:
        return kept
    made = randomness.token_urlsafe(32)
    if await insert_once(connection, secrets, {"name": NAME, "value": made}):
        return made
    return str(await _kept(connection))


async def _kept(connection: AsyncConnection) -> str | None:
    return await connection.scalar(sa.select(secrets.c.value).where(secrets.c.name == NAME))
