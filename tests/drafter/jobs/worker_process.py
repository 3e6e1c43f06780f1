"""A worker in a process of its own, to be killed: `python -m ... URL [ENDPOINT]`."""

import asyncio
import sys

from tests.drafter.jobs.newsroom import Newsroom


async def work(url: str, endpoint: str | None) -> None:
    """Say `ready`, and work until killed, or until standard input is closed."""
    newsroom = Newsroom(url, endpoint)
    async with newsroom.at_work():
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
    await newsroom.database.close()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
