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
"""Starts beside other suspects. The first is no death; a stop or a takeover is counted too."""
ALONE = 3
"""Starts alone. A draft that its worker has not survived so often is taken to be the cause."""


class Suspects:
    """Lets one suspect draft run at a time on this worker. What it counts is no step of a job."""

    def __init__(self, client: DBOSClient) -> None:
        self._client = client
        self._turn = asyncio.Condition()
        self._suspect: str | None = None
        self._inside = 0
        self._unsuspected: set[str] = set()
        self._verdicts: dict[str, str | None] = {}

    @asynccontextmanager
    async def watched(self, name: str) -> AsyncIterator[str | None]:
        """Within the block, a draft's job or one of its calls runs, by its name.

        Gives the reason why it must not run, or nothing.
        """
        job = name.partition("/")[0]
        if job in self._unsuspected:  # its job runs here: a call needs no look of its own
            yield None
            return
        if await self._starts(job) <= TOGETHER:
            self._verdicts.pop(job, None)
            if name == job:
                self._unsuspected.add(job)
            try:
                yield None
            finally:
                if name == job:
                    self._unsuspected.discard(job)
            return
        async with self._alone(job):
            if job not in self._verdicts:
                self._verdicts[job] = await self._counted(job)
            yield self._verdicts[job]

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

    async def _counted(self, job: str) -> str | None:
        """Count this start, once in the life of a worker, and say why it must not be made."""
        alone = ((await self._status(job)).attributes or {}).get("alone", 0)
        if alone < ALONE:
            # Counted before it runs: who dies of it counts no more.
            await self._client.update_workflow_attributes_async(job, {"alone": alone + 1})
            return None
        aside = {"alone": alone, "set_aside": True}
        await self._client.update_workflow_attributes_async(job, aside)
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
