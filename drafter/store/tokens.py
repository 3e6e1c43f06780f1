"""Tokens: `drf_`, 40 random characters, and 6 of checksum, so that a slip is told at once."""

import hashlib
import hmac
import secrets
import string
import zlib

PREFIX = "drf_"
RANDOM = 40
CHECK = 6
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase


def new_token() -> str:
    """A token of 238 random bits."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return f"{PREFIX}{secret}{_checksum(secret)}"


def well_formed(token: str) -> bool:
    """Whether it can be a token of ours at all: no database is asked about others."""
    if not token.startswith(PREFIX) or len(token) != len(PREFIX) + RANDOM + CHECK:
        return False
    secret, check = token[len(PREFIX) : -CHECK], token[-CHECK:]
    return hmac.compare_digest(_checksum(secret).encode(), check.encode())


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256.

    Without a pepper, since nobody finds 238 random bits by trying, and one kept in the same
    database would be stolen with it. (A password, which people choose, would need Argon2.)
    """
    return hashlib.sha256(token.encode()).hexdigest()


def _checksum(secret: str) -> str:
    """CRC-32 in 6 digits of base 62."""
    value, digits = zlib.crc32(secret.encode()), ""
    for _ in range(CHECK):
        value, digit = divmod(value, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits
