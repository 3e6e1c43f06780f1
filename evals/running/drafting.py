"""The work of a unit: the pipeline of the service, by the variant's engine."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from drafter.clock import now
from drafter.engines.base import Engine
from drafter.errors import ProviderError
from drafter.pipeline import draft
from drafter.planning import Plan
from drafter.service import bounds_of
from drafter.settings import Settings
from drafter.spending.budget import outlay_of
from evals.running.keeping import Replies
from evals.running.lanes import Lane
from evals.running.units import Unit, UnitRecord
from evals.variants.opening import engine_of, recipe_of, settings_of
from evals.variants.recording import Recording
from evals.variants.variant import Variant
from schemas.estimate import Estimate


@dataclass(frozen=True)
class Opened:
    """A variant that can draft: its engine, the settings it drafts by, the way to its endpoint."""

    variant: Variant
    engine: Engine
    settings: Settings
    lane: Lane

    def plan(self, unit: Unit) -> Plan:
        """The plan of the unit, as the service would make it."""
        recipe = recipe_of(self.variant.recipe)
        return unit.case.request(recipe.name).plan(recipe, self.settings)

    def estimate(self, unit: Unit) -> Estimate:
        """What the unit will cost, every repair included in its most."""
        plan = self.plan(unit)
        expected = self.engine.estimate(plan, repairs=self.settings.repairs)
        if not self.variant.dials.support:
            return expected
        return expected + self.engine.estimate_support(plan)


@asynccontextmanager
async def opened(
    variants: Sequence[Variant], settings: Settings, recording: Recording | None = None
) -> AsyncIterator[dict[str, Opened]]:
    """All variants, by name, for as long as the block runs. One endpoint is one lane.

    Raises:
        ConfigurationError: the settings do not say how to reach a model.
        ProviderError: an endpoint was asked for its models and failed.
    """
    lanes: dict[str | None, Lane] = {}
    async with AsyncExitStack() as stack:
        found = {}
        for variant in variants:
            lane = lanes.setdefault(
                variant.endpoint, Lane(settings.calls_at_once, settings.calls_a_minute)
            )
            engine = await stack.enter_async_context(engine_of(variant, settings, recording))
            found[variant.name] = Opened(variant, engine, settings_of(variant, settings), lane)
        yield found


class Drafting:
    """Drafts units, and keeps every reply on the way."""

    def __init__(
        self,
        variants: Mapping[str, Opened],
        replies: Replies,
        *,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._variants = variants
        self._replies = replies
        self._clock = clock

    async def __call__(self, unit: Unit) -> UnitRecord:
        """The unit's draft, or why there is none: a provider that fails fails one unit."""
        by = self._variants[unit.variant.name]
        engine = self._replies.of_unit(unit.key, by.engine, by.lane)
        judge = engine if unit.variant.dials.support else None
        record = UnitRecord(
            key=unit.key,
            case=unit.case.name,
            variant=unit.variant.name,
            repeat=unit.repeat,
            draft=None,
            error=None,
            cost_usd=Decimal(0),
            at=self._clock(),
        )
        try:
            made = await draft(by.plan(unit), engine, judge=judge, bounds=bounds_of(by.settings))
        except ProviderError as error:
            paid = outlay_of(error.calls).usd if error.calls else Decimal(0)
            return record.model_copy(update={"error": str(error), "cost_usd": paid})
        self._replies.forget(unit.key)
        told = {"draft": made, "cost_usd": made.provenance.cost_usd, "resumed": engine.used_kept}
        return record.model_copy(update=told)
