"""A newsroom under trial: one database, a model, workers, and what became of its drafts."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import WorkflowStatus

from drafter.jobs import Jobs, prepare
from drafter.settings import Settings
from drafter.store.connecting import store_errors
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.tables import audit, drafts, events, revisions, workers
from schemas.job import Order, Priority
from schemas.provenance import EngineName
from schemas.review import Action, DraftState
from tests import factories
from tests.trials.model import Model
from tests.trials.processes import Process
from tests.trials.waiting import PATIENCE, until

RUNNING = "PENDING"
"""DBOS's word for it."""
CALLS = 5
"""Calls of the briefing recipe."""
OF_A_DRAFT = {drafts: drafts.c.id} | {
    table: table.c.draft_id for table in (revisions, audit, events)
}
"""The tables that say what became of a draft, and where its id stands in each."""


@dataclass(frozen=True)
class Tally:
    """What became of the drafts and of the calls. `lost`: not queued, or not by the model."""

    drafts: int
    lost: int
    twice: int
    finished: int
    paid_twice: int
    cut_off: int


class Newsroom:
    """What a trial does, and looks at. All workers have the same settings."""

    def __init__(self, url: str, folder: Path, base_url: str, **settings: object) -> None:
        self.url = url
        self.asked: list[str] = []
        self._folder = folder
        self._environment = {"DRAFTER_DATABASE_URL": url, "OPENAI_BASE_URL": base_url} | {
            f"DRAFTER_{name.upper()}": str(value) for name, value in settings.items()
        }
        self._settings = Settings.model_validate(
            {"database_url": url, "engine": EngineName.OPENAI, "OPENAI_BASE_URL": base_url}
        )
        self._database = Database(url)
        self._drafts = Drafts(self._database)
        self._reports = Reports(self._database)
        self._started: list[Process] = []
        self.jobs = Jobs(self._settings, self._database)

    @property
    def shared(self) -> bool:
        """Whether several workers may draft from the database at the same time."""
        return not self.url.startswith("sqlite")

    async def close(self) -> None:
        """End every process that was started here, and let go of the database."""
        for process in self._started:
            await process.kill()
        await self.jobs.stop()
        await self._database.close()

    async def ask(self, number: int = 1, by: str = "Ada") -> list[str]:
        """Ask for so many drafts, each of a report of its own, and have them written."""
        asked = []
        for _ in range(number):
            asked.append(await self.order(by))
            await self.jobs.enqueue(asked[-1])
        return asked

    async def order(self, by: str = "Ada") -> str:
        """Ask for a draft of a report of its own, without having it written yet."""
        own = f"The council has filed this as paper {len(self.asked) + 1}."
        report = await self._reports.add(factories.report(*factories.PARAGRAPHS, own), by)
        order = Order(
            reports=(report,),
            earlier=(),
            topic=None,
            engine=EngineName.OPENAI,
            model=None,
            recipe="briefing",
            language=None,
            instructions=None,
            priority=Priority.NORMAL,
        )
        self.asked.append((await self._drafts.ask(order, by)).id)
        return self.asked[-1]

    async def hire(self, *command: str) -> Process:
        """A process that drafts, `drafter worker` unless another command is given, and is ready."""
        log = self._folder / f"process-{len(self._started) + 1}.log"
        process = Process(log, self._environment, *(command or ("worker",)))
        self._started.append(process)
        await process.start()

        async def registered() -> bool:
            if process.ended:
                raise RuntimeError(f"the process has ended: {process.log}")
            process.id = await self._worker(process.pid) or ""
            return bool(process.id)

        await until(registered, f"ready: {command or 'worker'}")
        return process

    async def _worker(self, pid: int) -> str | None:
        """The id of the newest worker of that process."""
        query = sa.select(workers.c.id).where(workers.c.pid == pid)
        async with self._database.reading() as connection:
            return await connection.scalar(query.order_by(workers.c.started_at.desc()))

    async def rows(self, table: sa.Table, ids: Iterable[str] = ()) -> list[sa.Row[Any]]:
        """All rows of a table, or of those drafts, in the order of its key."""
        query = sa.select(table).order_by(*table.primary_key)
        if ids:
            query = query.where(OF_A_DRAFT[table].in_(ids))
        async with self._database.reading() as connection:
            return list(await connection.execute(query))

    async def written_of(self, ids: Iterable[str]) -> list[sa.Row[Any]]:
        """Everything that the store says of those drafts."""
        ids = tuple(ids)
        return [row for table in OF_A_DRAFT for row in await self.rows(table, ids)]

    async def drafting(self) -> set[str]:
        """The drafts that are not written yet."""
        return {draft_id for draft_id, state in await self._states() if state == "drafting"}

    async def all_drafted(self, seconds: float = PATIENCE) -> float:
        """Wait until no draft is being drafted; the seconds that it took."""

        async def drafted() -> bool:
            return not await self.drafting()

        try:
            return await until(drafted, "all drafted", seconds)
        except TimeoutError as error:
            logs = "\n".join(process.log for process in self._started)
            raise TimeoutError(f"{error}: {await self.drafting()}\n{logs}") from error

    async def held_by(self, worker: Process) -> set[str]:
        """The drafts that run on that worker, as far as the journal knows."""
        return {
            run.workflow_id
            for run in await self.runs()
            if run.status == RUNNING and run.executor_id == worker.id
        }

    async def running_elsewhere(self, gone: Process) -> set[str]:
        """The drafts that run on other workers than that one."""
        return {
            run.workflow_id
            for run in await self.runs()
            if run.status == RUNNING and run.executor_id != gone.id
        }

    async def restarted(self) -> int:
        """Drafts that were begun more than once."""
        return sum((run.recovery_attempts or 0) > 1 for run in await self.runs())

    async def has_started(self, draft_id: str) -> bool:
        """Whether a worker has taken the draft up."""
        return any(run.status != "ENQUEUED" for run in await self.runs([draft_id]))

    async def journalled(self) -> int:
        """Calls whose reply is in the journal."""
        return sum("/" in run.workflow_id and run.status == "SUCCESS" for run in await self._all())

    async def runs(self, names: list[str] | None = None) -> list[WorkflowStatus]:
        """The jobs of the drafts, without their calls, as the journal has them."""
        return [run for run in await self._all(names) if "/" not in run.workflow_id]

    async def _all(self, names: list[str] | None = None) -> list[WorkflowStatus]:
        """In one question, where `Jobs.list` and `Jobs.show` ask for the records too."""
        with store_errors():
            return await self.jobs.client.list_workflows_async(
                workflow_ids=names, load_input=False, load_output=False
            )

    async def tally(self, model: Model, *, but: frozenset[str] = frozenset()) -> Tally:
        """What became of everything that was asked for; those calls were in flight at a freeze."""
        columns = (drafts.c.id, drafts.c.state, drafts.c.revision, drafts.c.degraded)
        async with self._database.reading() as connection:
            records = (await connection.execute(sa.select(*columns))).all()
            query = sa.select(audit.c.draft_id).where(audit.c.action == Action.DRAFTED)
            handed_in = Counter(await connection.scalars(query))
        good = {r.id for r in records if r.state == DraftState.QUEUED and not r.degraded}
        twice = {r.id for r in records if r.revision > 1 or handed_in[r.id] > 1}
        return Tally(
            drafts=len(self.asked),
            lost=len(set(self.asked) - good),
            twice=len(twice),
            finished=model.finished,
            paid_twice=model.paid_twice(but=but),
            cut_off=model.begun - model.finished,
        )

    async def _states(self) -> list[tuple[str, str]]:
        async with self._database.reading() as connection:
            found = await connection.execute(sa.select(drafts.c.id, drafts.c.state))
            return [(row.id, row.state) for row in found]


@asynccontextmanager
async def newsroom(
    url: str, folder: Path, base_url: str, **settings: object
) -> AsyncIterator[Newsroom]:
    """A newsroom on an empty database. Its processes end with it, whatever happens."""
    prepare(url)
    opened = Newsroom(url, folder, base_url, **settings)
    try:
        await opened.jobs.start()
        yield opened
    finally:
        await opened.close()
