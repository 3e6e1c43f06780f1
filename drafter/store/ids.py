"""Ids of stored things: a prefix that says what it is, and 80 random bits."""

import base64
import secrets


def new_id(prefix: str) -> str:
    """`prefix-` and 16 lowercase base32 characters."""
    return f"{prefix}-{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"
