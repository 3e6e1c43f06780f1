"""What the API's calls take, beside a bare endpoint with one insert: `make bench-api`.

`drafter serve --no-worker` and the bare endpoint are processes of their own on the same database,
which holds 10,000 drafts; so is the client. One database alone: `--database sqlite`.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from drafter import clock
from drafter.jobs import prepare
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.ids import new_id
from drafter.store.keys import Keys
from drafter.store.reports import Reports
from drafter.store.tables import drafts
from schemas.key import Scope
from tests import factories
from tests.acceptance.serving import free_port
from tests.benchmarks.api_load import Ask, Heard, Line, rate
from tests.benchmarks.figures import Figures, ran_on
from tests.postgres import Server, new_database, server

DATABASES = ("sqlite", "postgresql")
STORED = 10_000
TIMES = 300
EDITED = 40
"""Drafts that are edited in turn, some eight times each: what is done to one stays with it."""
CLIENTS = 32
SECONDS = 5.0
POST_MS = 15.0
"""The design's bound on the median of POST /v1/drafts."""
BARE = Ask("POST", "/insert", {"text": "x" * 2000})


class Place:
    """A seeded database, and what a caller needs to know of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = self.report = self.draft = ""
        self.edited: list[str] = []

    async def seed(self) -> None:
        """A key, a report, drafts in the queue to read and to edit, and copies to list."""
        await asyncio.to_thread(prepare, self.url)
        database = Database(self.url)
        self.key = await Keys(database).create("Bench", person=True, scopes=frozenset(Scope))
        self.report = await Reports(database).add(factories.report(), "Bench")
        order = factories.order(self.report)
        made = [
            (await Drafts(database).hand_in(order, factories.draft(), "Bench")).id
            for _ in range(1 + EDITED)
        ]
        self.draft, *self.edited = made
        await _copies(database, self.draft)
        await database.close()


async def _copies(database: Database, draft_id: str) -> None:
    async with database.writing() as connection:
        query = sa.select(drafts).where(drafts.c.id == draft_id)
        row = dict((await connection.execute(query)).mappings().one())
        now = clock.now()
        made = [
            row | {"id": new_id("drf"), "created_at": now - timedelta(seconds=number)}
            for number in range(1, STORED)
        ]
        await connection.execute(sa.insert(drafts), made)


@asynccontextmanager
async def running(*command: str, **environment: str) -> AsyncIterator[int]:
    """A server as a process of its own; gives its port once it takes connections."""
    port = free_port()
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("DRAFTER_", "OPENAI_"))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command, "--port", str(port)),
        env=kept | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(30):
            while not await _listens(port):
                await asyncio.sleep(0.1)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def times(line: Line, make: Callable[[int], Awaitable[Ask]]) -> list[float]:
    """How long each of so many requests takes, one after the other, in seconds."""
    for number in range(20):
        await line.ask(await make(-number - 1))
    return [(await line.ask(await make(number))).seconds for number in range(TIMES)]


def say(figures: Figures, name: str, seconds: Sequence[float], most: float | None = None) -> float:
    """Median and 99th percentile in milliseconds; gives the median."""
    median = statistics.median(seconds) * 1000
    figures.say(f"{name}, p50 ms", median, most=most)
    figures.say(f"{name}, p99 ms", statistics.quantiles(seconds, n=100)[-1] * 1000)
    return median


async def latencies(name: str, place: Place, api: int, bare: int, figures: Figures) -> None:
    """One request at a time."""
    line, plain = Line(api, place.key), Line(bare, "")
    path = f"/v1/drafts/{place.draft}"
    order = Ask("POST", "/v1/drafts", {"reports": [place.report]})
    for draft in place.edited:
        await line.ask(Ask("POST", f"/v1/drafts/{draft}/claim"))

    async def insert(_: int) -> Ask:
        return BARE

    async def post(_: int) -> Ask:
        return order

    async def read(_: int) -> Ask:
        return Ask("GET", path)

    async def listed(_: int) -> Ask:
        return Ask("GET", "/v1/drafts?limit=50&status=queued")

    async def patch(number: int) -> Ask:
        one = f"/v1/drafts/{place.edited[number % EDITED]}"
        heard: Heard = await line.ask(Ask("GET", one))
        statement = json.loads(heard.body)["draft"]["headline"]["id"]
        words = {"headline": {"id": statement, "text": f"Eastmere closes bridge number {number}"}}
        return Ask("PATCH", one, words, {"If-Match": heard.headers["etag"]})

    insert_ms = say(figures, f"{name}, bare insert", await times(plain, insert))
    post_ms = say(figures, f"{name}, POST draft", await times(line, post), POST_MS)
    figures.say(f"{name}, POST draft to bare insert", post_ms / insert_ms)
    say(figures, f"{name}, GET draft", await times(line, read))
    say(figures, f"{name}, list of 50 of {STORED:,} drafts", await times(line, listed))
    say(figures, f"{name}, PATCH", await times(line, patch))
    await line.close()
    await plain.close()


async def rates(name: str, place: Place, api: int, bare: int, figures: Figures) -> None:
    """Many clients at once."""
    order = Ask("POST", "/v1/drafts", {"reports": [place.report]})
    read = Ask("GET", f"/v1/drafts/{place.draft}")
    many = f"{CLIENTS} clients"
    plain = await rate(bare, "", lambda: BARE, clients=CLIENTS, seconds=SECONDS)
    figures.say(f"{name}, {many}, bare insert, requests/s", plain)
    asked = await rate(api, place.key, lambda: order, clients=CLIENTS, seconds=SECONDS)
    figures.say(f"{name}, {many}, POST draft, requests/s", asked)
    figures.say(f"{name}, {many}, bare insert to POST draft", plain / asked)
    got = await rate(api, place.key, lambda: read, clients=CLIENTS, seconds=SECONDS)
    figures.say(f"{name}, {many}, GET draft, requests/s", got)


async def bench(name: str, url: str, figures: Figures) -> None:
    """Everything on one database."""
    place = Place(url)
    await place.seed()
    settings = {
        "DRAFTER_DATABASE_URL": url,
        "DRAFTER_ENGINE": "extractive",
        "DRAFTER_REQUESTS_A_MINUTE": "1000000",
    }
    uvicorn = ("uvicorn", "--factory", "tests.benchmarks.bare_insert:create")
    async with (
        running("drafter", "serve", "--no-worker", **settings) as api,
        running(*uvicorn, "--log-level", "warning", BARE_DATABASE_URL=url) as bare,
    ):
        await latencies(name, place, api, bare, figures)
        await rates(name, place, api, bare, figures)


def main() -> int:
    """Run it on both databases; 1 where a figure falls short of its bound."""
    parser = argparse.ArgumentParser(description="The API under load")
    parser.add_argument("--database", choices=DATABASES, action="append", help="on this one alone")
    asked, figures = parser.parse_args(), Figures()
    ran_on(f"{os.cpu_count()} cores, shared by server, client and database")
    for name in asked.database or DATABASES:
        with (
            server() if name == "postgresql" else nullcontext() as postgres,
            tempfile.TemporaryDirectory(prefix="drafter-bench-") as folder,
        ):
            asyncio.run(bench(name, _url(postgres, Path(folder)), figures))
    return int(figures.short)


def _url(postgres: Server | None, folder: Path) -> str:
    return new_database(postgres, prepare) if postgres else f"sqlite:///{folder}/drafter.db"


if __name__ == "__main__":
    sys.exit(main())
