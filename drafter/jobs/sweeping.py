"""Sweeping: drafts that are waited for and have no job at work."""

import asyncio
import logging

from dbos import DBOS, WorkflowStatus

from drafter.jobs.jobs import Jobs
from drafter.jobs.journal import ENDED
from drafter.jobs.running import Running
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.naming import Naming

MAX_REWINDS = 5
"""How often a job that ended in an error, as where the database failed, is taken up again."""

logger = logging.getLogger(__name__)


class Sweeping:
    """Sees to it that every draft that is being drafted has a job, or a reason why not."""

    def __init__(
        self, jobs: Jobs, database: Database, running: Running, worker: str, seconds: float
    ) -> None:
        self._jobs = jobs
        self._drafts = Drafts(database)
        self._naming = Naming(database)
        self._running = running
        self._worker = worker
        self._seconds = seconds
        self._strays: frozenset[str] = frozenset()

    async def sweep_for_ever(self) -> None:
        """Sweep, again and again, whatever goes wrong in one of them."""
        while True:
            try:
                await self._sweep()
                await self._take_up_strays()
            except Exception:
                logger.exception("the sweep failed; the next is in %g s", self._seconds)
            await asyncio.sleep(self._seconds)

    async def _sweep(self) -> None:
        """See to the drafts that have no job at work.

        A draft has no job where the process died between the order and `enqueue`. Its job ended
        without a result where the database failed at the last.
        """
        waited_for = await self._naming.unfinished()
        if not waited_for:
            return
        names = list(waited_for.values())
        jobs = await DBOS.list_workflows_async(workflow_ids=names, load_input=False)
        found = {job.workflow_id: job for job in jobs}
        for draft_id, name in waited_for.items():
            job = found.get(name)
            if job is None:
                await self._jobs.enqueue(draft_id)
            elif job.status in ENDED:
                await self._take_up(draft_id, job)

    async def _take_up(self, draft_id: str, job: WorkflowStatus) -> None:
        """Have a job that broke off go on from its last finished call, or fail where it is vain."""
        rewinds = (job.attributes or {}).get("rewinds", 0)
        if job.status == "ERROR" and rewinds < MAX_REWINDS:
            await self._jobs.go_on_after_trouble(job.workflow_id, rewinds + 1)
            return
        why = f" ({job.error}), {rewinds + 1} times" if job.status == "ERROR" else ""
        reason = f"its job ended as {job.status}{why} without a draft; `drafter jobs retry` goes on"
        await self._drafts.fail(draft_id, reason, job=job.workflow_id)

    async def _take_up_strays(self) -> None:
        """Queue again what counts as run by this worker and is not: its end could not be written.

        What was seen so once may have ended at that moment, or be about to begin.
        """
        held = await DBOS.list_workflows_async(
            status="PENDING", executor_id=self._worker, load_input=False, load_output=False
        )
        idle = {job.workflow_id: job for job in held if not self._running.has(job.workflow_id)}
        for name in self._strays & idle.keys():
            await DBOS.resume_workflow_async(name, queue_name=idle[name].queue_name)
        self._strays = frozenset(idle)
