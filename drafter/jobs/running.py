"""What runs here: the tasks of this process, by job, and those that wait for a job to end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A job as the journal has it: whether it has ended, and whether it is still for us to run."""

    ended: bool
    ours: bool


Look = Callable[[Collection[str]], Awaitable[dict[str, Seen]]]
"""Looks jobs up in the journal. One that is not there any more is left out."""

logger = logging.getLogger(__name__)


class Running:
    """One look at the journal serves all who run here or wait: asking for each would not scale.

    A job that has been cancelled from anywhere, or is a peer's by now, is cut off here, so that
    nothing more is paid for.
    """

    def __init__(self, look: Look, seconds: float) -> None:
        self._seen = look
        self._seconds = seconds
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._waiting: dict[str, asyncio.Future[None]] = {}

    def begin(self, job: str) -> None:
        """This task runs the job from now on; it is over when the journal has what it came to.

        Raises:
            RuntimeError: no task runs.
        """
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a job runs in a task")
        if (before := self._tasks.get(job)) is not None:
            before.cancel()  # it was cancelled and queued again before anybody looked
        self._tasks[job] = task
        task.add_done_callback(lambda over: self._over(job, over))

    def _over(self, job: str, task: asyncio.Task[object]) -> None:
        if self._tasks.get(job) is task:
            del self._tasks[job]
        self._wake(job)  # who waits here need not wait for the next look

    def has(self, job: str) -> bool:
        """Whether the job runs here."""
        return job in self._tasks

    def tasks(self) -> tuple[asyncio.Task[object], ...]:
        """All that runs here."""
        return tuple(self._tasks.values())

    async def until_ended(self, job: str) -> None:
        """Wait until the job has ended, on whichever worker, or may have. One waits for a job."""
        waiting = self._waiting[job] = asyncio.get_running_loop().create_future()
        try:
            await waiting
        finally:
            if self._waiting.get(job) is waiting:
                del self._waiting[job]

    def _wake(self, job: str) -> None:
        if (waiting := self._waiting.get(job)) and not waiting.done():
            waiting.set_result(None)

    def cut_off(self) -> tuple[asyncio.Task[object], ...]:
        """Cancel all that runs here; the journal keeps what was finished."""
        cut = self.tasks()
        for task in cut:
            task.cancel()
        return cut

    async def look_for_ever(self) -> None:
        """Look at the journal, again and again."""
        while True:
            await asyncio.sleep(self._seconds)
            try:
                await self._look()
            except Exception:
                logger.exception(
                    "the look at the journal failed; the next is in %g s", self._seconds
                )

    async def _look(self) -> None:
        here = dict(self._tasks)
        watched = here.keys() | self._waiting.keys()
        if not watched:
            return
        seen = await self._seen(watched)
        for job in watched:
            if job not in seen or seen[job].ended:
                self._wake(job)
        for job, task in here.items():
            if job not in seen or not seen[job].ours:
                task.cancel()
