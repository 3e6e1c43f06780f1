"""Webhooks: subscribers, what they were sent, and how that went."""

import json
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from api.access import GuardedRoute, TheKey
from api.bodies.webhooks import (
    DeliveryInFull,
    DeliveryList,
    SecretRotation,
    WantedWebhook,
    WebhookChange,
    WebhookList,
    WebhookWithSecret,
)
from api.newsroom import Newsroom, TheNewsroom
from api.once import ONCE, REPLAYED, Made, Once, TheOnce
from api.problems import Kind, at
from api.refusals import LOCATION, WITH_BODY, answered, answers, shown
from drafter.errors import UrlRefused
from drafter.webhooks.addresses import require_url
from drafter.webhooks.signature import secret_of
from schemas.webhook import Delivery, DeliveryState, Webhook

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], route_class=GuardedRoute)

PURPOSE = "webhook"
AS_USUAL = SecretRotation()
MOST_LISTED = 500
_SENT = answered("Queued; a worker sends it", "delivery", LOCATION | REPLAYED)


@router.post(
    "",
    status_code=201,
    summary="Subscribe",
    response_model=WebhookWithSecret,
    responses=answers(
        {201: answered("Kept; the secret is told this once", "new-webhook", LOCATION | REPLAYED)},
        *WITH_BODY,
        *ONCE,
        Kind.URL_REFUSED,
    ),
)
async def create_webhook(
    wanted: Annotated[WantedWebhook, Body(openapi_examples=shown("webhook-wanted"))],
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
) -> Response:
    """Have what happens to drafts sent to a URL, signed by Standard Webhooks 1.0.

    Never to a private address, unless the operator allows its network. Send a test next.
    """
    _require_url(wanted.url, newsroom)

    async def make() -> Made:
        secret = _secret(once)
        made = await newsroom.webhooks.add(
            wanted.url, wanted.events, key.name, secret, description=wanted.description
        )
        body = WebhookWithSecret(**dict(made), secret=secret)
        return Made(201, body, {"Location": f"/v1/webhooks/{made.id}"})

    return await once.answered(make, shown=lambda: {"secret": _secret(once)})


@router.get(
    "", summary="List webhooks", responses=answers({200: answered("All of them", "webhooks")})
)
async def list_webhooks(newsroom: TheNewsroom) -> WebhookList:
    """All webhooks, the oldest first, the disabled too."""
    return WebhookList(webhooks=await newsroom.webhooks.list())


@router.get(
    "/{webhook_id}",
    summary="Read a webhook",
    responses=answers({200: answered("The webhook", "webhook")}, Kind.NOT_FOUND),
)
async def get_webhook(webhook_id: str, newsroom: TheNewsroom) -> Webhook:
    """One webhook, without its secret."""
    return await newsroom.webhooks.get(webhook_id)


@router.patch(
    "/{webhook_id}",
    summary="Change a webhook",
    responses=answers(
        {200: answered("As it is now", "webhook")}, *WITH_BODY, Kind.NOT_FOUND, Kind.URL_REFUSED
    ),
)
async def change_webhook(
    webhook_id: str,
    change: Annotated[WebhookChange, Body(openapi_examples=shown("webhook-change"))],
    newsroom: TheNewsroom,
) -> Webhook:
    """Change what is named. With a `disabled_reason` it is told nothing more; null enables it.

    What happened while it was disabled is not sent later.
    """
    if change.url is not None:
        _require_url(change.url, newsroom)
    return await newsroom.webhooks.change(webhook_id, change.named())


