"""Telling: the progress of a draft becomes events, which followers on any host read."""

import asyncio
import logging
from collections import Counter, deque

from pydantic import JsonValue

from drafter.errors import LeaseLost, StoreError
from drafter.store.events import Events, Told
from schemas.draft import Draft
from schemas.following import EventKind
from schemas.job import Progress

PAUSE_SECONDS = 0.4
"""Between two writes: a draft that is streamed tells far more often than anybody looks."""

logger = logging.getLogger(__name__)


class Telling:
    """Hears a job and writes what it hears, a few times a second, in order.

    It may be called from another thread than that of the loop it was made on. What the store does
    not take is lost to followers, and to nobody else.
    """

    def __init__(self, events: Events, draft_id: str, worker: str) -> None:
        self._events = events
        self._draft_id = draft_id
        self._worker = worker
        self._loop = asyncio.get_running_loop()
        self._heard: deque[Told] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._one = asyncio.Lock()
        self._over = False

    def __call__(self, progress: Progress) -> None:
        """Take note, and come back at once."""
        self._heard.append(told_of(progress))
        self._loop.call_soon_threadsafe(self._begin)

    async def flush(self) -> None:
        """Write what is left, and wait until it is written. Nothing is written after that."""
        try:
            if self._writing is not None:
                self._writing.cancel()
                await asyncio.gather(self._writing, return_exceptions=True)
            await self._write()
        finally:  # one that is cut off here has lost its draft to a peer, or to nobody
            self.drop()

    def drop(self) -> None:
        """Tell nothing any more: what was heard is told by whoever does it again."""
        self._over = True
        self._heard.clear()

    def _begin(self) -> None:
        if self._heard and not self._over and (self._writing is None or self._writing.done()):
            self._writing = self._loop.create_task(self._write_soon())

    async def _write_soon(self) -> None:
        while self._heard:
            await asyncio.sleep(PAUSE_SECONDS)
            await asyncio.shield(self._loop.create_task(self._write()))

    async def _write(self) -> None:
        async with self._one:  # one batch after the other, or their order would be chance
            batch = [self._heard.popleft() for _ in range(len(self._heard))]
            try:
                await self._events.add(self._draft_id, batch, worker=self._worker)
            except (StoreError, LeaseLost) as error:
                logger.warning("%s; followers of this draft miss %d events", error, len(batch))


def told_of(progress: Progress) -> Told:
    """The event that a piece of progress is."""
    if progress.statement is not None:
        statement = progress.statement.model_dump(mode="json")
        return EventKind.STATEMENT, {"section": progress.section, "statement": statement}
    if progress.written is not None:
        written = progress.written.model_dump(mode="json", exclude_none=True)
        return EventKind.SECTION, {"section": progress.section, "written": written}
    plain: dict[str, JsonValue] = {
        "stage": progress.stage,
        "call": progress.call,
        "done": progress.done,
        "note": progress.note,
    }
    return EventKind.PROGRESS, plain


def findings_of(draft: Draft) -> dict[str, JsonValue]:
    """What the checks said of a draft, counted."""
    by_check = Counter(str(finding.check) for finding in draft.findings)
    blockers = sum(finding.stops for finding in draft.findings)
    return {"count": len(draft.findings), "blockers": blockers, "by_check": dict(by_check)}
