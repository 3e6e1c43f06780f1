"""The scenarios of an approved draft as forecasts: what was said, and until when it can be told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from schemas.desk_scenarios import Forecast
from schemas.draft import Draft
from schemas.sections import Horizon

ENDS: Mapping[Horizon, timedelta] = MappingProxyType(
    {
        Horizon.IMMEDIATE: timedelta(days=10),
        Horizon.SHORT_TERM: timedelta(days=61),
        Horizon.MEDIUM_TERM: timedelta(days=365),
        Horizon.LONG_TERM: timedelta(days=730),
    }
)
"""How long after its approval a scenario can be told: the ends of the horizons as the prompts put
them (prompts/parts/sections.md: ten days, two months, a year). `later` has none: two years."""

SOONEST = min(ENDS.values())


def due_at(approved_at: datetime, horizon: Horizon) -> datetime:
    """When its horizon ends."""
    return approved_at + ENDS[horizon]


def forecasts(
    draft_id: str, draft: Draft, *, revision: int, approved_at: datetime
) -> tuple[Forecast, ...]:
    """The scenarios of a draft that was approved at this revision, in reading order."""
    by = draft.provenance
    return tuple(
        Forecast(
            draft_id=draft_id,
            statement=one.statement.id,
            revision=revision,
            text=one.statement.text,
            kind=one.kind,
            horizon=one.horizon,
            confidence=one.confidence,
            likelihood=one.likelihood,
            written_by=one.statement.written_by,
            approved_at=approved_at,
            topic=draft.topic,
            recipe=by.recipe.name,
            recipe_version=by.recipe.version,
            engine=by.engine,
            model=by.model,
        )
        for one in draft.scenarios or ()
    )
