"""Workers that are frozen, cut off from their database, or told to end."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.trials.killing import LONG, finished_calls, some_held, taken_over
from tests.trials.model import Model
from tests.trials.newsroom import Newsroom, Tally
from tests.trials.processes import Process
from tests.trials.waiting import until

CHARACTERS = 300
"""Of a row that should not have changed, so many are shown."""
SOME_TIME = 0.25
"""Seconds between a draft and the next, where one is asked for again and again."""


@dataclass(frozen=True)
class Thawed:
    """A worker that was frozen for longer than its lease, and then went on.

    `changed` are the rows of finished drafts that it changed then. Calls that were in flight
    when it froze are left out of those paid twice.
    """

    taken_over: int
    in_flight: int
    changed: frozenset[str]
    tally: Tally


@dataclass(frozen=True)
class CutOff:
    """What the workers came to without their database. `restarted`: drafts begun again."""

    restarted: int
    seconds: float
    tally: Tally


@dataclass(frozen=True)
class Ended:
    """A worker that was told to end: `seconds` until it had, and the drafts that it left."""

    seconds: float
    handed_back: int
    still_held: int
    tally: Tally


async def frozen(newsroom: Newsroom, model: Model, drafts: int, seconds: float) -> Thawed:
    """A worker is frozen in the middle of its drafts, for so many seconds at the least.

    On PostgreSQL a peer writes them meanwhile. On SQLite the lock is held by the frozen one too.
    """
    worker, _ = await asyncio.gather(newsroom.hire(), newsroom.hire())
    asked = await newsroom.ask(drafts)
    held = await some_held(newsroom, worker)
    await finished_calls(model, 1)
    worker.freeze()
    since, in_flight = time.monotonic(), model.in_flight()
    held = await newsroom.held_by(worker)
    if newsroom.shared:
        await taken_over(newsroom, worker, held)
        await newsroom.all_drafted(LONG)
    await asyncio.sleep(max(since + seconds - time.monotonic(), 0))
    over = len(held - await newsroom.held_by(worker))
    changed = await _thaw(newsroom, worker, asked if newsroom.shared else [])
    await newsroom.all_drafted(LONG)
    return Thawed(over, len(in_flight), changed, await newsroom.tally(model, but=in_flight))


async def _thaw(newsroom: Newsroom, worker: Process, finished: list[str]) -> frozenset[str]:
    """Let it go on and draft something new; which rows of what was finished changed."""
    before = await newsroom.written_of(finished) if finished else []
    worker.thaw()

    async def drafts_again() -> bool:
        await newsroom.ask()
        await asyncio.sleep(SOME_TIME)
        return bool(await newsroom.held_by(worker) - set(finished))

    await until(drafts_again, f"drafting again: {worker.id}")
    await newsroom.all_drafted(LONG)
    after = await newsroom.written_of(finished) if finished else []
    return frozenset(str(row)[:CHARACTERS] for row in set(before) ^ set(after))


async def cut_off(
    newsroom: Newsroom,
    model: Model,
    drafts: int,
    away: tuple[Callable[[], None], float, Callable[[], None]],
) -> CutOff:
    """The database is stopped under load, for so many seconds, and started again."""
    stop, seconds, start = away
    await asyncio.gather(newsroom.hire(), newsroom.hire())
    await newsroom.ask(drafts)
    await finished_calls(model, drafts)
    await asyncio.to_thread(stop)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(start)
    taken = await newsroom.all_drafted(LONG)
    return CutOff(await newsroom.restarted(), taken, await newsroom.tally(model))


async def ended(newsroom: Newsroom, model: Model, drafts: int) -> Ended:
    """A worker gets SIGTERM under load; another one goes on with what it left."""
    worker = await newsroom.hire()
    await newsroom.ask(drafts)
    await some_held(newsroom, worker)
    await finished_calls(model, 1)
    seconds = await worker.stop()
    left, held = await newsroom.drafting(), await newsroom.held_by(worker)
    await newsroom.hire()
    await newsroom.all_drafted(LONG)
    return Ended(seconds, len(left), len(held), await newsroom.tally(model))
