"""The worker: takes drafts and calls from the queues, and sees them through.

Embedded in `drafter serve`, or a process of its own: `drafter worker`. One in a process.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, WorkflowStatus

from drafter.engines.openai.providers import Providers
from drafter.errors import StoreError
from drafter.jobs.calls import Calls, queue_of
from drafter.jobs.drafting import Drafting
from drafter.jobs.housekeeping import Housekeeping
from drafter.jobs.jobs import Jobs
from drafter.jobs.journal import DRAFTS, ENDED, config, journal_client, journal_engine
from drafter.jobs.making import Making, Plans
from drafter.jobs.patience import STORE_WAITS
from drafter.jobs.peers import Peers
from drafter.jobs.running import Running, Seen
from drafter.jobs.sweeping import Sweeping
from drafter.jobs.workflows import Workflows
from drafter.settings import Settings
from drafter.store.connecting import parsed, store_errors
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.events import Events
from drafter.store.redrafts import Redrafts
from drafter.store.workers import Workers, this_worker
from drafter.webhooks.delivering import Delivering
from drafter.webhooks.sending import Sender

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How often a worker looks for work, at the journal, and for drafts without a job, in seconds.

    `store_waits` are those before each new try where the database could not be used.
    """

    poll: float = 0.25
    look: float = 0.5
    sweep: float = 30.0
    store_waits: Sequence[float] = STORE_WAITS


class Worker:
    """Drafts what is queued in one database. One in a process; `jobs` is started by its owner."""

    def __init__(
        self, settings: Settings, database: Database, jobs: Jobs, *, pace: Pace | None = None
    ) -> None:
        self._settings = settings
        self._pace = pace or Pace()
        self._name = this_worker()
        self._jobs = jobs
        self._drafts = Drafts(database)
        self._providers = Providers(settings)
        self._redrafts = Redrafts(database)
        plans = Plans(settings, self._drafts, self._redrafts, self._pace.store_waits)
        self._making = Making(plans, self._providers, Events(database), self._name.id)
        self._running = Running(self._seen, self._pace.look)
        self._housekeeping = Housekeeping(settings, database, self._jobs.forget)
        self._sweeping = Sweeping(
            self._jobs, database, self._running, self._name.id, self._pace.sweep
        )
        self._sender = Sender(settings.webhook_networks)
        self._delivering = Delivering(database, self._sender)
        self._workflows: Workflows | None = None
        self._peers: Peers | None = None
        self._journal: sa.Engine | None = None
        self._client: DBOSClient | None = None
        self._chores: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up work on the running loop.

        Raises:
            StoreError: the database cannot be used.
        """
        try:
            with store_errors():
                await self._launch()
        except BaseException:
            await self.stop()
            raise
        chores = (
            self._running.look_for_ever(),
            self._sweeping.sweep_for_ever(),
            self._housekeeping.run_for_ever(),
            self._delivering.deliver_for_ever(),
        )
        self._chores = [asyncio.create_task(chore) for chore in chores]

    async def _launch(self) -> None:
        settings, url = self._settings, self._settings.database_url
        self._peers = self._made_peers()
        await asyncio.to_thread(self._peers.enlist)
        self._journal = journal_engine(url)
        client = self._client = journal_client(self._journal, patient=True)
        calls = Calls(client, self._running, queue_of(settings))
        waits = self._pace.store_waits
        carried = Drafting(
            settings, self._drafts, self._redrafts, self._making, calls, store_waits=waits
        )
        logging.getLogger("dbos").addFilter(_is_news)
        DBOS(config=config(url, self._journal, self._name.id))
        self._workflows = Workflows(client, self._running, carried, self._making)
        self._workflows.register()
        await self._register_queues(client)  # first, or DBOS would begin with the limits of before
        DBOS.launch()  # on this thread, so that workflows run on this loop
        self._peers.start()

    def _made_peers(self) -> Peers:
        loop, settings = asyncio.get_running_loop(), self._settings
        address = parsed(settings.database_url, asynchronous=False)
        on_file = address.get_backend_name() == "sqlite"
        return Peers(
            Workers(settings.database_url),
            self._name,
            file=Path(str(address.database)) if on_file else None,
            beat_seconds=settings.beat_seconds,
            lease_seconds=settings.lease_seconds,
            lost=lambda: asyncio.run_coroutine_threadsafe(self._let_go(), loop).result(),
        )

    async def _register_queues(self, client: DBOSClient) -> None:
        register = partial(
            client.register_queue_async,
            polling_interval_sec=self._pace.poll,
            on_conflict="always_update",
        )
        await register(DRAFTS, worker_concurrency=self._settings.drafts_at_once)
        if self._settings.api_key() or self._settings.openai_base_url:
            minute = self._settings.calls_a_minute
            await register(
                queue_of(self._settings),
                global_concurrency=self._settings.calls_at_once,
                limiter={"limit": minute, "period": 60.0} if minute else None,
            )

    async def stop(self) -> None:
        """Take up no more drafts, let those that run finish, and close.

        What still runs after the drain is cut off and handed back: a peer, or the next start,
        goes on with it.
        """
        if self._workflows is not None:
            self._workflows.taking_drafts = False
        await self._drain()  # before the journal closes, so that every finished call gets into it
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        self._chores = []
        if self._peers is not None:
            await asyncio.to_thread(self._peers.halt)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS made its own threads the loop's default, and has just shut them down.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await self._hand_back()
        if self._peers is not None:
            await asyncio.to_thread(self._peers.leave)
        await self._making.close()
        await self._providers.close()
        await self._sender.close()
        if self._client is not None:
            self._client.destroy()
        if self._journal is not None:
            self._journal.dispose()

    async def _seen(self, names: Collection[str]) -> dict[str, Seen]:
        found = await DBOS.list_workflows_async(
            workflow_ids=list(names), load_input=False, load_output=False
        )
        return {job.workflow_id: self._as_seen(job) for job in found}

    def _as_seen(self, job: WorkflowStatus) -> Seen:
        mine = job.status == "PENDING" and job.executor_id == self._name.id
        return Seen(ended=job.status in ENDED, ours=mine or job.status in ("SUCCESS", "ERROR"))

    async def _drain(self) -> None:
        """Wait for the drafts and calls that run, and cut off those that take too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.drain_seconds):
                while tasks := self._running.tasks():
                    await asyncio.wait(tasks)
        await self._let_go()
        if self._workflows is not None:
            await self._workflows.refuse()

    async def _hand_back(self) -> None:
        """Queue again what is still this worker's: peers need not wait for the lease to run out."""
        with suppress(StoreError), store_errors():  # else they take it over by the lease
            client = self._jobs.client  # which does not wait for a database that is away
            held = await client.list_workflows_async(
                status="PENDING", executor_id=self._name.id, load_input=False, load_output=False
            )
            for queue in {job.queue_name for job in held}:
                names = [job.workflow_id for job in held if job.queue_name == queue]
                await client.resume_workflows_async(names, queue_name=queue)

    async def _let_go(self) -> None:
        """Cut off all that runs here. What was finished stands in the journal."""
        await asyncio.gather(*self._running.cut_off(), return_exceptions=True)


def _is_news(record: logging.LogRecord) -> bool:
    """DBOS warns of every task that is cut off at a stop. That is our doing, and harmless."""
    return "task cancelled" not in record.getMessage()
