"""Receiving webhooks: what came is of the service, and was not changed on its way."""

import json
import time
from collections.abc import Iterable
from typing import Protocol

from drafter.client.answers import Notice
from drafter.client.problems import NotVerified, Unreadable
from drafter.client.reading import built
from drafter.errors import SignatureRefused
from drafter.webhooks.signature import verify


class Headers(Protocol):
    """Headers as any web framework has them, and `http.server` too."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Names, in whatever case, with their values."""
        ...


def verify_webhook(
    secret: str, headers: Headers, body: bytes, *, now: float | None = None
) -> Notice:
    """What a delivery says, once its signature over the bytes that came has been verified.

    `now` is in seconds since 1970, the clock's where it is left out.

    Raises:
        NotVerified: it is not of the service, was changed, or is over five minutes old.
        Unreadable: it is of the service, and says nothing that this client can read.
    """
    at = time.time() if now is None else now
    try:
        message = verify(secret, dict(headers.items()), body, at)
    except SignatureRefused as error:
        raise NotVerified(str(error)) from error
    try:
        notice: Notice = built(Notice, json.loads(body) | {"id": message})
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"the delivery {message} is none that this client can read") from error
    return notice
