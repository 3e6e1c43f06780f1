"""How drafts fared: what editors made of them, and what became of their scenarios."""

from typing import TypedDict, Unpack

from drafter.client.calls import Call, Listed, Page, Sent, a, all_of, once, page_of, path
from schemas.desk import DeskStatistics
from schemas.desk_scenarios import Calibration, FollowedScenario, ScenarioOutcome


class Reckoned(TypedDict, total=False):
    """Which approved drafts count. Times, of approval, are ISO 8601 with their zone."""

    since: str
    until: str
    topic: str
    recipe: str
    model: str


class EditsReckoned(Reckoned, total=False):
    """The same, put together by `day`, `week`, `month` or `none`; and how many are looked at."""

    period: str
    limit: int


class Reckoning:
    """The statistics of the desk."""

    @Sent
    def edit_statistics(self, **wanted: Unpack[EditsReckoned]) -> Call[DeskStatistics]:
        """How much editors kept, changed and cut, by recipe, model and period."""
        return Call("GET", path("statistics", "edits"), a(DeskStatistics), query=wanted)

    @Sent
    def scenario_statistics(self, **wanted: Unpack[Reckoned]) -> Call[Calibration]:
        """How well the words of likelihood and confidence held, with a Brier score."""
        return Call("GET", path("statistics", "scenarios"), a(Calibration), query=wanted)

    @Sent
    def scenarios(self, draft_id: str) -> Call[tuple[FollowedScenario, ...]]:
        """The scenarios of an approved draft, with what was recorded of them."""
        to = path("drafts", draft_id, "scenarios")
        return Call("GET", to, all_of(FollowedScenario, "scenarios"))

    @Listed
    def due_scenarios(
        self, *, topic: str | None = None, limit: int | None = None
    ) -> Call[Page[FollowedScenario]]:
        """Scenarios whose horizon has ended and that nobody has settled; pages as you go."""
        query = {"topic": topic, "limit": limit}
        to = path("scenarios", "due")
        return Call("GET", to, page_of(FollowedScenario, "scenarios"), query=query)

    @Sent
    def record_outcome(
        self,
        draft_id: str,
        statement: str,
        outcome: str,
        *,
        note: str | None = None,
        source: str | None = None,
        idempotency_key: str | None = None,
    ) -> Call[ScenarioOutcome]:
        """Say what became of a scenario: `happened`, `did_not` or `open`. Takes a person's key."""
        body = {"outcome": outcome, "note": note, "source": source}
        to = path("drafts", draft_id, "scenarios", statement, "outcome")
        headers = once(idempotency_key)
        return Call("POST", to, a(ScenarioOutcome), json=body, headers=headers)
