"""A draft that kills its worker again and again is set aside, and its neighbours are not."""

import asyncio
import os
import signal
import sys

from drafter.jobs.suspects import ALONE, TOGETHER
from drafter.store.naming import Naming
from schemas.review import DraftState
from schemas.work import JobStatus
from tests import factories
from tests.drafter.jobs.newsroom import BY, Newsroom
from tests.fakes.endpoint import Body, FakeEndpoint, Given, valid

DEADLY = "The poisoned pier was closed on Tuesday. Nobody knows why it was built at all."


class Deadly:
    """An endpoint's script: whoever asks it about the deadly report is killed."""

    def __init__(self) -> None:
        self.worker = 0
        self.deaths = 0
        self.kills = True

    def __call__(self, body: Body) -> Given:
        if self.kills and "poisoned pier" in str(body["messages"]):
            self.deaths += 1
            os.kill(self.worker, signal.SIGKILL)
            self.kills = False
        return valid(body)


async def run_until_killed(newsroom: Newsroom, endpoint: FakeEndpoint, deadly: Deadly) -> None:
    """Run a worker process until it is killed, or has nothing more to do."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.drafter.jobs.worker_process"),
        *(newsroom.url, endpoint.url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    deadly.worker, deadly.kills = process.pid, True
    try:
        async with asyncio.timeout(30):
            while process.returncode is None and await Naming(newsroom.database).unfinished():
                await asyncio.sleep(0.05)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_deadly_draft_is_set_aside_alone_and_can_be_tried_again(sqlite_url: str) -> None:
    deadly = Deadly()
    async with FakeEndpoint(*[deadly] * 500) as endpoint:
        newsroom = Newsroom(sqlite_url, endpoint.url)
        killer = await newsroom.ask(factories.report(DEADLY))
        others = [await newsroom.ask() for _ in range(3)]
        for _ in range(TOGETHER + ALONE + 3):
            if await Naming(newsroom.database).unfinished():
                await run_until_killed(newsroom, endpoint, deadly)
        aside = await newsroom.drafts.get(killer)
        states = {(await newsroom.drafts.get(other)).state for other in others}
        deadly.kills = False
        async with newsroom.at_work() as jobs:
            (job,) = await jobs.list(state=DraftState.FAILED)
            await jobs.retry(killer, BY)
            again = await newsroom.outcome(killer)
        await newsroom.database.close()
    assert {DraftState.QUEUED} == states
    assert DraftState.FAILED is aside.state
    assert "set aside: its worker died" in str(aside.failure)
    assert ALONE < deadly.deaths <= TOGETHER + ALONE + 2  # a call may be up before its draft
    assert JobStatus.SET_ASIDE is job.status
    assert DraftState.QUEUED is again.state
