"""A receiver takes what the service signed, and nothing else."""

import json
from email.message import Message
from typing import Any

import pytest

from drafter.client import NotVerified, Unreadable, verify_webhook
from drafter.webhooks.signature import secret_of, signed
from schemas.webhook import Payload, WebhookEvent

SECRET = secret_of(b"a secret of 32 bytes, for a test")
NEXT = secret_of(b"another one, after the rotation.")
NOW = 1_790_000_000
TOLD: dict[str, Any] = {
    "type": "draft.approved",
    "timestamp": "2026-03-05T14:02:00Z",
    "data": {
        "draft_id": "drf-1",
        "state": "approved",
        "revision": 3,
        "topic": "harbour-bridge",
        "desk": None,
    },
}
BODY = json.dumps(TOLD).encode()


def headers(body: bytes = BODY, *secrets: str, at: int = NOW) -> dict[str, str]:
    return signed(secrets or (SECRET,), "msg-1", at, body)


def test_what_the_service_signed_is_read() -> None:
    notice = verify_webhook(SECRET, headers(), BODY, now=NOW + 299)
    assert Payload.model_validate(TOLD) == Payload.model_validate(notice.model_dump(exclude={"id"}))
    assert (WebhookEvent.APPROVED, "msg-1") == (notice.type, notice.id)


def test_headers_are_taken_in_any_case_and_from_any_framework() -> None:
    message = Message()
    for name, value in headers().items():
        message[name.title()] = value
    assert "drf-1" == verify_webhook(SECRET, message, BODY, now=NOW).data.draft_id


def test_during_a_rotation_both_secrets_do() -> None:
    both = headers(BODY, NEXT, SECRET)
    assert verify_webhook(SECRET, both, BODY, now=NOW) == verify_webhook(NEXT, both, BODY, now=NOW)


def test_what_a_newer_service_tells_is_read() -> None:
    newer = json.dumps(TOLD | {"type": "draft.archived", "more": 1}).encode()
    assert "draft.archived" == verify_webhook(SECRET, headers(newer), newer, now=NOW).type


@pytest.mark.parametrize(
    ("given", "body", "now"),
    [
        (headers(), BODY.replace(b"3", b"4"), NOW),
        (headers(BODY, NEXT), BODY, NOW),
        (headers(), BODY, NOW + 301),
        (headers(), BODY, NOW - 301),
        (headers() | {"webhook-id": "msg-2"}, BODY, NOW),
        ({}, BODY, NOW),
    ],
    ids=["changed", "of another", "old", "of tomorrow", "renamed", "unsigned"],
)
def test_anything_else_is_refused(given: dict[str, str], body: bytes, now: int) -> None:
    with pytest.raises(NotVerified):
        verify_webhook(SECRET, given, body, now=now)


@pytest.mark.parametrize("body", [b"[]", b"text", b"{}"])
def test_what_is_signed_and_says_nothing_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable, match="msg-1"):
        verify_webhook(SECRET, headers(body), body, now=NOW)


def test_without_a_time_the_clock_counts() -> None:
    with pytest.raises(NotVerified, match="last five minutes"):
        verify_webhook(SECRET, headers(at=1), BODY)
