"""Ids of stored things: a prefix that says what it is, and 80 bits, random or of a hash."""

import base64
import hashlib
import secrets


def new_id(prefix: str) -> str:
    """`prefix-` and 16 lowercase base32 characters."""
    return _id(prefix, secrets.token_bytes(10))


def id_from(prefix: str, *words: str) -> str:
    """An id like the others, the same each time for the same words; none may hold a line feed."""
    return _id(prefix, hashlib.sha256("\n".join(words).encode()).digest()[:10])


def _id(prefix: str, ten_bytes: bytes) -> str:
    return f"{prefix}-{base64.b32encode(ten_bytes).decode().lower()}"
