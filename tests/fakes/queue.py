"""Jobs that draft at once, the same small draft each time, with no engine and no journal."""

from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from tests import factories


class FakeQueue:
    """Drafts when asked to, or only notes what it was asked (`idle`), or fails (`failure`)."""

    def __init__(self, settings: Settings, database: Database) -> None:
        del settings
        self._drafts = Drafts(database)
        self.idle = False
        self.failure: Exception | None = None
        self.running = False
        self.enqueued: list[str] = []

    async def start(self) -> None:
        """Runs from now on."""
        self.running = True

    async def stop(self) -> None:
        """No longer runs."""
        self.running = False

    async def enqueue(self, draft_id: str) -> None:
        """Write the draft, unless idle."""
        if self.failure:
            raise self.failure
        self.enqueued.append(draft_id)
        if not self.idle:
            order, reports = await self._drafts.inputs(draft_id)
            plan = factories.plan_of(*reports, earlier=order.earlier, topic=order.topic)
            await self._drafts.finish(draft_id, factories.draft(plan))
