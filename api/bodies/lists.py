"""What is listed, and how a list is asked for."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.bodies.words import Time, Words
from drafter.store.lists import DraftFilter, Sort
from schemas.base import Closed, Slug
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import ReportLine
from schemas.review import DraftState, RevisionLine

ME = "me"
MOST_LISTED = 100
MOST_REVISIONS = 1_000_000


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the zone leads out of the calendar
        raise ValueError("there is no such time in UTC") from None


Moment = Annotated[Time, AfterValidator(_in_utc)]
Named = Annotated[Words, StringConstraints(max_length=200)]
Searched = Annotated[Words, StringConstraints(max_length=200)]


class Paging(Closed):
    """Which page, and how long."""

    cursor: Annotated[Words, StringConstraints(max_length=1000)] | None = Field(
        default=None, description="`next_cursor` of the page before, under the same filters"
    )
    limit: int = Field(default=50, ge=1, le=MOST_LISTED, description="how many at most")


class ListedDrafts(Paging):
    """Which drafts are listed: those that fit every filter. A parameter that is none is refused."""

    status: tuple[DraftState, ...] = Field(
        default=(), max_length=len(DraftState), description="in this state; again for another one"
    )
    topic: Slug | None = Field(default=None, description="of this running story")
    desk: Slug | None = Field(default=None, description="of this desk's queue")
    assignee: Named | None = Field(
        default=None, description="whose claim it is, by name; `me` is whoever asks"
    )
    engine: EngineName | None = Field(default=None, description="asked of this engine")
    recipe: Named | None = Field(default=None, description="asked for by this recipe")
    degraded: bool | None = Field(
        default=None, description="whether the extractive engine stood in"
    )
    priority: Priority | None = Field(default=None, description="of this priority")
    created_by: Named | None = Field(default=None, description="asked for by this key's name")
    created_after: Moment | None = Field(
        default=None, description="asked for at this time or later, with its zone"
    )
    created_before: Moment | None = Field(default=None, description="asked for before this time")
    updated_after: Moment | None = Field(
        default=None, description="last changed at this time or later"
    )
    q: Searched | None = Field(
        default=None,
        description='words in headline and text, all of them: `bridge "six weeks" ferr*`',
    )
    sort: Sort = Field(
        default=Sort.CREATED,
        description="`created`: newest first; `updated`: last changed first; `queue`: by priority,"
        " then oldest first",
    )

    def filter(self, me: str) -> DraftFilter:
        """The same for the store; `me` is the name of whoever asks."""
        given = {name: getattr(self, name) for name in _AS_THEY_ARE}
        assignee = me if self.assignee == ME else self.assignee
        states = tuple(sorted(set(self.status)))
        return DraftFilter(states=states, claimed_by=assignee, **given)


_AS_THEY_ARE = (
    *("topic", "desk", "engine", "recipe", "degraded", "priority", "created_by"),
    *("created_after", "created_before", "updated_after", "q"),
)


class ListedReports(Paging):
    """Which reports are listed."""

    publisher: Named | None = Field(default=None, description="of this publisher, by its name")
    q: Searched | None = Field(default=None, description="words in the headline, all of them")


class ReportPage(Closed):
    """Reports, newest first, without their texts."""

    reports: tuple[ReportLine, ...]
    next_cursor: str | None = Field(description="null on the last page")


class RevisionList(Closed):
    """All revisions of a draft, newest first, without their texts."""

    draft_id: str
    revisions: tuple[RevisionLine, ...]


Number = Annotated[int, Field(ge=1, le=MOST_REVISIONS)]


class Compared(Closed):
    """Which revisions are compared."""

    start: Number | None = Field(
        default=None,
        alias="from",
        description="a revision; left out: the last one up to `to` that no person wrote",
    )
    end: Number | None = Field(
        default=None, alias="to", description="a revision; left out: the current one"
    )
    everything: bool = Field(
        default=False,
        alias="all",
        description="keep the sections and statements that are as they were",
    )
