"""Jobs: the queue of drafts to be written, and the worker that writes them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, WorkflowStatus

from drafter.engines.openai.providers import Providers
from drafter.errors import StoreError
from drafter.jobs.drafting import STORE_WAITS, Drafting
from drafter.jobs.journal import config, journal_engine
from drafter.jobs.lock import WorkerLock
from drafter.settings import Settings
from drafter.store.connecting import parsed
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.telemetry.marks import drafting
from schemas.job import Priority

QUEUE = "drafts"
AT_ONCE = 20
"""Drafts written side by side: more would make the journal's one writer the bottleneck."""
POLL_SECONDS = 0.25
SWEEP_SECONDS = 30.0
DRAIN_SECONDS = 90
MAX_RESTARTS = 20
"""A draft that was running at this many deaths of its worker is taken to be their cause."""
MAX_REWINDS = 5
"""How often a job that ended in an error, as where the database failed, is taken up again."""
PAST_ALL_STEPS = 1_000_000
"""Rewound to this step, a job keeps every finished call."""
RANK = {Priority.BREAKING: 1, Priority.NORMAL: 10, Priority.BACKFILL: 100}
ENDED = {"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}
Workflow = Callable[[str], Coroutine[object, object, None]]

logger = logging.getLogger(__name__)


class Jobs:
    """The jobs of one database file. One worker per file, one `Jobs` per process.

    DBOS keeps its tables in the same file as the store, so that one backup has both.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        *,
        drain_seconds: int = DRAIN_SECONDS,
        sweep_seconds: float = SWEEP_SECONDS,
        store_waits: Sequence[float] = STORE_WAITS,
    ) -> None:
        self._file = _file_of(settings.database_url)
        self._drafts = Drafts(database)
        self._providers = Providers(settings)
        self._drafting = Drafting(settings, self._drafts, self._providers, store_waits)
        self._drain_seconds = drain_seconds
        self._sweep_seconds = sweep_seconds
        self._lock = WorkerLock(self._file)
        self._running: set[asyncio.Task[object]] = set()
        self._workflow: Workflow | None = None
        self._journal: sa.Engine | None = None
        self._sweeping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up work on the running loop; unfinished drafts go on from the last finished call.

        Raises:
            StoreError: another worker runs on the same file, or the file cannot be used.
        """
        self._lock.take()
        try:
            await self._launch()
        except sa.exc.DatabaseError as error:
            await self.stop()
            raise StoreError(f"{self._file} cannot be used: {error.orig}") from error
        self._sweeping = asyncio.create_task(self._sweep_for_ever())

    async def _launch(self) -> None:
        self._journal = journal_engine(self._file)
        logging.getLogger("dbos").addFilter(_is_news)
        DBOS(config=config(self._journal))
        self._workflow = self._registered()
        DBOS.launch()  # on this thread, so that workflows run on this loop
        await DBOS.register_queue_async(
            QUEUE,
            worker_concurrency=AT_ONCE,
            polling_interval_sec=POLL_SECONDS,
            on_conflict="always_update",
        )

    async def enqueue(self, draft_id: str) -> None:
        """Have the draft written. The job is named after the draft: twice is once.

        Raises:
            NotFound: there is no such draft.
        """
        if self._workflow is None:
            raise StoreError("the jobs are not started, so nothing can be queued")
        order, job = await self._drafts.order(draft_id), await self._drafts.job(draft_id)
        with SetWorkflowID(job), SetEnqueueOptions(priority=RANK[order.priority]):
            await DBOS.enqueue_workflow_async(QUEUE, self._workflow, draft_id)

    async def stop(self) -> None:
        """Take up no more drafts, let those that run finish, and close.

        What still runs after the drain is cut off, and goes on at the next start.
        """
        self._workflow = None
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await self._drain()  # before the journal closes, so that every finished call gets into it
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS made its own threads the loop's default, and has just shut them down.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await self._providers.close()
        if self._journal is not None:
            self._journal.dispose()
        self._lock.release()

    async def _drain(self) -> None:
        """Wait for the drafts that run, and cut off those that take too long."""
        if self._running:
            await asyncio.wait(self._running, timeout=self._drain_seconds)
        late = tuple(self._running)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _registered(self) -> Workflow:
        """The job as DBOS knows it. Its name and argument are part of the journal."""

        async def draft(draft_id: str) -> None:
            task = asyncio.current_task()
            if self._workflow is None or task is None:
                raise asyncio.CancelledError  # taken up during a stop: it is for the next start
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            with drafting(draft_id):
                await self._drafting.carry_out(draft_id)

        return DBOS.workflow(name="draft", max_recovery_attempts=MAX_RESTARTS)(draft)

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                await self._sweep()
            except Exception:
                logger.exception("the sweep failed; the next is in %g s", self._sweep_seconds)
            await asyncio.sleep(self._sweep_seconds)

    async def _sweep(self) -> None:
        """See to the drafts that are waited for and have no job at work.

        A draft has no job where the process died between the order and `enqueue`. Its job ended
        without a result where the database failed at the last, or each restart died of it.
        """
        waited_for = await self._drafts.unfinished()
        if not waited_for:
            return
        names = list(waited_for.values())
        jobs = await DBOS.list_workflows_async(workflow_ids=names, load_input=False)
        found = {job.workflow_id: job for job in jobs}
        for draft_id, name in waited_for.items():
            job = found.get(name)
            if job is None:
                await self.enqueue(draft_id)
            elif job.status in ENDED:
                await self._take_up(draft_id, job)

    async def _take_up(self, draft_id: str, job: WorkflowStatus) -> None:
        """Have a job that broke off go on from its last finished call; a hopeless one has failed.

        How often it went on is kept with the job, and counted before it goes on.
        """
        rewinds = (job.attributes or {}).get("rewinds", 0)
        if job.status == "ERROR" and rewinds < MAX_REWINDS:
            await DBOS.update_workflow_attributes_async(job.workflow_id, {"rewinds": rewinds + 1})
            await DBOS.rewind_workflow_async(
                job.workflow_id, start_step=PAST_ALL_STEPS, queue_name=QUEUE
            )
            return
        why = f" ({job.error}), {rewinds + 1} times" if job.status == "ERROR" else ""
        reason = f"its job ended as {job.status}{why} without a draft; ask for it again"
        await self._drafts.fail(draft_id, reason)


def _file_of(url: str) -> Path:
    """The file of a SQLite database.

    Raises:
        StoreError: it is another kind of database, or none.
    """
    address = parsed(url, asynchronous=False)
    if address.get_backend_name() != "sqlite":
        raise StoreError("jobs run on SQLite alone: DRAFTER_DATABASE_URL has to be sqlite:///PATH")
    return Path(str(address.database))


def _is_news(record: logging.LogRecord) -> bool:
    """DBOS warns of every task that is cut off at a stop. That is our doing, and harmless."""
    return "task cancelled" not in record.getMessage()
