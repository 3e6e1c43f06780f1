"""Keys: who may use the API, and for what. The secret itself is never part of the data."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, Text


class Scope(StrEnum):
    """What a key may be used for."""

    REPORTS_WRITE = "reports:write"
    DRAFTS_READ = "drafts:read"
    DRAFTS_WRITE = "drafts:write"
    REVIEW = "review"
    ADMIN = "admin"


class Key(Closed):
    """A key as it is listed. `name` is how its holder stands in the audit trail.

    No two keys that are not revoked have the same name: it is who claims, edits and approves.
    Only a key of a `person` may decide on a draft; a program's key may not, whatever its scopes.
    """

    id: Text
    name: Text
    person: bool
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None
    daily_usd: Decimal | None = Field(
        default=None, description="US dollars that its drafts may cost in a UTC day; null: no limit"
    )
    expires_at: datetime | None = Field(default=None, description="of no use from then on")
    last_used_at: datetime | None = Field(default=None, description="to the minute")
    requests_a_minute: int | None = Field(
        default=None, ge=1, description="null: what the service allows every key"
    )
    drafts_at_once: int | None = Field(
        default=None, ge=1, description="of its drafts, how many may be drafting; null: no limit"
    )
    origins: tuple[Text, ...] = Field(
        default=(), description="web origins whose pages may call with it, such as https://cms.test"
    )
