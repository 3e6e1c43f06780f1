"""A newsroom to draft in: one database, its reports and drafts, and jobs on it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import sqlalchemy as sa

from drafter.jobs import Embedded, Jobs, Pace
from drafter.settings import Settings
from drafter.store.connecting import parsed
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from schemas.job import Order, Priority
from schemas.report import Report
from schemas.review import DraftRecord, DraftState
from tests import factories
from tests.fakes.endpoint import Body, FakeEndpoint, Given, valid

BY = "Ada"
CALLS = 5
"""Calls of the briefing recipe."""


def slow(body: Body) -> Given:
    """A reply that comes after the kill, or never."""
    return replace(valid(body), delay=30)


async def asked(endpoint: FakeEndpoint, calls: int) -> None:
    """Wait until so many calls have reached the endpoint."""
    async with asyncio.timeout(15):
        while len(endpoint.bodies) < calls:
            await asyncio.sleep(0.02)


class Newsroom:
    """What a test asks for and looks at, without the jobs themselves."""

    def __init__(
        self, url: str, endpoint: str | None, fallback: str = "extractive", **settings: object
    ) -> None:
        self.url = url
        self.settings = Settings.model_validate(
            {
                "database_url": url,
                "engine": "openai" if endpoint else "extractive",
                "fallback": fallback,
                "drain_seconds": 5,
                "beat_seconds": 0.2,
                "lease_seconds": 1.0,
                "OPENAI_BASE_URL": endpoint,
            }
            | settings
        )
        self.database = Database(self.settings.database_url)
        self.drafts = Drafts(self.database)

    async def ask(self, *reports: Report, support: bool = False, by: str = BY) -> str:
        """A draft is asked for, and not yet enqueued."""
        stored = Reports(self.database)
        ids = [await stored.add(report, by) for report in reports or (factories.report(),)]
        order = Order(
            reports=tuple(ids),
            earlier=(),
            topic=None,
            engine=self.settings.engine_name(),
            model=None,
            recipe="briefing",
            language=None,
            instructions=None,
            priority=Priority.NORMAL,
            support=support,
        )
        return (await self.drafts.ask(order, by)).id

    @asynccontextmanager
    async def at_work(
        self,
        *,
        drain_seconds: float = 5,
        sweep_seconds: float = 30.0,
        store_waits: Sequence[float] = (),
    ) -> AsyncIterator[Jobs]:
        """Jobs run on this loop."""
        settings = self.settings.model_copy(update={"drain_seconds": drain_seconds})
        pace = Pace(poll=0.03, look=0.03, sweep=sweep_seconds, store_waits=store_waits)
        jobs = Embedded(settings, self.database, pace=pace)
        await jobs.start()
        try:
            yield jobs
        finally:
            await jobs.stop()

    @asynccontextmanager
    async def jobs_alone(self) -> AsyncIterator[Jobs]:
        """Jobs without a worker, as a process that only serves has them."""
        jobs = Jobs(self.settings, self.database)
        await jobs.start()
        try:
            yield jobs
        finally:
            await jobs.stop()

    async def outcome(self, draft_id: str) -> DraftRecord:
        """The draft once it is no longer being written."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            record = await self.drafts.get(draft_id)
            if record.state is not DraftState.DRAFTING:
                return record
            await asyncio.sleep(0.02)
        raise TimeoutError(f"{draft_id} is still being written")

    def journal(self, sql: str) -> list[tuple[object, ...]]:
        """Look at the tables of DBOS, or write what a kill at the worst moment would leave."""
        engine = sa.create_engine(parsed(self.url, asynchronous=False))
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL search_path TO dbos, public"))
            done = connection.execute(sa.text(sql))
            rows = [tuple(row) for row in done] if done.returns_rows else []
        engine.dispose()
        return rows
