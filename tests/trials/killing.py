"""Workers that are killed, and what their drafts come to."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.trials.model import Model
from tests.trials.newsroom import CALLS, Newsroom, Tally
from tests.trials.processes import Process
from tests.trials.waiting import until

LONG = 300.0
"""Seconds for all drafts of a trial to be written."""


@dataclass(frozen=True)
class TakenOver:
    """How many drafts a killed worker had, and when all of them ran on another one."""

    drafts: int
    seconds: float
    tally: Tally


async def killed(
    newsroom: Newsroom, model: Model, drafts: int, moments: AsyncIterator[None]
) -> Tally:
    """One worker, killed at each of the moments and started again each time."""
    await newsroom.ask(drafts)
    worker = await newsroom.hire()
    async for _ in moments:
        await worker.kill()
        model.resume()
        worker = await newsroom.hire()
    await newsroom.all_drafted(LONG)
    await worker.stop()
    return await newsroom.tally(model)


async def at_random(model: Model, drafts: int, kills: int, seed: int) -> AsyncIterator[None]:
    """Moments anywhere between the first call and the last but a few."""
    chance = random.Random(seed)  # noqa: S311 - to be the same in every run
    calls = drafts * CALLS
    for share in sorted(chance.uniform(0.02, 0.95) for _ in range(kills)):
        await finished_calls(model, int(calls * share), LONG)
        await asyncio.sleep(chance.uniform(0.0, 0.5))
        yield


async def between_replies(
    newsroom: Newsroom, model: Model, drafts: int, kills: int
) -> AsyncIterator[None]:
    """Moments at which every reply is in the journal, and further calls are in flight."""

    async def all_kept() -> bool:
        return model.at_rest and model.finished == await newsroom.journalled()

    for number in range(1, kills + 1):
        await finished_calls(model, drafts * CALLS * number // (kills + 1))
        model.hold()
        await until(all_kept, "in the journal: every reply")
        yield


async def finished_calls(model: Model, number: int, seconds: float = 60.0) -> None:
    """Wait until so many calls have been replied to."""

    async def finished() -> bool:
        return model.finished >= number

    await until(finished, f"{number} calls finished", seconds)


async def killed_for_good(newsroom: Newsroom, model: Model, drafts: int) -> TakenOver:
    """Of two workers one is killed, and does not come back."""
    first, _ = await asyncio.gather(newsroom.hire(), newsroom.hire())
    await newsroom.ask(drafts)
    held = await some_held(newsroom, first)
    await first.kill()
    held |= await newsroom.held_by(first)
    seconds = await taken_over(newsroom, first, held)
    await newsroom.all_drafted(LONG)
    return TakenOver(len(held), seconds, await newsroom.tally(model))


async def some_held(newsroom: Newsroom, worker: Process) -> set[str]:
    """Wait until drafts run on the worker; which."""
    held: set[str] = set()

    async def has_some() -> bool:
        held.update(await newsroom.held_by(worker))
        return bool(held)

    await until(has_some, f"any draft on {worker.id}")
    return held


async def taken_over(newsroom: Newsroom, gone: Process, held: set[str]) -> float:
    """Seconds until every one of the drafts that the worker had runs elsewhere, or is written."""
    left = set(held)

    async def elsewhere() -> bool:
        left.intersection_update(await newsroom.drafting())
        left.difference_update(await newsroom.running_elsewhere(gone))
        return not left

    return await until(elsewhere, f"taken over from {gone.id}: {held}", LONG)
