"""Drafts that may have killed their worker: set aside at last, without harm to their neighbours.

When a worker dies, all that it was at is taken up again, and one of those drafts may be the cause.
A draft that has died with its worker some times runs while no other suspect does, with its calls,
so that only its own deaths count against it; after some of those it is set aside, until a person
tries it again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dbos import DBOSClient, WorkflowStatus

TOGETHER = 3
"""Lives of a worker that a draft may go on in beside others; a stop or a takeover is one too."""
ALONE = 3
"""Lives in which it goes on alone. What no worker survives so often is taken to be the cause."""
Try = tuple[str, int | None]
"""A job, and when it was queued: who tries it again starts a new count."""


class Suspects:
    """Lets one suspect draft run at a time on this worker. What it counts is no step of a job.

    A draft's job or any of its calls counts, whoever comes first, once in the life of a worker and
    before it runs: so no draft that kills its workers has fewer counts than those beside it.
    """

    def __init__(self, client: DBOSClient) -> None:
        self._client = client
        self._turn = asyncio.Condition()
        self._suspect: str | None = None
        self._inside = 0
        self._unsuspected: set[str] = set()
        self._suspected: dict[Try, asyncio.Task[bool]] = {}
        self._verdicts: dict[Try, asyncio.Task[str | None]] = {}

    @asynccontextmanager
    async def watched(self, name: str) -> AsyncIterator[str | None]:
        """Within the block, a draft's job or one of its calls runs, by its name.

        Gives the reason why it must not run, or nothing.
        """
        job = name.partition("/")[0]
        if job in self._unsuspected:  # its job runs here: a call needs no look of its own
            yield None
            return
        this_try = (job, (await self._status(job)).created_at)
        if this_try not in self._suspected:
            self._suspected[this_try] = asyncio.create_task(self._counted(job))
        if await asyncio.shield(self._suspected[this_try]):
            async with self._alone(job):
                if this_try not in self._verdicts:
                    self._verdicts[this_try] = asyncio.create_task(self._counted_alone(job))
                yield await asyncio.shield(self._verdicts[this_try])
            return
        if name == job:
            self._unsuspected.add(job)
        try:
            yield None
        finally:
            if name == job:
                self._unsuspected.discard(job)
                self._suspected.pop(this_try, None)

    @asynccontextmanager
    async def _alone(self, job: str) -> AsyncIterator[None]:
        """Within the block, no suspect runs but this draft and its calls."""
        async with self._turn:
            await self._turn.wait_for(lambda: self._suspect in (None, job))
            self._suspect = job
            self._inside += 1
        try:
            yield
        finally:
            async with self._turn:
                self._inside -= 1
                if not self._inside:
                    self._suspect = None
                    self._turn.notify_all()

    async def _counted(self, job: str) -> bool:
        """Count this life, where it is not the draft's first, and say whether it is a suspect."""
        if await self._starts(job) <= 1:
            return False
        known = (await self._status(job)).attributes or {}
        lives = known.get("lives", 1) + 1
        await self._client.update_workflow_attributes_async(job, {**known, "lives": lives})
        return bool(lives > TOGETHER)

    async def _counted_alone(self, job: str) -> str | None:
        """Count this life alone, and say why the draft must not go on."""
        known = (await self._status(job)).attributes or {}
        alone = known.get("alone", 0)
        more = {"set_aside": True} if alone >= ALONE else {"alone": alone + 1}
        await self._client.update_workflow_attributes_async(job, {**known, **more})
        if alone < ALONE:
            return None
        return (
            "set aside: its worker died again and again while at it, the last"
            f" {ALONE} times with no other suspect; `drafter jobs retry` goes on"
        )

    async def _starts(self, job: str) -> int:
        """How often the draft was begun: its job, or one of its calls, which may come before it."""
        found = await self._client.list_workflows_async(
            workflow_id_prefix=job, load_input=False, load_output=False
        )
        return max((one.recovery_attempts or 0 for one in found), default=0)

    async def _status(self, name: str) -> WorkflowStatus:
        (status,) = await self._client.list_workflows_async(
            workflow_ids=[name], load_input=False, load_output=False
        )
        return status
