"""`drafter keys`: who may use the API."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar, Unpack

import click

from drafter import clock
from drafter.cli.output import put, say
from drafter.settings import read_settings
from drafter.spending.prices import SMALLEST
from drafter.spending.telling import dollars
from drafter.store.database import Database
from drafter.store.key_rules import MOST_DRAFTS, MOST_REQUESTS, Terms
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


_expires_days = click.option(
    "--expires-days", type=click.IntRange(1, 36500), help="It is of no use after so many days."
)


@click.group(name="keys")
def command() -> None:
    """Create, list, rotate and revoke API keys."""


@command.command()
@click.argument("name")
@click.option("--plugin", is_flag=True, help="A key of a program: it cannot review.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([scope.value for scope in Scope])
)
@click.option(
    "--daily-usd", type=money, metavar="USD", help="What its drafts may cost in a UTC day."
)
@click.option(
    "--requests-a-minute", type=click.IntRange(1, MOST_REQUESTS), help="How often it may ask."
)
@click.option(
    "--drafts-at-once", type=click.IntRange(1, MOST_DRAFTS), help="How many may be drafting."
)
@click.option("--origin", "origins", multiple=True, help="Web origin whose pages may use it.")
@_expires_days
def create(
    name: str,
    scopes: tuple[str, ...],
    *,
    plugin: bool,
    expires_days: int | None,
    **terms: Unpack[Terms],
) -> None:
    """Create a key for NAME, a person unless --plugin is given. It is shown once."""
    granted = frozenset(map(Scope, scopes)) or (PLUGIN if plugin else EDITOR)
    terms["expires_at"] = _in(expires_days)
    token = _with_keys(lambda keys: keys.create(name, person=not plugin, scopes=granted, **terms))
    put(token, None)
    say(f"keep it: it is not shown again. It may {', '.join(sorted(granted))}")


@command.command(name="list")
def list_() -> None:
    """List all keys without their secrets, with what each may spend a day and has spent today."""
    listed, spent = _with_keys(_listed)
    for key in listed:
        limit = "no limit" if key.daily_usd is None else f"{dollars(key.daily_usd)} a day"
        told = (
            key.id,
            key.name,
            "person" if key.person else "plugin",
            _state(key),
            ",".join(sorted(key.scopes)),
            f"used {_moment(key.last_used_at)}",
            f"expires {_moment(key.expires_at)}",
            _limits(key),
            limit,
            f"{dollars(spent.get(key.id, Decimal(0)))} today",
        )
        put("\t".join(told), None)


async def _listed(keys: Keys) -> tuple[tuple[Key, ...], dict[str, Decimal]]:
    return await keys.list(), await keys.spent_today()


def _state(key: Key) -> str:
    if key.revoked_at:
        return "revoked"
    return "expired" if key.expires_at and key.expires_at <= clock.now() else "active"


def _limits(key: Key) -> str:
    """What else it was given with, the origins too."""
    told = [f"{key.requests_a_minute} requests a minute"] if key.requests_a_minute else []
    told += [f"{key.drafts_at_once} drafts at once"] if key.drafts_at_once else []
    return ", ".join([*told, *key.origins]) or "-"


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


@command.command()
@click.argument("key_id")
@click.option(
    "--overlap-hours",
    type=click.IntRange(0, 720),
    default=24,
    show_default=True,
    help="How long the token that it had goes on; 0 ends it now.",
)
@_expires_days
def rotate(key_id: str, overlap_hours: int, expires_days: int | None) -> None:
    """Give a key a new token. It is shown once; name, scopes and limits stay."""
    overlap, end = timedelta(hours=overlap_hours), _in(expires_days)
    put(_with_keys(lambda keys: keys.rotate(key_id, overlap=overlap, expires_at=end)), None)
    goes_on = f"goes on for {overlap_hours} hours" if overlap_hours else "is of no use any more"
    say(f"keep it: it is not shown again. The one before {goes_on}")


@command.command()
@click.argument("key_id")
@click.option("--force", is_flag=True, help="Even the last key that may manage keys.")
def revoke(key_id: str, *, force: bool) -> None:
    """Revoke a key at once."""
    _with_keys(lambda keys: keys.revoke(key_id, force=force))
    say(f"{key_id} is revoked")


def _in(days: int | None) -> datetime | None:
    return None if days is None else clock.now() + timedelta(days=days)


def _with_keys(use: Callable[[Keys], Awaitable[Result]]) -> Result:
    settings = read_settings()
    url, secret = settings.database_url, settings.service_secret()
    migrate(url)

    async def run() -> Result:
        database = Database(url)
        try:
            return await use(Keys(database, secret))
        finally:
            await database.close()

    return asyncio.run(run())
