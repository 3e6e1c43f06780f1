"""Webhooks: who is told of what happens to drafts, what they are sent, and how that went."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, Slug, Text
from schemas.review import DraftState


class WebhookEvent(StrEnum):
    """What a subscriber may be told: the words of the audit trail (`Action`), and a test."""

    ASKED = "draft.asked"
    DRAFTED = "draft.drafted"
    REDRAFTED = "draft.redrafted"
    FAILED = "draft.failed"
    CLAIMED = "draft.claimed"
    EDITED = "draft.edited"
    JUDGED = "draft.judged"
    APPROVED = "draft.approved"
    REJECTED = "draft.rejected"
    EXPORTED = "draft.exported"
    CANCELLED = "draft.cancelled"
    HELD = "draft.held"
    RELEASED = "draft.released"
    RETRIED = "draft.retried"
    ENDORSED = "draft.endorsed"
    WITHDRAWN = "draft.withdrawn"
    TEST = "webhook.test"


class PayloadData(Closed):
    """Which draft, and where it stands; the receiver fetches the rest. All null in a test."""

    draft_id: Text | None
    state: DraftState | None
    revision: int | None
    topic: Slug | None
    desk: Slug | None


class Payload(Closed):
    """The body of a delivery, by Standard Webhooks 1.0."""

    type: WebhookEvent
    timestamp: datetime
    data: PayloadData


class Webhook(Closed):
    """A subscriber as it is listed. Its secret is shown once, and never part of the data."""

    id: Text
    url: Text
    events: tuple[WebhookEvent, ...] = Field(description="what it is told of; empty: everything")
    description: Text | None
    created_at: datetime
    created_by: Text
    former_until: datetime | None = Field(
        description="until when the secret before the last rotation signs too"
    )
    disabled_at: datetime | None
    disabled_reason: Text | None


class DeliveryState(StrEnum):
    """How a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class DeliveryAttempt(Closed):
    """One try to deliver. `status` is null where no answer came; `trouble` says why it failed."""

    number: int = Field(ge=1)
    at: datetime
    status: int | None
    seconds: float = Field(ge=0)
    trouble: Text | None


class Delivery(Closed):
    """What one subscriber is sent of one event. `id` is the same on every try."""

    id: Text
    webhook_id: Text
    draft_id: Text | None
    type: WebhookEvent
    created_at: datetime
    state: DeliveryState
    attempts: int = Field(ge=0)
    next_at: datetime | None
    delivered_at: datetime | None
