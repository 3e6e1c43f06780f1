"""Jobs with a worker in the same process: all that one machine needs."""

from drafter.jobs.jobs import Jobs
from drafter.jobs.worker import Pace, Worker
from drafter.settings import Settings
from drafter.store.database import Database


class Embedded(Jobs):
    """Jobs that are also drafted here."""

    def __init__(self, settings: Settings, database: Database, *, pace: Pace | None = None) -> None:
        super().__init__(settings, database)
        self._worker = Worker(settings, database, self, pace=pace)

    async def start(self) -> None:
        """Connect, and take up work on the running loop.

        Raises:
            StoreError: the database cannot be used.
        """
        await super().start()
        await self._worker.start()

    async def stop(self) -> None:
        """Let what runs here finish, hand back the rest, and close."""
        await self._worker.stop()
        await super().stop()
