"""What a run will cost, told before anything is asked."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from drafter.errors import ConfigurationError
from evals.running.drafting import Opened
from evals.running.units import Unit
from schemas.estimate import Estimate


class Prices:
    """The estimates of units, each made once: repeats of a case cost the same."""

    def __init__(self, variants: Mapping[str, Opened]) -> None:
        self._variants = variants
        self._known: dict[tuple[str, str], Estimate] = {}

    def estimate(self, unit: Unit) -> Estimate:
        """What one unit will cost."""
        named = (unit.variant.name, unit.case.name)
        if named not in self._known:
            self._known[named] = self._variants[unit.variant.name].estimate(unit)
        return self._known[named]

    def likely(self, unit: Unit) -> Decimal | None:
        """The likely cost of one unit, in US dollars; null where the price is not known."""
        return self.estimate(unit).cost_usd

    def by_variant(self, units: Iterable[Unit]) -> dict[str, Estimate]:
        """The units' estimates together, by the name of their variant."""
        together: dict[str, Estimate] = {}
        for unit in units:
            name, one = unit.variant.name, self.estimate(unit)
            together[name] = together[name] + one if name in together else one
        return together

    def require_known(self, units: Iterable[Unit]) -> None:
        """See to it that a limit on money can be held.

        Raises:
            ConfigurationError: the price of a model is not known.
        """
        unknown = sorted({unit.variant.name for unit in units if self.likely(unit) is None})
        if unknown:
            raise ConfigurationError(
                f"the price of {', '.join(unknown)} is not known, so --limit-usd cannot be held:"
                " set DRAFTER_PRICE, or leave the limit out"
            )
