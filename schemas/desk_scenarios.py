"""From the desk: what became of scenarios, and how well the words of likelihood held."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Closed, Slug, StatementId, Text
from schemas.desk import Share
from schemas.provenance import EngineName
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind


class Resolution(StrEnum):
    """What became of a scenario: within its horizon it happened or did not; or nobody can tell."""

    HAPPENED = "happened"
    DID_NOT = "did_not"
    OPEN = "open"


class Forecast(Closed):
    """A scenario as it was approved: what readers were told, and how it was made."""

    draft_id: Text
    statement: StatementId = Field(description="the scenario's own statement")
    revision: int = Field(ge=1, description="the revision that was approved")
    text: Text
    kind: ScenarioKind
    horizon: Horizon
    confidence: Confidence
    likelihood: Likelihood | None = Field(description="null: nobody weighed it")
    written_by: Literal["engine", "editor"] = Field(description="who wrote its words last")
    approved_at: datetime
    topic: Slug | None
    recipe: Text
    recipe_version: int = Field(ge=1)
    engine: EngineName
    model: Text | None


class Recorded(Closed):
    """A named person's word on what became of a scenario."""

    outcome: Resolution
    note: Text | None
    source: Text | None = Field(description="address of what tells it")
    by: Text
    at: datetime


class ScenarioOutcome(Recorded, Forecast):
    """A word on a scenario, with a copy of what was forecast. None ever changes."""


class FollowedScenario(Forecast):
    """A scenario, when its horizon ends, and what was said of it, the latest first."""

    due_at: datetime
    recorded: tuple[Recorded, ...] = Field(description="the first of these counts")


class Scored(Closed):
    """How often scenarios happened, of those that did or did not.

    `share` has a 95 % interval by Wilson (1927), which takes each scenario as one trial; those of
    one story hang together, so with few `drafts` it is too narrow.
    """

    forecasts: int = Field(ge=0)
    drafts: int = Field(ge=0, description="that these are of")
    happened: int = Field(ge=0)
    share: Share
    low: Share
    high: Share


class Standing(StrEnum):
    """How often it happened against the word's range.

    `above` and `below`: the whole interval is off the range. `inside`: the share is in it.
    `too_few`: under ten forecasts, or the share is off the range and the interval reaches it.
    """

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"
    TOO_FEW = "too_few"


class LikelihoodHeld(Scored):
    """How often what was called so happened, against what the word says (ICD 203, 2015)."""

    likelihood: Likelihood
    range_low: float
    range_high: float
    probability: float = Field(description="the middle of the range, which is scored")
    standing: Standing


class ConfidenceHeld(Scored):
    """How often what was put so firmly happened. Such a word says no probability."""

    confidence: Confidence


class Brier(Closed):
    """The mean of (probability - outcome)², 0 at best (Brier 1950), over weighed forecasts.

    Beside it that of a forecaster who always says the base rate of these same forecasts, and so
    knows it in hindsight. `skill` is 1 - score / base_rate_score: above 0 is better than that.
    The interval (95 %) takes each draft as one observation, and is null under five drafts, and
    where none differs from another.
    """

    forecasts: int = Field(ge=0)
    drafts: int = Field(ge=0)
    score: Share
    low: Share
    high: Share
    base_rate: Share
    base_rate_score: Share
    skill: float | None = Field(description="null where all happened, or none")


class Calibration(Closed):
    """What became of the scenarios on which there is a word; the latest word on each counts.

    `open` ones are counted and never scored; `unweighed` ones have no likelihood, and are scored
    by their confidence alone. `complete` is false where more fit than are looked at: the newest
    approved were.
    """

    recorded: int = Field(ge=0, description="scenarios with a word on them")
    open: int = Field(ge=0, description="of these, still open")
    unweighed: int = Field(ge=0, description="of those that happened or did not")
    overall: Scored
    likelihoods: tuple[LikelihoodHeld, ...]
    confidences: tuple[ConfidenceHeld, ...]
    brier: Brier
    complete: bool
