"""Addresses as a reader may follow them."""

import re
from urllib.parse import urlsplit

from drafter.exports.marks import clean
from drafter.exports.view import Link

_SAFE_URL = re.compile(r"https?://[^\x00-\x20\x7f\s<>\"\\]+", re.IGNORECASE)


def link_of(url: str | None) -> Link | None:
    """The address as a link; as mere text where it is no plain web address, such as a script."""
    if url is None:
        return None
    host = _host(url) if _SAFE_URL.fullmatch(url) else None
    return Link(url, host.removeprefix("www.")) if host else Link(None, clean(url))


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
