"""A newsroom to draft in: one database file, its reports and drafts, and jobs on it."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from drafter.jobs import Jobs
from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from schemas.job import Order, Priority
from schemas.report import Report
from schemas.review import DraftRecord, DraftState
from tests import factories

BY = "Ada"
CALLS = 5
"""Calls of the briefing recipe."""


class Newsroom:
    """What a test asks for and looks at, without the jobs themselves."""

    def __init__(self, file: Path, endpoint: str | None, fallback: str = "extractive") -> None:
        self.file = file
        self.settings = Settings.model_validate(
            {
                "database_url": f"sqlite:///{file}",
                "engine": "openai" if endpoint else "extractive",
                "fallback": fallback,
                "OPENAI_BASE_URL": endpoint,
            }
        )
        self.database = Database(self.settings.database_url)
        self.drafts = Drafts(self.database)

    async def ask(self, *reports: Report, support: bool = False) -> str:
        """A draft is asked for, and not yet enqueued."""
        stored = Reports(self.database)
        ids = [await stored.add(report, BY) for report in reports or (factories.report(),)]
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
        return (await self.drafts.ask(order, BY)).id

    @asynccontextmanager
    async def at_work(
        self,
        *,
        drain_seconds: int = 5,
        sweep_seconds: float = 30.0,
        store_waits: Sequence[float] = (),
    ) -> AsyncIterator[Jobs]:
        """Jobs run on this loop."""
        jobs = Jobs(
            self.settings,
            self.database,
            drain_seconds=drain_seconds,
            sweep_seconds=sweep_seconds,
            store_waits=store_waits,
        )
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
        connection = sqlite3.connect(self.file)
        with connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return rows
