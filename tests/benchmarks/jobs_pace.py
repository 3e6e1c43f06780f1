"""How soon and how fast drafts are written, what a worker costs at rest, and who waits for whom."""

import asyncio
import random
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drafter.store.tables import audit
from schemas.review import Action
from tests.acceptance.serving import free_port
from tests.benchmarks.bare_endpoint import served
from tests.benchmarks.figures import Figures
from tests.benchmarks.jobs_place import Place, say_times
from tests.fakes.endpoint import MODEL
from tests.trials.newsroom import Newsroom, newsroom
from tests.trials.waiting import until

START_MS, RESIDENT_MB = 300.0, 150.0
"""Bounds: from enqueued to started; memory of an idle process."""
STARTS, ALONE = 40, 5
PACED, BACKFILL = 200, 500
"""Drafts that are measured together; drafts that one key files before the other files one."""
REST = 15.0
"""Seconds of watching an idle process, after as many to come to rest."""
LONG = 300.0


@asynccontextmanager
async def opened(place: Place) -> AsyncIterator[Newsroom]:
    """A newsroom whose model takes 200 ms for a call, in a process of its own."""
    with served("--delay", "0.2") as base_url:
        async with newsroom(place.database(), place.folder, base_url, model=MODEL) as desk:
            yield desk


async def start(place: Place, figures: Figures) -> None:
    """From `enqueue` to a job that runs, on an idle worker."""
    chance = random.Random(5)  # noqa: S311 - to be the same in every run
    waits = []
    async with opened(place) as desk:
        await desk.hire()
        await _alone(desk)
        for _ in range(STARTS):
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            waits.append(await _until_started(desk))
    say_times(figures, f"{place.name}, enqueued to started", waits, most=START_MS)


async def _until_started(desk: Newsroom) -> float:
    draft_id = await desk.order()
    begun = time.monotonic()
    await desk.jobs.enqueue(draft_id)
    while not await desk.has_started(draft_id):
        await asyncio.sleep(0.005)
    taken = time.monotonic() - begun
    await desk.all_drafted()
    return taken


async def rate(place: Place, figures: Figures) -> None:
    """Drafts a second with one and with two workers."""
    for number in (1, 2) if place.server else (1,):
        async with opened(place) as desk:
            for _ in range(number):
                await desk.hire()
            await desk.ask(PACED)
            asked = time.time()
            await desk.all_drafted(LONG)
            found = await desk.rows(audit)
        at = [row.at.timestamp() for row in found if row.action == Action.DRAFTED]
        at = sorted(moment for moment in at if moment > asked)
        workers = f"{number} worker" + "s" * (number > 1)
        figures.say(f"{place.name}, drafts/s, {workers}", (len(at) - 1) / (at[-1] - at[0]))


async def idle(place: Place, figures: Figures) -> None:
    """What a worker, and a server with a worker in it, take while nothing is asked for."""
    async with opened(place) as desk:
        worker = await desk.hire()
        server = await desk.hire("serve", "--port", str(free_port()))
        await _alone(desk)
        await asyncio.sleep(REST)
        before = {process: process.cpu() for process in (worker, server)}
        await asyncio.sleep(REST)
        for name, process in (("worker", worker), ("serve", server)):
            share = 100 * (process.cpu() - before[process]) / REST
            figures.say(f"{place.name}, idle {name}, % of a core", share)
            figures.say(f"{place.name}, idle {name}, MB", process.resident(), most=RESIDENT_MB)


async def fairness(place: Place, figures: Figures) -> None:
    """One key files many, another one then files one."""
    async with opened(place) as desk:
        await desk.hire()
        alone = statistics.median([await _alone(desk) for _ in range(ALONE)])
        await desk.ask(BACKFILL, by="Backfill")
        left = len(await desk.drafting())
        beside = await _alone(desk)
    figures.say(f"{place.name}, a draft alone, s", alone)
    figures.say(f"{place.name}, one beside {left} of another key, s", beside)


async def _alone(desk: Newsroom) -> float:
    """Seconds from asking for one draft to having it."""
    begun = time.monotonic()
    (draft_id,) = await desk.ask()

    async def drafted() -> bool:
        return draft_id not in await desk.drafting()

    await until(drafted, f"drafted: {draft_id}", LONG)
    return time.monotonic() - begun
