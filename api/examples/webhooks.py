"""Examples of webhooks. The secret is made up."""

from datetime import datetime, timedelta

from api.bodies.webhooks import DeliveryInFull, DeliveryList, WebhookList, WebhookWithSecret
from drafter.webhooks.signature import secret_of
from schemas.base import Closed
from schemas.review import DraftState
from schemas.webhook import (
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Payload,
    PayloadData,
    Webhook,
    WebhookEvent,
)


def answers(draft_id: str, by: str, at: datetime) -> dict[str, Closed]:
    """A subscriber, and one message that it got at the second try."""
    webhook = Webhook(
        id="whk-d4f7g2h5j3k6l2mz",
        url="https://cms.courier.example/hooks/drafter",
        events=(WebhookEvent.APPROVED, WebhookEvent.WITHDRAWN),
        description="the Courier's CMS",
        created_at=at,
        created_by=by,
        former_until=None,
        disabled_at=None,
        disabled_reason=None,
    )
    later = at + timedelta(minutes=20)
    delivery = Delivery(
        id="msg-z3x6c2v5b4n7m2qa",
        webhook_id=webhook.id,
        draft_id=draft_id,
        type=WebhookEvent.APPROVED,
        created_at=later,
        state=DeliveryState.DELIVERED,
        attempts=2,
        next_at=None,
        delivered_at=later + timedelta(seconds=6),
    )
    waiting = {"state": DeliveryState.PENDING, "attempts": 0, "next_at": later}
    queued = delivery.model_copy(update=waiting | {"delivered_at": None})
    data = PayloadData(
        draft_id=draft_id,
        state=DraftState.APPROVED,
        revision=1,
        topic="harbour-bridge",
        desk="harbour",
    )
    payload = Payload(type=WebhookEvent.APPROVED, timestamp=later, data=data)
    in_full = DeliveryInFull(
        **dict(delivery), payload=payload.model_dump(mode="json"), tried=_tried(later)
    )
    secret = secret_of(b"an example: no real secret here!")
    return {
        "new-webhook": WebhookWithSecret(**dict(webhook), secret=secret),
        "webhook": webhook,
        "webhooks": WebhookList(webhooks=(webhook,)),
        "delivery": queued,
        "deliveries": DeliveryList(deliveries=(delivery,)),
        "delivery-in-full": in_full,
        "webhook-payload": payload,
    }


def _tried(at: datetime) -> tuple[DeliveryAttempt, ...]:
    first = DeliveryAttempt(number=1, at=at, status=503, seconds=0.2, trouble="answered 503")
    again = {"number": 2, "at": at + timedelta(seconds=6), "status": 204, "trouble": None}
    return first, first.model_copy(update=again)
