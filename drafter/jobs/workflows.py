"""The two kinds of jobs as DBOS knows them: a draft, and a call of a model for one.

Their names and arguments are part of the journal.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from dbos import DBOS, DBOSClient
from pydantic import TypeAdapter

from drafter.errors import ProviderRefused
from drafter.jobs.calls import CALL
from drafter.jobs.drafting import Drafting
from drafter.jobs.jobs import DRAFT
from drafter.jobs.journal import outcome_of
from drafter.jobs.making import Making
from drafter.jobs.requests import ModelCall, SupportCall, WriteCall
from drafter.jobs.running import Running
from drafter.jobs.suspects import Suspects
from drafter.telemetry.jobs import JobEvent, tell
from drafter.telemetry.marks import drafting

REQUEST: TypeAdapter[WriteCall | SupportCall] = TypeAdapter(ModelCall)
DBOS_LIMIT = 1_000_000
"""DBOS's own bound on restarts, out of the way: `suspects.py` counts better."""


class Workflows:
    """Runs jobs on this worker. It can be told to take up no more drafts."""

    def __init__(
        self, client: DBOSClient, running: Running, carried: Drafting, making: Making
    ) -> None:
        self._client = client
        self._running = running
        self._carried = carried
        self._making = making
        self._suspects = Suspects(client)
        self._too_late: list[asyncio.Task[object]] = []
        self.taking_drafts = True

    def register(self) -> None:
        """Make the jobs known to DBOS, before it is launched."""

        async def draft(draft_id: str) -> None:
            await self.draft(draft_id)

        async def call(request: Mapping[str, Any]) -> dict[str, object]:
            return await self.call(request)

        _register(DRAFT, draft)
        _register(CALL, call)

    async def draft(self, draft_id: str) -> None:
        """One draft, from its reports to the editors' queue, or a section of it written anew.

        One that is taken up during a stop waits for its end, in a place that no other can take
        then, and is handed back.

        Raises:
            StoreError: the database could not be used for long; another run goes on.
        """
        if not self.taking_drafts:
            await self._end_of_the_stop()
        job = str(DBOS.workflow_id)
        self._running.begin(job)
        with drafting(draft_id, job):
            async with self._suspects.watched(job) as why_not:
                if why_not:
                    await self._set_aside(draft_id, job, why_not)
                else:
                    await self._carry_out(draft_id, job)

    async def _end_of_the_stop(self) -> None:
        if (task := asyncio.current_task()) is not None:
            self._too_late.append(task)
        await asyncio.Event().wait()

    async def refuse(self) -> None:
        """Let go of the drafts that were taken up during the stop."""
        for task in self._too_late:
            task.cancel()
        await asyncio.gather(*self._too_late, return_exceptions=True)

    async def _carry_out(self, draft_id: str, job: str) -> None:
        begun = time.perf_counter()
        tell(JobEvent.STARTED, draft_id, job, worker=self._making.worker)
        await self._carried.carry_out(draft_id, job)
        tell(JobEvent.ENDED, draft_id, job, seconds=round(time.perf_counter() - begun, 3))

    async def _set_aside(self, draft_id: str, job: str, why: str) -> None:
        tell(JobEvent.SET_ASIDE, draft_id, job, worker=self._making.worker)
        calls = await self._client.list_workflows_async(
            workflow_id_prefix=f"{job}/", load_input=False, load_output=False
        )
        await self._client.cancel_workflows_async([call.workflow_id for call in calls])
        await self._carried.fail(draft_id, job, why)

    async def call(self, request: Mapping[str, Any]) -> dict[str, object]:
        """One call of a model: what it came to, as plain JSON.

        Raises:
            StoreError: the database could not be used for long; another run makes it anew.
        """
        asked, name = REQUEST.validate_python(request), str(DBOS.workflow_id)
        self._running.begin(name)
        job = name.partition("/")[0]
        with drafting(asked.draft_id, job):
            async with self._suspects.watched(name) as why_not:
                return await outcome_of(partial(self._made, asked, job, why_not))

    async def _made(self, asked: WriteCall | SupportCall, job: str, why_not: str | None) -> object:
        if why_not:
            raise ProviderRefused(f"this call was {why_not}")
        return await self._making.made(asked, job)


def _register(name: str, job: Callable[..., Coroutine[Any, Any, object]]) -> None:
    DBOS.workflow(name=name, max_recovery_attempts=DBOS_LIMIT)(job)
