"""Webhooks: who is told of what happens to drafts. Each of these takes the scope `admin`."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from drafter.client.answers import DeliveryInFull, WebhookWithSecret
from drafter.client.calls import MERGE_PATCH, Call, Sent, a, all_of, nothing, once, path
from schemas.webhook import Delivery, Webhook


class Change(TypedDict, total=False):
    """What is to be different of a webhook; with a `disabled_reason` it is told nothing more."""

    url: str
    events: Sequence[str]
    description: str | None
    disabled_reason: str | None


class Subscribing:
    """Webhooks and their deliveries."""

    @Sent
    def create_webhook(
        self,
        url: str,
        *,
        events: Sequence[str] = (),
        description: str | None = None,
        idempotency_key: str | None = None,
    ) -> Call[WebhookWithSecret]:
        """Have these events sent to an address, or all; the `secret` is told this once."""
        body = {"url": url, "events": list(events), "description": description}
        headers = once(idempotency_key)
        return Call("POST", path("webhooks"), a(WebhookWithSecret), json=body, headers=headers)

    @Sent
    def webhooks(self) -> Call[tuple[Webhook, ...]]:
        """All webhooks, oldest first, the disabled too."""
        return Call("GET", path("webhooks"), all_of(Webhook, "webhooks"))

    @Sent
    def webhook(self, webhook_id: str) -> Call[Webhook]:
        """One webhook."""
        return Call("GET", path("webhooks", webhook_id), a(Webhook))

    @Sent
    def change_webhook(self, webhook_id: str, **change: Unpack[Change]) -> Call[Webhook]:
        """Change what is named."""
        headers = {"Content-Type": MERGE_PATCH}
        to = path("webhooks", webhook_id)
        return Call("PATCH", to, a(Webhook), json=dict(change), headers=headers)

    @Sent
    def rotate_webhook_secret(
        self, webhook_id: str, *, overlap_seconds: int = 86400, idempotency_key: str | None = None
    ) -> Call[WebhookWithSecret]:
        """Sign with a new secret from now on, and for so long with both."""
        body = {"overlap_seconds": overlap_seconds}
        headers = once(idempotency_key)
        to = path("webhooks", webhook_id, "rotate")
        return Call("POST", to, a(WebhookWithSecret), json=body, headers=headers)

    @Sent
    def delete_webhook(self, webhook_id: str) -> Call[None]:
        """Forget a webhook, and all that it was sent."""
        return Call("DELETE", path("webhooks", webhook_id), nothing)

    @Sent
    def test_webhook(
        self, webhook_id: str, *, idempotency_key: str | None = None
    ) -> Call[Delivery]:
        """Have a test sent; `delivery` tells how that went."""
        to = path("webhooks", webhook_id, "test")
        return Call("POST", to, a(Delivery), headers=once(idempotency_key))

    @Sent
    def deliveries(
        self, webhook_id: str, *, state: str | None = None, limit: int | None = None
    ) -> Call[tuple[Delivery, ...]]:
        """What a webhook was or is to be sent, newest first."""
        to = path("webhooks", webhook_id, "deliveries")
        query = {"state": state, "limit": limit}
        return Call("GET", to, all_of(Delivery, "deliveries"), query=query)

    @Sent
    def delivery(self, webhook_id: str, delivery_id: str) -> Call[DeliveryInFull]:
        """A delivery, with what is sent and how each try went."""
        to = path("webhooks", webhook_id, "deliveries", delivery_id)
        return Call("GET", to, a(DeliveryInFull))

    @Sent
    def replay_delivery(
        self, webhook_id: str, delivery_id: str, *, idempotency_key: str | None = None
    ) -> Call[Delivery]:
        """Have a delivery made again, under the same id."""
        to = path("webhooks", webhook_id, "deliveries", delivery_id, "replay")
        return Call("POST", to, a(Delivery), headers=once(idempotency_key))
