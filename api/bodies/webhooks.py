"""Webhooks as they are asked for, changed and told."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue, StrictInt

from api.bodies.words import Words, writable
from schemas.base import Closed
from schemas.webhook import Delivery, DeliveryAttempt, Webhook, WebhookEvent

MOST_SECONDS = 30 * 24 * 3600
DAY_SECONDS = 24 * 3600

Url = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(writable)]
Events = Annotated[tuple[WebhookEvent, ...], Field(max_length=len(WebhookEvent))]


class WantedWebhook(Closed):
    """Who is to be told, and of what."""

    url: Url = Field(description="https; http only in a network that the operator allows")
    events: Events = Field(default=(), description="empty: everything that happens to drafts")
    description: Words | None = None


class WebhookChange(Closed):
    """What is to be different; what is left out stays."""

    url: Url | None = None
    events: Events | None = None
    description: Words | None = None
    disabled_reason: Words | None = Field(
        default=None, description="why it is told nothing more; null: it is told again"
    )

    def named(self) -> dict[str, object]:
        """What is to change; a URL or events of null are as good as left out."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        stays = {name for name in ("url", "events") if given.get(name) is None}
        return {name: value for name, value in given.items() if name not in stays}


class SecretRotation(Closed):
    """How a webhook gets a new secret."""

    overlap_seconds: StrictInt = Field(
        default=DAY_SECONDS,
        ge=0,
        le=MOST_SECONDS,
        description="how long messages are signed with the former secret too",
    )

    @property
    def overlap(self) -> timedelta:
        """How long the former secret goes on."""
        return timedelta(seconds=self.overlap_seconds)


class WebhookWithSecret(Webhook):
    """A webhook, and the secret that its messages are signed with, which is told this once."""

    secret: str = Field(repr=False, description="keep it: it cannot be had again")


class WebhookList(Closed):
    """All webhooks, the oldest first."""

    webhooks: tuple[Webhook, ...]


class DeliveryList(Closed):
    """What a webhook was or is to be sent, the newest first."""

    deliveries: tuple[Delivery, ...]


class DeliveryInFull(Delivery):
    """A delivery with what is sent, and how each try went."""

    payload: dict[str, JsonValue]
    tried: tuple[DeliveryAttempt, ...]
