"""What the desk is told of edits and scenarios, for the document."""

from datetime import datetime, timedelta

from api.bodies.desk import DueScenarios, ScenarioList
from drafter.desk.calibrating import calibration
from drafter.desk.forecasts import due_at
from drafter.desk.statistics import draft_edits, grouped
from schemas.base import Closed
from schemas.desk import DeskStatistics, Period
from schemas.desk_scenarios import (
    FollowedScenario,
    Forecast,
    Recorded,
    Resolution,
    ScenarioOutcome,
)
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import RevisionLine
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind


def answers(draft_id: str, draft: Draft, by: str, at: datetime) -> dict[str, Closed]:
    """One edited draft reckoned; a scenario before and after a word on it, and the reckoning."""
    forecast = _forecast(draft_id, at)
    word = Recorded(
        outcome=Resolution.HAPPENED,
        note="The council voted for the plan on 13 March.",
        source="https://courier.example.org/council-vote",
        by=by,
        at=at + timedelta(days=8),
    )
    kept = ScenarioOutcome(**dict(forecast), **dict(word))
    ends = due_at(at, forecast.horizon)
    due = FollowedScenario(**dict(forecast), due_at=ends, recorded=())
    followed = due.model_copy(update={"recorded": (word,)})
    return {
        "scenario-outcome": kept,
        "scenario-list": ScenarioList(draft_id=draft_id, scenarios=(followed,)),
        "due-scenarios": DueScenarios(scenarios=(due,), next_cursor=None),
        "calibration": calibration([kept]),
        "desk-statistics": _statistics(draft, by, at),
    }


def _forecast(draft_id: str, at: datetime) -> Forecast:
    return Forecast(
        draft_id=draft_id,
        statement="s9",
        revision=2,
        text="The council could approve the repair plan by 14 March.",
        kind=ScenarioKind.CONSEQUENCE,
        horizon=Horizon.IMMEDIATE,
        confidence=Confidence.ASSESSED,
        likelihood=Likelihood.LIKELY,
        written_by="engine",
        approved_at=at,
        topic="harbour-bridge",
        recipe="briefing",
        recipe_version=4,
        engine=EngineName.OPENAI,
        model="brief-writer-1",
    )


def _statistics(draft: Draft, by: str, at: datetime) -> DeskStatistics:
    first = RevisionLine(number=1, author="drafter", at=at, reason=None)
    second = RevisionLine(number=2, author=by, at=at, reason="a shorter headline")
    headline = {"text": "Eastmere shuts its old bridge", "written_by": "editor"}
    edited = draft.model_copy(update={"headline": draft.headline.model_copy(update=headline)})
    one = draft_edits(at, [(first, draft), (second, edited)])
    groups = grouped([one], Period.WEEK)
    return DeskStatistics(period=Period.WEEK, groups=groups, drafts=1, oldest=at, complete=True)
