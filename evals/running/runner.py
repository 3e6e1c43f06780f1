"""The runner: units side by side, each counted once its record is on the disk.

It knows nothing of drafting: `work` makes a unit's record. So its own cost can be measured, and
its promises can be tried with work that is quick.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from evals.running.log import Log
from evals.running.units import Unit, UnitRecord

Work = Callable[[Unit], Awaitable[UnitRecord]]
"""Makes the record of one unit. What it raises ends the run."""


@dataclass(frozen=True)
class Tally:
    """How far a run is. `cost_usd` is null where a price is not known."""

    units: int
    done: int = 0
    failed: int = 0
    kept: int = 0
    cost_usd: Decimal | None = Decimal(0)
    stopped: str | None = None

    @property
    def left(self) -> int:
        """Units that are still to do."""
        return self.units - self.kept - self.done - self.failed

    def counting(self, record: UnitRecord) -> "Tally":
        """The tally with one more record."""
        failed = int(record.draft is None)
        known = self.cost_usd is not None and record.cost_usd is not None
        return replace(
            self,
            done=self.done + 1 - failed,
            failed=self.failed + failed,
            cost_usd=_sum(self.cost_usd, record.cost_usd) if known else None,
        )


def spent_on(records: Iterable[UnitRecord]) -> Decimal:
    """What these have cost, as far as it is known: a limit holds over all lives of a run."""
    return _sum(*(record.cost_usd for record in records))


def _sum(*costs: Decimal | None) -> Decimal:
    return sum((cost for cost in costs if cost is not None), Decimal(0))


Told = Callable[[Tally], None]


@dataclass
class Purse:
    """What a run may spend: what has been spent, and what is being spent by units under way.

    `price` tells what a unit will likely cost; null where that is not known.
    """

    limit: Decimal | None
    price: Callable[[Unit], Decimal | None]
    spent: Decimal = Decimal(0)
    put_by: dict[str, Decimal] = field(default_factory=dict)

    def allows(self, unit: Unit) -> bool:
        """Whether there is money for the unit; if so, it is put by."""
        if self.limit is None:
            return True
        price = self.price(unit) or Decimal(0)
        if self.spent + sum(self.put_by.values()) + price > self.limit:
            return False
        self.put_by[unit.key] = price
        return True

    def settle(self, record: UnitRecord) -> None:
        """What was put by becomes what was spent; where that is not known, it stays as it was."""
        likely = self.put_by.pop(record.key, Decimal(0))
        self.spent += likely if record.cost_usd is None else record.cost_usd


async def run_units(
    units: Iterable[Unit],
    work: Work,
    log: Log,
    *,
    at_once: int,
    kept: Mapping[str, UnitRecord],
    purse: Purse | None = None,
    told: Told | None = None,
) -> Tally:
    """Work off all units that have no draft yet; those that failed before are tried again.

    An interruption ends it at once: what is on the disk stays, what was under way is lost.
    """
    every = list({unit.key: unit for unit in units}.values())
    open_units = [unit for unit in every if (one := kept.get(unit.key)) is None or not one.draft]
    tally = Tally(units=len(every), kept=len(every) - len(open_units))
    running = _Running(work, log, purse, tally, told)
    return await running.all(open_units, at_once)


class _Running:
    """The state of one run."""

    def __init__(
        self, work: Work, log: Log, purse: Purse | None, tally: Tally, told: Told | None
    ) -> None:
        self._work = work
        self._log = log
        self._purse = purse
        self._tally = tally
        self._told = told

    async def all(self, units: list[Unit], at_once: int) -> Tally:
        """So many at once, until none is left or the money is gone."""
        waiting = iter(units)
        self._tell()
        workers = [asyncio.create_task(self._worker(waiting)) for _ in range(at_once)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        return self._tally

    async def _worker(self, waiting: Iterable[Unit]) -> None:
        for unit in waiting:
            if self._purse is not None and not self._purse.allows(unit):
                self._tally = replace(self._tally, stopped="the limit of what it may cost")
                return
            record = await self._work(unit)
            await self._log.append(record.model_dump_json())
            if self._purse is not None:
                self._purse.settle(record)
            self._tally = self._tally.counting(record)
            self._tell()

    def _tell(self) -> None:
        if self._told is not None:
            self._told(self._tally)
