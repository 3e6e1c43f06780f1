"""What both clients connect with."""

import re

from drafter import __version__
from drafter.client.patience import Patience

TIMEOUT = 30.0
"""Seconds for an answer, beside what a call waits by design."""
PATIENT = Patience()


def root(base_url: str) -> str:
    """Where the service answers, given with or without the /v1 of its paths."""
    return base_url.rstrip("/").removesuffix("/v1")


def credentials(key: str) -> dict[str, str]:
    """The headers of every request; white space around a key, as in a file of one line, is not it.

    Raises:
        ValueError: no key looks like that. It is not told, since it may be half of one.
    """
    token = key.strip()
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError("this is no key: one is a single word, such as drf_...")
    return {"Authorization": f"Bearer {token}", "User-Agent": f"drafter-client/{__version__}"}


def still_drafting(draft_id: str, seconds: float) -> TimeoutError:
    """The error of whoever has waited long enough."""
    return TimeoutError(f"{draft_id} is still being written after {seconds:g} seconds")
