"""Scenario outcomes as they are sent, and what statistics are asked for with."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.bodies.lists import Moment, Named, Paging
from api.bodies.words import Words, writable
from drafter.store.approvals import ApprovedFilter
from schemas.base import Closed, Slug
from schemas.desk import Period
from schemas.desk_scenarios import FollowedScenario, Resolution

MOST_COMPARED = 1000

WebAddress = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$"), AfterValidator(writable)
]


class GivenOutcome(Closed):
    """What became of a scenario, as far as you know it."""

    outcome: Resolution
    note: Words | None = Field(default=None, description="what you go by")
    source: WebAddress | None = Field(default=None, description="address of what tells it")


class ScenarioList(Closed):
    """The scenarios of an approved draft, in reading order."""

    draft_id: str
    scenarios: tuple[FollowedScenario, ...]


class DueScenarios(Closed):
    """Scenarios whose horizon has ended and that nobody has settled. A page may be empty."""

    scenarios: tuple[FollowedScenario, ...]
    next_cursor: str | None = Field(description="null on the last page")


class DueWanted(Paging):
    """Which scenarios are due: a page is of so many approved drafts, the last approved first."""

    topic: Slug | None = Field(default=None, description="of this running story")


class ScenariosReckoned(Closed):
    """Which approved drafts count."""

    since: Moment | None = Field(
        default=None, description="approved at this time or later, with its zone"
    )
    until: Moment | None = Field(default=None, description="approved before this time")
    topic: Slug | None = Field(default=None, description="of this running story")
    recipe: Named | None = Field(default=None, description="written by this recipe")
    model: Named | None = Field(default=None, description="written by this model")

    def filter(self) -> ApprovedFilter:
        """The same for the store."""
        return ApprovedFilter(self.since, self.until, self.topic, self.recipe, self.model)


class EditsReckoned(ScenariosReckoned):
    """The same, and how they are put together."""

    period: Period = Field(default=Period.NONE, description="put together by this, in UTC")
    limit: int = Field(
        default=200, ge=1, le=MOST_COMPARED, description="how many drafts are looked at, at most"
    )
