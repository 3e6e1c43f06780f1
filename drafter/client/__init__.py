"""The client for plugins and editors' tools: `Drafter`, and `AsyncDrafter` whose calls are awaited.

Both have the same methods (docs/plugins.md). They make a call again only where that is safe, and
read what a newer service answers.
"""

from drafter.client.answers import Asked, Event, Exported, Notice, StoredReport
from drafter.client.later import AsyncDrafter
from drafter.client.now import Drafter
from drafter.client.patience import Patience
from drafter.client.problems import (
    ApiProblem,
    ClientError,
    GateClosed,
    NotAllowed,
    NotFound,
    NotVerified,
    NotYours,
    StaleRevision,
    TooMany,
    Unreachable,
    Unreadable,
    WrongState,
)
from drafter.client.reviewing import YES
from drafter.client.webhooks import verify_webhook

__all__ = [
    "YES",
    "ApiProblem",
    "Asked",
    "AsyncDrafter",
    "ClientError",
    "Drafter",
    "Event",
    "Exported",
    "GateClosed",
    "NotAllowed",
    "NotFound",
    "NotVerified",
    "NotYours",
    "Notice",
    "Patience",
    "StaleRevision",
    "StoredReport",
    "TooMany",
    "Unreachable",
    "Unreadable",
    "WrongState",
    "verify_webhook",
]
