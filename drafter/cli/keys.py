"""`drafter keys`: who may use the API."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from drafter.cli.output import put, say
from drafter.settings import read_settings
from drafter.store.database import Database
from drafter.store.keys import Keys
from drafter.store.migrate import migrate
from schemas.key import Scope

Result = TypeVar("Result")
PLUGIN = frozenset({Scope.REPORTS_WRITE, Scope.DRAFTS_READ, Scope.DRAFTS_WRITE})
EDITOR = PLUGIN | {Scope.REVIEW}


@click.group(name="keys")
def command() -> None:
    """Create, list and revoke API keys."""


@command.command()
@click.argument("name")
@click.option("--plugin", is_flag=True, help="A key of a program: it cannot review.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([scope.value for scope in Scope])
)
def create(name: str, scopes: tuple[str, ...], *, plugin: bool) -> None:
    """Create a key for NAME, a person unless --plugin is given. It is shown once."""
    granted = frozenset(map(Scope, scopes)) or (PLUGIN if plugin else EDITOR)
    token = _with_keys(lambda keys: keys.create(name, person=not plugin, scopes=granted))
    put(token, None)
    say(f"keep it: it is not shown again. It may {', '.join(sorted(granted))}")


@command.command(name="list")
def list_() -> None:
    """List all keys, without their secrets."""
    for key in _with_keys(lambda keys: keys.list()):
        kind = "person" if key.person else "plugin"
        state = "revoked" if key.revoked_at else "active"
        put(f"{key.id}\t{key.name}\t{kind}\t{state}\t{','.join(sorted(key.scopes))}", None)


@command.command()
@click.argument("key_id")
def revoke(key_id: str) -> None:
    """Revoke a key at once."""
    _with_keys(lambda keys: keys.revoke(key_id))
    say(f"{key_id} is revoked")


def _with_keys(use: Callable[[Keys], Awaitable[Result]]) -> Result:
    url = read_settings().database_url
    migrate(url)

    async def run() -> Result:
        database = Database(url)
        try:
            return await use(Keys(database))
        finally:
            await database.close()

    return asyncio.run(run())
