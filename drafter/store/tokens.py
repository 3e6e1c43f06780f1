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


def new_token(seed: bytes | None = None) -> str:
    """A token of 238 random bits, or of those that a seed of 32 secret bytes gives each time."""
    number = int.from_bytes(secrets.token_bytes(32) if seed is None else seed)
    secret = _digits(number, RANDOM)
    return f"{PREFIX}{secret}{_checksum(secret)}"


def well_formed(token: str) -> bool:
    """Whether it can be a token of ours at all: no database is asked about others."""
    if not token.startswith(PREFIX) or len(token) != len(PREFIX) + RANDOM + CHECK:
        return False
    secret, check = token[len(PREFIX) : -CHECK], token[-CHECK:]
    return hmac.compare_digest(_checksum(secret).encode(), check.encode())


def digest(token: str, secret: str) -> str:
    """What is kept of a token: its HMAC-SHA256 under the service's secret (RFC 2104).

    Whoever reads the database, or writes to it, has neither a token nor the means to put one of
    their own there. (A password, which people choose, would need Argon2 too.)
    """
    return hmac.digest(secret.encode(), token.encode(), "sha256").hex()


def plain_digest(token: str) -> str:
    """What was kept of a token before there was a secret: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def _checksum(secret: str) -> str:
    """CRC-32 in 6 digits of base 62."""
    return _digits(zlib.crc32(secret.encode()), CHECK)


def _digits(number: int, count: int) -> str:
    """The last so many digits of a number, to the base 62."""
    digits = ""
    for _ in range(count):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits
