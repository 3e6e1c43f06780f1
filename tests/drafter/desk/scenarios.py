"""Scenarios with a word on them."""

from collections.abc import Sequence

from schemas.desk_scenarios import Resolution, ScenarioOutcome
from schemas.provenance import EngineName
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind
from tests.factories import NOON

HAPPENED, DID_NOT, OPEN = Resolution.HAPPENED, Resolution.DID_NOT, Resolution.OPEN


def an_outcome(
    outcome: Resolution,
    likelihood: Likelihood | None = Likelihood.LIKELY,
    *,
    confidence: Confidence = Confidence.ASSESSED,
    draft_id: str = "drf-1",
) -> ScenarioOutcome:
    """A word on a scenario."""
    return ScenarioOutcome(
        draft_id=draft_id,
        statement="s7",
        revision=2,
        text="The council could approve the plan by 14 March.",
        kind=ScenarioKind.RISK,
        horizon=Horizon.IMMEDIATE,
        confidence=confidence,
        likelihood=likelihood,
        written_by="engine",
        approved_at=NOON,
        topic=None,
        recipe="briefing",
        recipe_version=1,
        engine=EngineName.OPENAI,
        model="small",
        outcome=outcome,
        note=None,
        source=None,
        by="Ada",
        at=NOON,
    )


def outcomes(
    likelihood: Likelihood | None, happened: int, did_not: int
) -> Sequence[ScenarioOutcome]:
    """So many of a word, each of a draft of its own."""
    fates = [HAPPENED] * happened + [DID_NOT] * did_not
    return [
        an_outcome(fate, likelihood, draft_id=f"drf-{likelihood}-{number}")
        for number, fate in enumerate(fates)
    ]
