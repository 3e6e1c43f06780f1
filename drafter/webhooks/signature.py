"""Signatures of Standard Webhooks 1.0: HMAC-SHA256 of `id.timestamp.body`, in base64.

Pure, and used on both ends: the service signs, and a receiver's `drafter.client` verifies.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence

from drafter.errors import SignatureRefused

PREFIX = "whsec_"
TOLERANCE_SECONDS = 300
"""How far the clocks of the two ends may differ, and how long a message may be under way."""
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def secret_of(random: bytes) -> str:
    """A secret in the form that the standard gives it; of 24 to 64 bytes."""
    return PREFIX + base64.b64encode(random).decode()


def signed(secrets: Sequence[str], message: str, at: int, body: bytes) -> dict[str, str]:
    """The three headers of a message, signed with each secret; `at` is in seconds since 1970."""
    given = [f"v1,{_signature(secret, message, at, body)}" for secret in secrets]
    return {ID: message, TIMESTAMP: str(at), SIGNATURE: " ".join(given)}


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> str:
    """The id of a message that was signed with the secret, of now; the same on each delivery.

    `headers` may be of any case. `now` is in seconds since 1970.

    Raises:
        SignatureRefused: a header is missing, the message is old, or the signature another.
    """
    told = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in (ID, TIMESTAMP, SIGNATURE) if not told.get(name)]
    if missing:
        raise SignatureRefused(f"the header {missing[0]} is missing")
    stamp = told[TIMESTAMP].strip()
    if not (stamp.isascii() and stamp.isdigit()) or abs(now - int(stamp)) > TOLERANCE_SECONDS:
        raise SignatureRefused("the message is not of the last five minutes, by the clock here")
    expected = _signature(secret, told[ID], int(stamp), body)
    for given in told[SIGNATURE].split():
        version, _, signature = given.partition(",")
        if version == "v1" and hmac.compare_digest(signature.encode(), expected.encode()):
            return told[ID]
    raise SignatureRefused("no signature of the message is by this secret")


def _signature(secret: str, message: str, at: int, body: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise SignatureRefused("the secret is not whsec_ and base64") from None
    content = f"{message}.{at}.".encode() + body
    return base64.b64encode(hmac.digest(key, content, "sha256")).decode()
