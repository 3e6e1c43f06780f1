"""What the routes work with: the settings, the store, and the jobs that draft."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.reports import Reports


class Queue(Protocol):
    """Whoever drafts what is asked for. `drafter.jobs.Jobs` is one; tests bring their own."""

    async def start(self) -> None:
        """Take up work."""
        ...

    async def stop(self) -> None:
        """Finish what runs, and take up no more."""
        ...

    async def enqueue(self, draft_id: str) -> None:
        """Have a draft written; twice is once."""
        ...


MakeQueue = Callable[[Settings, Database], Queue]


@dataclass(frozen=True)
class Newsroom:
    """One object for the life of the app."""

    settings: Settings
    reports: Reports
    drafts: Drafts
    keys: Keys
    queue: Queue

    @classmethod
    def over(cls, database: Database, settings: Settings, make_queue: MakeQueue) -> "Newsroom":
        """A newsroom over a database."""
        return cls(
            settings=settings,
            reports=Reports(database),
            drafts=Drafts(database),
            keys=Keys(database),
            queue=make_queue(settings, database),
        )


def newsroom_of(request: Request) -> Newsroom:
    """The app's newsroom.

    Raises:
        TypeError: the app's lifespan has not begun.
    """
    newsroom = getattr(request.app.state, "newsroom", None)
    if not isinstance(newsroom, Newsroom):
        raise TypeError("the app has no newsroom: its lifespan has not begun")
    return newsroom


TheNewsroom = Annotated[Newsroom, Depends(newsroom_of)]
