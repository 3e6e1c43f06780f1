"""Keys as they are asked for and told."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, field_serializer

from api.bodies.words import Time, writable
from drafter import clock
from drafter.errors import InputError
from drafter.spending.prices import SMALLEST
from drafter.store.key_rules import MOST_DRAFTS, MOST_REQUESTS, Terms
from drafter.store.keys import LONGEST_OVERLAP, OVERLAP
from drafter.store.origins import MOST, origin_of
from schemas.base import Closed, Text
from schemas.key import Key, Scope

MOST_USD = Decimal(1_000_000)


def _origin(given: str) -> str:
    try:
        return origin_of(given)
    except InputError as error:
        raise ValueError(str(error)) from error


def _to_come(given: datetime) -> datetime:
    if given <= clock.now():
        raise ValueError("name a time to come")
    return given


Expiry = Annotated[Time, AfterValidator(_to_come)]
KeyName = Annotated[Text, Field(max_length=200), AfterValidator(writable)]
Origin = Annotated[str, AfterValidator(_origin), Field(examples=["https://cms.example"])]


class WantedKey(Closed):
    """A key to be made: of a person, who may review, or of a program, which may not."""

    name: KeyName = Field(description="who its holder is: it stands in the audit trail")
    person: bool = Field(description="true: a person's; false: a program's")
    scopes: frozenset[Scope] = Field(
        description="what it may be used for; an admin may grant any of them"
    )
    expires_at: Expiry | None = Field(
        default=None, description="a time to come, with its zone; null: it does not expire"
    )
    daily_usd: Decimal | None = Field(
        default=None,
        ge=SMALLEST,
        le=MOST_USD,
        description="US dollars that its drafts may cost in a UTC day; null: no limit",
    )
    requests_a_minute: StrictInt | None = Field(
        default=None, ge=1, le=MOST_REQUESTS, description="null: what the service allows every key"
    )
    drafts_at_once: StrictInt | None = Field(
        default=None,
        ge=1,
        le=MOST_DRAFTS,
        description="of its drafts, how many may be drafting; null: no limit",
    )
    origins: tuple[Origin, ...] = Field(
        default=(),
        max_length=MOST,
        description="web origins whose pages may call with it; http only for this machine",
    )

    def terms(self) -> Terms:
        """On what terms it is to be given."""
        return Terms(
            expires_at=self.expires_at,
            daily_usd=self.daily_usd,
            requests_a_minute=self.requests_a_minute,
            drafts_at_once=self.drafts_at_once,
            origins=self.origins,
        )


class Rotation(Closed):
    """How a key gets a new token."""

    overlap_seconds: StrictInt = Field(
        default=round(OVERLAP.total_seconds()),
        ge=0,
        le=round(LONGEST_OVERLAP.total_seconds()),
        description="how long the token that it had goes on; 0: it ends now, as it should where"
        " somebody else may have it",
    )
    expires_at: Expiry | None = Field(
        default=None, description="when the key expires from now on; null: as before"
    )

    @property
    def overlap(self) -> timedelta:
        """How long the former token goes on."""
        return timedelta(seconds=self.overlap_seconds)


class ListedKey(Key):
    """A key without its token, and what it has spent."""

    spent_today: Decimal = Field(
        description="US dollars: what its drafts of this UTC day have cost or are likely to"
    )

    @field_serializer("scopes")
    def _in_order(self, scopes: frozenset[Scope]) -> list[Scope]:
        """The same each time."""
        return sorted(scopes)


class KeyWithToken(ListedKey):
    """A key, and its token, which is told this once."""

    token: str = Field(repr=False, description="keep it: it cannot be had again")


class KeyPage(Closed):
    """Keys, the newest first, the revoked too."""

    keys: tuple[ListedKey, ...]
    next_cursor: str | None = Field(description="null on the last page")
