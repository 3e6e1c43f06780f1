"""Following: the events of a draft as they come, on whichever host they are written."""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import sqlalchemy as sa

from drafter import clock
from drafter.errors import NotFound, StoreError
from drafter.store.database import Database, whole
from drafter.store.events import CHANNEL, Events
from drafter.store.tables import drafts, events
from schemas.following import DraftEvent, EventKind
from schemas.review import DraftState

ENDING = "end_followings"
"""In the state of the app's lifespan: what a server calls first when it is told to stop."""
POLL_SECONDS = 0.25
"""Between two looks at SQLite's counter of changes, which reads no table."""
LOOK_SECONDS = 5.0
"""A follower looks by itself this often: a notice may be lost with its connection."""
FINDINGS_SECONDS = 2.0
"""How long the findings of a draft that is in the queue may be in coming."""
LISTEN_SECONDS = 0.5
"""After so long without a notice it asks whether anybody still follows."""
MOST_PAUSE_SECONDS = 2.0
"""Between two tries to reach a database that is away."""
STOP_SECONDS = 3.0
"""How long a stop waits for a connection that hangs."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Standing:
    """How far a draft is: its last event, 0 without one, and whether nothing more is to come."""

    state: DraftState
    last: int
    over: bool


class Following:
    """The followers of one process. One connection wakes them all, only while somebody follows.

    PostgreSQL notifies it; on SQLite it asks for `PRAGMA data_version`, four times a second.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._events = Events(database)
        self._followers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._watch: asyncio.Task[None] | None = None
        self._ended = False

    async def start(self) -> None:
        """Let followers come. Nothing runs before the first one does."""
        self._ended = False

    def end(self) -> None:
        """End what every follower hears, now; who comes later hears nothing."""
        self._ended = True
        self._wake_all()

    async def stop(self) -> None:
        """End all followers, and give the connection back."""
        self.end()
        if self._watch:
            await asyncio.wait([self._watch], timeout=STOP_SECONDS)

    async def follow(self, draft_id: str, after: int = 0) -> AsyncGenerator[DraftEvent, None]:
        """The draft's events with a higher number than `after`, in order and each once.

        It ends once all are told and the draft is no longer being drafted. The findings come just
        after the draft is queued: unless they were the last event, it waits for them, 2 s at most.
        While the database is away it waits. The caller closes it where it leaves before the end.
        """
        with self._joined(draft_id) as woken:
            number, last = max(after - 1, 0), None  # the one before tells whether all is said
            until = None
            while not self._ended:
                woken.clear()
                state, told = await self._look(draft_id, number)
                for event in told:
                    number, last, until = event.number, event, None
                    if number > after:
                        yield event
                if told:
                    continue
                if _over(state, last):
                    return
                now = asyncio.get_running_loop().time()
                if state is DraftState.QUEUED:
                    until = until or now + FINDINGS_SECONDS
                    if now >= until:
                        return
                await _wait(woken, until - now if until else LOOK_SECONDS)

    @whole
    async def standing(self, draft_id: str) -> Standing:
        """How far the draft is.

        Raises:
            NotFound: there is no such draft.
        """
        newest = sa.select(sa.func.max(events.c.number)).where(events.c.draft_id == draft_id)
        async with self._database.reading() as connection:
            state = await connection.scalar(
                sa.select(drafts.c.state).where(drafts.c.id == draft_id)
            )
            number = await connection.scalar(newest) or 0
        if state is None:
            raise NotFound(f"there is no draft {draft_id}")
        told = await self._events.after(draft_id, number - 1, limit=1) if number else ()
        last = told[0] if told else None
        old = last is None or clock.now() - last.at > timedelta(seconds=FINDINGS_SECONDS)
        over = _over(DraftState(state), last) or (state == DraftState.QUEUED and old)
        return Standing(DraftState(state), number, over)

    @whole
    async def _look(
        self, draft_id: str, number: int
    ) -> tuple[DraftState | None, tuple[DraftEvent, ...]]:
        """The state first: all events that led to it are then there to be read."""
        query = sa.select(drafts.c.state).where(drafts.c.id == draft_id)
        try:
            async with self._database.reading() as connection:
                state = await connection.scalar(query)
            told = await self._events.after(draft_id, number)
        except StoreError:  # the watch says so, once for all; it is looked at again
            return DraftState.DRAFTING, ()
        return DraftState(state) if state else None, told

    @contextmanager
    def _joined(self, draft_id: str) -> Iterator[asyncio.Event]:
        woken = asyncio.Event()
        self._followers[draft_id].add(woken)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._keep_watch())
        try:
            yield woken
        finally:
            self._followers[draft_id].discard(woken)
            if not self._followers[draft_id]:
                del self._followers[draft_id]

    def _wake_all(self) -> None:
        for draft_id in self._followers:
            self._wake(draft_id)

    def _wake(self, draft_id: str) -> None:
        for woken in self._followers.get(draft_id, ()):
            woken.set()

    def _wanted(self) -> bool:
        return bool(self._followers) and not self._ended

    async def _keep_watch(self) -> None:
        """Watch while somebody follows. It is not cancelled: that could lose its connection."""
        pause = POLL_SECONDS
        while self._wanted():
            try:
                async with self._database.watching() as connection:
                    pause = POLL_SECONDS
                    await self._hear(connection)
            except (StoreError, psycopg.Error, sqlite3.Error) as error:
                logger.warning("the database is away, followers wait for it: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, MOST_PAUSE_SECONDS)

    async def _hear(self, connection: Any) -> None:
        if isinstance(connection, psycopg.AsyncConnection):
            await connection.set_autocommit(True)
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            self._wake_all()  # for what was written before it listened
            while self._wanted():
                async for notice in connection.notifies(timeout=LISTEN_SECONDS):
                    self._wake(notice.payload)
            return
        version = None
        while self._wanted():
            cursor = await connection.execute("PRAGMA data_version")
            before, version = version, await cursor.fetchone()
            if version != before:
                self._wake_all()
            await asyncio.sleep(POLL_SECONDS)


def _over(state: DraftState | None, last: DraftEvent | None) -> bool:
    """Whether nothing more is to come of a draft whose events are all told."""
    if state is DraftState.QUEUED:
        return last is not None and last.kind is EventKind.FINDINGS
    return state is not DraftState.DRAFTING


async def _wait(woken: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return
