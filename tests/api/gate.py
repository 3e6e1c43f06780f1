"""What the tests of the gate share: a draft with a blocker, and the ways to its approval."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from tests.api.samples import YES, patch, refused
from tests.api.serving import Desk

FIRST, SECOND, THIRD, FOURTH = ({"If-Match": f'"{number}"'} for number in range(1, 5))
OPEN = patch("Eastmere closes its bridge to 9,999 people")
"""A headline whose number stands in no source."""
WAIVED = {"verdict": "waived", "reason": "The count came by telephone."}
VERIFIED = WAIVED | {"verdict": "verified"}
S1 = "/statements/s1/verdict"


def contents(file: Path) -> list[str]:
    """The whole database but its keys, whose last use is noted, line by line."""
    with closing(sqlite3.connect(file)) as connection:
        lines = connection.iterdump()
        return [line for line in lines if not line.startswith('INSERT INTO "keys"')]


@asynccontextmanager
async def unchanged(file: Path) -> AsyncIterator[None]:
    """The block changes nothing in the database."""
    before = contents(file)
    yield
    assert before == contents(file)


async def approve(desk: Desk, path: str, revision: dict[str, str] = SECOND) -> Any:
    return await desk("POST", f"{path}/approve", json=YES, headers=revision)


async def lines(desk: Desk, path: str, revision: dict[str, str] = SECOND) -> list[str]:
    """What still keeps the gate shut."""
    answer = await approve(desk, path, revision)
    return list(refused(answer, 409, "gate-closed")["open_findings"])
