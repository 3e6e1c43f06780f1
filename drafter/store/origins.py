"""Web origins: whose pages may call with a key, written as browsers write them in `Origin`."""

import re

from drafter.errors import InputError

MOST = 20
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
_HERE = ("localhost", "127.0.0.1", "[::1]")
"""Without encryption only on one's own machine, where nobody listens in."""
_USUAL = {"https": 443, "http": 80}
_LONGEST = 255
_HIGHEST = 65_535


def origin_of(given: str) -> str:
    """The origin in the one form that browsers send: lower case, without the usual port.

    Raises:
        InputError: it is none: it has a path or a wildcard, is http elsewhere than on this machine,
            or its host is not ASCII.
    """
    found = _ORIGIN.fullmatch(given.strip().lower())
    port = int(found["port"] or _USUAL[found["scheme"]]) if found else 0
    if not found or port > _HIGHEST or len(given) > _LONGEST:
        raise InputError(
            f"{given[:_LONGEST]!r} is no web origin: write https://HOST or https://HOST:PORT, with"
            " no path, and a host of other letters as browsers send it, xn--..."
        )
    if found["scheme"] == "http" and found["host"] not in _HERE:
        raise InputError(f"{given!r} is not encrypted: http is for localhost, others need https")
    address = f"{found['scheme']}://{found['host']}"
    return address if port == _USUAL[found["scheme"]] else f"{address}:{port}"


def origins_of(given: tuple[str, ...]) -> tuple[str, ...]:
    """Origins in that form, each once, in their order.

    Raises:
        InputError: one of them is none, or they are too many.
    """
    origins = tuple(dict.fromkeys(map(origin_of, given)))
    if len(origins) > MOST:
        raise InputError(f"a key has at most {MOST} origins; these are {len(origins)}")
    return origins