@router.post(
    "/{webhook_id}/rotate",
    summary="Give a webhook a new secret",
    response_model=WebhookWithSecret,
    responses=answers(
        {200: answered("The secret is told this once", "new-webhook", REPLAYED)},
        *WITH_BODY,
        *ONCE,
        Kind.NOT_FOUND,
    ),
)
async def rotate_webhook_secret(
    webhook_id: str,
    newsroom: TheNewsroom,
    once: TheOnce,
    how: Annotated[SecretRotation, Body(openapi_examples=shown("webhook-rotation"))] = AS_USUAL,
) -> Response:
    """Sign with a new secret from now on, and for a day, unless told otherwise, with both."""

    async def make() -> Made:
        secret = _secret(once)
        changed = await newsroom.webhooks.rotate(webhook_id, secret, how.overlap)
        return Made(200, WebhookWithSecret(**dict(changed), secret=secret))

    return await once.answered(make, shown=lambda: {"secret": _secret(once)})


@router.delete(
    "/{webhook_id}",
    status_code=204,
    summary="Unsubscribe",
    responses=answers({204: {"description": "Forgotten, with its log"}}, Kind.NOT_FOUND),
)
async def delete_webhook(webhook_id: str, newsroom: TheNewsroom) -> None:
    """Forget a webhook, and all that it was sent."""
    await newsroom.webhooks.delete(webhook_id)


@router.post(
    "/{webhook_id}/test",
    status_code=202,
    summary="Send a test",
    response_model=Delivery,
    responses=answers({202: _SENT}, *ONCE, Kind.NOT_FOUND, Kind.WRONG_STATE),
)
async def test_webhook(webhook_id: str, newsroom: TheNewsroom, once: TheOnce) -> Response:
    """Have a `webhook.test` sent. The delivery at `Location` tells how that went."""

    async def make() -> Made:
        return _queued(webhook_id, await newsroom.deliveries.test(webhook_id))

    return await once.answered(make)


@router.get(
    "/{webhook_id}/deliveries",
    summary="List deliveries",
    responses=answers(
        {200: answered("The newest first", "deliveries")}, Kind.NOT_FOUND, Kind.INVALID_REQUEST
    ),
)
async def list_deliveries(
    webhook_id: str,
    newsroom: TheNewsroom,
    state: Annotated[DeliveryState | None, Query(description="only those in this state")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="how many at most")] = 100,
) -> DeliveryList:
    """What a webhook was or is to be sent, the newest first."""
    found = await newsroom.deliveries.list(webhook_id, state=state, limit=limit)
    return DeliveryList(deliveries=found)


@router.get(
    "/{webhook_id}/deliveries/{delivery_id}",
    summary="Read a delivery",
    responses=answers({200: answered("With each try", "delivery-in-full")}, Kind.NOT_FOUND),
)
async def get_delivery(webhook_id: str, delivery_id: str, newsroom: TheNewsroom) -> DeliveryInFull:
    """A delivery, what is sent, and how each try went."""
    delivery, text, tried = await newsroom.deliveries.get(webhook_id, delivery_id)
    return DeliveryInFull(**dict(delivery), payload=json.loads(text), tried=tried)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/replay",
    status_code=202,
    summary="Deliver again",
    response_model=Delivery,
    responses=answers({202: _SENT}, *ONCE, Kind.NOT_FOUND, Kind.WRONG_STATE),
)
async def replay_delivery(
    webhook_id: str, delivery_id: str, newsroom: TheNewsroom, once: TheOnce
) -> Response:
    """Have a delivery made again, under the same `webhook-id`, whether it went well or not."""

    async def make() -> Made:
        return _queued(webhook_id, await newsroom.deliveries.replay(webhook_id, delivery_id))

    return await once.answered(make)


def _queued(webhook_id: str, delivery: Delivery) -> Made:
    where = f"/v1/webhooks/{webhook_id}/deliveries/{delivery.id}"
    return Made(202, delivery, {"Location": where})


def _secret(once: Once) -> str:
    return secret_of(once.secret(PURPOSE))


def _require_url(url: str, newsroom: Newsroom) -> None:
    try:
        require_url(url, newsroom.settings.webhook_networks)
    except UrlRefused as error:
        raise at("/url", error) from error
