"""Calls of models: each is a job of its own on the queue of its endpoint, made once and kept.

The queue holds the limits over all workers: how many calls at once, and how many a minute.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from dbos import DBOSClient, EnqueueOptions, WorkflowStatus

from drafter import clock
from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.errors import StoreError
from drafter.jobs.journal import ENDED, VERSION, came_to
from drafter.jobs.requests import SupportCall, WriteCall
from drafter.jobs.running import Running
from drafter.planning import Plan, SectionCall
from drafter.settings import Settings
from drafter.store.connecting import store_errors
from schemas.estimate import Estimate
from schemas.job import Listen

CALL = "call"
"""The name of these jobs' workflow."""
OPENAI = "https://api.openai.com/v1"


def queue_of(settings: Settings) -> str:
    """The name of the queue of the endpoint that is asked first. User names are left out."""
    parts = urlsplit(settings.openai_base_url or OPENAI)
    return f"calls {parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"


class Calls:
    """Queues calls, and waits for what they came to."""

    def __init__(self, client: DBOSClient, running: Running, queue: str) -> None:
        self._client = client
        self._running = running
        self._queue = queue

    async def made(self, name: str, request: Mapping[str, object], priority: int) -> Any:
        """What the call of that name came to; one that was made before is not made again.

        Raises:
            ProviderError: as the call raised it.
            StoreError: it broke off, or was called off; another run of the draft may fare better.
        """
        options: EnqueueOptions = {
            "workflow_name": CALL,
            "queue_name": self._queue,
            "workflow_id": name,
            "app_version": VERSION,
            "priority": priority,
        }
        with store_errors():
            await self._client.enqueue_async(options, dict(request))
        job = await self._ended(name)
        if job.status != "SUCCESS" or not isinstance(job.output, dict):
            raise StoreError(f"the call {name} ended as {job.status}: {job.error}")
        return came_to(job.output)

    async def _ended(self, name: str) -> WorkflowStatus:
        while True:
            await self._running.until_ended(name)
            with store_errors():
                found = await self._client.list_workflows_async(
                    workflow_ids=[name], load_input=False
                )
            if not found or found[0].status in ENDED:
                return found[0]


class Queued:
    """The engine of one draft, whose every call goes through the queue of the endpoint."""

    def __init__(
        self, engine: Engine, calls: Calls, draft_id: str, job: str, priority: int
    ) -> None:
        self._engine = engine
        self._calls = calls
        self._draft_id = draft_id
        self._job = job
        self._priority = priority
        self._asked: dict[str, int] = {}
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The reply from the journal, or else from whichever worker makes the call.

        That worker tells the draft's followers what is written.
        """
        del plan, listen
        request = WriteCall(
            draft_id=self._draft_id,
            model=self.model or "",
            until=_until(seconds),
            call=call.name,
            objection=objection,
        )
        step = self._step(f"{'rewrite' if objection else 'write'} {call.name}")
        return Reply.model_validate(await self._made(step, request))

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """As the engine estimates."""
        return self._engine.estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """The verdicts from the journal, or else from whichever worker makes the call."""
        del plan
        request = SupportCall(
            draft_id=self._draft_id, model=self.model or "", until=_until(seconds), batch=batch
        )
        return SupportReply.model_validate(await self._made(f"support {batch.number}", request))

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """As the engine estimates."""
        return self._engine.estimate_support(plan, claims)

    async def _made(self, step: str, request: WriteCall | SupportCall) -> Any:
        kept = request.model_dump(mode="json")
        return await self._calls.made(f"{self._job}/{step}", kept, self._priority)

    def _step(self, name: str) -> str:
        """The name of the step: the second of a name is `NAME 2`, and so on."""
        number = self._asked[name] = self._asked.get(name, 0) + 1
        return name + (f" {number}" if number > 1 else "")


def _until(seconds: float | None) -> datetime | None:
    return None if seconds is None else clock.now() + timedelta(seconds=seconds)
