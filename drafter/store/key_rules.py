"""Rules for keys: what one may be called, the terms it is given on, and when it may go."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from drafter.errors import InputError, WrongState
from drafter.review import COMMAND_LINE, MACHINE
from drafter.store.ids import new_id
from drafter.store.origins import origins_of
from schemas.key import Key, Scope

RESERVED = frozenset({MACHINE, COMMAND_LINE})
"""Names that stand in the audit trail for what was done without a key."""
MOST_REQUESTS = 100_000
MOST_DRAFTS = 10_000
"""Nobody's limits: a larger one is a slip of the hand."""


class Terms(TypedDict, total=False):
    """On what terms a key is given. What is left out, or None, does not limit it."""

    expires_at: datetime | None
    daily_usd: Decimal | None
    requests_a_minute: int | None
    drafts_at_once: int | None
    origins: tuple[str, ...]


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


def new_values(name: str, terms: Terms, now: datetime) -> dict[str, object]:
    """The values of a new key's row, but for who it is of, what it may do and its digest.

    Raises:
        InputError: it would have expired already, or an origin is none.
    """
    _require_ahead(terms.get("expires_at"), now)
    origins = " ".join(origins_of(terms.get("origins", ())))
    return {**terms, "id": new_id("key"), "name": name, "created_at": now, "origins": origins}


def require_rotatable(key: Key, expires_at: datetime | None, now: datetime) -> None:
    """A revoked key stays so; one that has expired needs a time to come.

    Raises:
        WrongState: it is revoked.
        InputError: its new token would have expired already.
    """
    if key.revoked_at is not None:
        raise WrongState(f"{key.id} is revoked for good; make another key")
    _require_ahead(expires_at, now)


def require_other(key: Key, rest: Sequence[Key], now: datetime) -> None:
    """Somebody else can still manage keys, a person where the key is a person's.

    Only a person's key may make one for a person, so a program does not stand in for the last.

    Raises:
        WrongState: nobody could.
    """
    expired = key.expires_at is not None and key.expires_at <= now
    if Scope.ADMIN not in key.scopes or expired:
        return
    if not any(Scope.ADMIN in other.scopes and other.person >= key.person for other in rest):
        raise WrongState(
            f"{key.id} is the last key that may manage keys: make another one first, or force it"
        )


def _require_ahead(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is not None and expires_at <= now:
        raise InputError("the key would have expired already: name a time to come")
