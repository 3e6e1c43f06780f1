"""Scenarios of an approved draft as forecasts."""

from datetime import timedelta

import pytest

from drafter.desk.forecasts import SOONEST, due_at, forecasts
from schemas.sections import Confidence, Horizon, ScenarioKind
from tests import factories
from tests.drafter.edited import DRAFT
from tests.factories import NOON


def test_a_forecast_is_a_copy_of_what_was_approved() -> None:
    [made] = forecasts("drf-1", DRAFT, revision=3, approved_at=NOON)
    assert DRAFT.scenarios is not None
    [scenario] = DRAFT.scenarios
    assert ("drf-1", scenario.statement.id, 3, NOON) == (
        made.draft_id,
        made.statement,
        made.revision,
        made.approved_at,
    )
    assert (scenario.statement.text, "engine") == (made.text, made.written_by)
    assert (ScenarioKind.RISK, Horizon.IMMEDIATE, Confidence.SUGGESTED, None) == (
        made.kind,
        made.horizon,
        made.confidence,
        made.likelihood,
    )
    by = DRAFT.provenance
    assert (by.recipe.name, by.recipe.version, by.engine, by.model) == (
        made.recipe,
        made.recipe_version,
        made.engine,
        made.model,
    )


def test_a_draft_without_scenarios_forecasts_nothing() -> None:
    assert () == forecasts("drf-1", factories.draft(), revision=1, approved_at=NOON)


@pytest.mark.parametrize(
    ("horizon", "days"),
    [
        (Horizon.IMMEDIATE, 10),
        (Horizon.SHORT_TERM, 61),
        (Horizon.MEDIUM_TERM, 365),
        (Horizon.LONG_TERM, 730),
    ],
)
def test_a_scenario_is_due_where_its_horizon_ends(horizon: Horizon, days: int) -> None:
    assert NOON + timedelta(days=days) == due_at(NOON, horizon)
    assert timedelta(days=10) == SOONEST
