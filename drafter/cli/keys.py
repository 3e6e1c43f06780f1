"""`drafter keys`: who may use the API."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import click

from drafter.cli.output import put, say
from drafter.settings import read_settings
from drafter.spending.prices import SMALLEST
from drafter.spending.telling import dollars
from drafter.store.database import Database
from drafter.store.keys import Keys
from drafter.store.migrate import migrate
from schemas.key import Key, Scope

Result = TypeVar("Result")
PLUGIN = frozenset({Scope.REPORTS_WRITE, Scope.DRAFTS_READ, Scope.DRAFTS_WRITE})
EDITOR = PLUGIN | {Scope.REVIEW}
LARGEST = Decimal(1_000_000)
"""Nobody's limit for a day. A larger one is a slip of the hand."""


def money(text: str) -> Decimal:
    """The sum in US dollars that the user wrote.

    Raises:
        BadParameter: it is none, or none that a key can be limited to.
    """
    try:
        usd = Decimal(text)
    except InvalidOperation:
        usd = Decimal(0)
    if not (usd.is_finite() and SMALLEST <= usd <= LARGEST):
        raise click.BadParameter(f"{text!r} is no sum in US dollars such as 5 or 0.50")
    return usd


@click.group(name="keys")
def command() -> None:
    """Create, list and revoke API keys."""


@command.command()
@click.argument("name")
@click.option("--plugin", is_flag=True, help="A key of a program: it cannot review.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([scope.value for scope in Scope])
)
@click.option(
    "--daily-usd", type=money, metavar="USD", help="What its drafts may cost in a UTC day."
)
def create(name: str, scopes: tuple[str, ...], *, plugin: bool, daily_usd: Decimal | None) -> None:
    """Create a key for NAME, a person unless --plugin is given. It is shown once."""
    granted = frozenset(map(Scope, scopes)) or (PLUGIN if plugin else EDITOR)
    token = _with_keys(
        lambda keys: keys.create(name, person=not plugin, scopes=granted, daily_usd=daily_usd)
    )
    put(token, None)
    say(f"keep it: it is not shown again. It may {', '.join(sorted(granted))}")


@command.command(name="list")
def list_() -> None:
    """List all keys without their secrets, with what each may spend a day and has spent today."""
    listed, spent = _with_keys(_listed)
    for key in listed:
        kind = "person" if key.person else "plugin"
        state = "revoked" if key.revoked_at else "active"
        limit = "no limit" if key.daily_usd is None else f"{dollars(key.daily_usd)} a day"
        today = f"{dollars(spent.get(key.id, Decimal(0)))} today"
        scopes = ",".join(sorted(key.scopes))
        put(f"{key.id}\t{key.name}\t{kind}\t{state}\t{scopes}\t{limit}\t{today}", None)


async def _listed(keys: Keys) -> tuple[tuple[Key, ...], dict[str, Decimal]]:
    return await keys.list(), await keys.spent_today()


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
