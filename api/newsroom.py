"""What the routes work with: the settings, the store, and the jobs that draft."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from api.limits import Limits
from drafter.settings import Settings
from drafter.store.answers import FirstAnswers
from drafter.store.comments import Comments
from drafter.store.counting import Counting
from drafter.store.database import Database
from drafter.store.deliveries import Deliveries
from drafter.store.desk_edits import DeskEdits
from drafter.store.drafts import Drafts
from drafter.store.following import Following
from drafter.store.keys import Keys
from drafter.store.lists import Lists
from drafter.store.naming import QueuePlace
from drafter.store.outcomes import Outcomes
from drafter.store.queue import ReviewQueue
from drafter.store.redrafts import Redrafts
from drafter.store.reports import Reports
from drafter.store.revisions import Revisions
from drafter.store.spending import Reservation
from drafter.store.webhooks import Webhooks
from schemas.review import DraftRecord


class Queue(Protocol):
    """Whoever drafts what is asked for. `drafter.jobs.Jobs` is one; tests bring their own."""

    async def start(self) -> None:
        """Take up work."""
        ...

    async def stop(self) -> None:
        """Finish what runs, and take up no more."""
        ...

    async def enqueue(self, draft_id: str, place: QueuePlace | None = None) -> None:
        """Have a draft written, at its place in the queue where it is known; twice is once."""
        ...

    async def cancel(
        self, draft_id: str, by: str, reason: str | None = None, *, revision: int | None = None
    ) -> DraftRecord:
        """Call off a draft that is being drafted."""
        ...

    async def hold(
        self, draft_id: str, by: str, reason: str, *, revision: int | None = None
    ) -> DraftRecord:
        """Put a draft aside; where it is being drafted, that stops."""
        ...

    async def release(self, draft_id: str, by: str, *, revision: int | None = None) -> DraftRecord:
        """Give a draft back to the queue, or on being drafted."""
        ...

    async def retry(
        self,
        draft_id: str,
        by: str,
        *,
        reservation: Reservation | None = None,
        revision: int | None = None,
    ) -> DraftRecord:
        """Go on with a draft that failed or was cancelled, its likely cost put by."""
        ...


MakeQueue = Callable[[Settings, Database], Queue]


@dataclass(frozen=True)
class Newsroom:
    """One object for the life of the app."""

    settings: Settings
    reports: Reports
    drafts: Drafts
    lists: Lists
    revisions: Revisions
    keys: Keys
    counting: Counting
    following: Following
    answers: FirstAnswers
    limits: Limits
    review: ReviewQueue
    webhooks: Webhooks
    deliveries: Deliveries
    comments: Comments
    redrafts: Redrafts
    outcomes: Outcomes
    desk_edits: DeskEdits
    queue: Queue

    @classmethod
    def over(cls, database: Database, settings: Settings, make_queue: MakeQueue) -> "Newsroom":
        """A newsroom over a database."""
        return cls(
            settings=settings,
            reports=Reports(database),
            drafts=Drafts(database),
            lists=Lists(database),
            revisions=Revisions(database),
            keys=Keys(database, settings.service_secret()),
            counting=Counting(database),
            following=Following(database),
            answers=FirstAnswers(database),
            limits=Limits(settings.requests_a_minute or None),
            review=ReviewQueue(database),
            webhooks=Webhooks(database),
            deliveries=Deliveries(database),
            comments=Comments(database),
            redrafts=Redrafts(database),
            outcomes=Outcomes(database),
            desk_edits=DeskEdits(database),
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
