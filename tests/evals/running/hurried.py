"""A run of a thousand units that a test kills: `python -m tests.evals.running.hurried LOG PAID`.

Each unit takes some milliseconds and then writes its name down as paid for, as an endpoint would.
"""

import asyncio
import sys
from pathlib import Path

from evals.running.log import Log, read_lines
from evals.running.runner import run_units
from evals.running.units import Unit, UnitRecord, newest
from tests.evals.making import record, unit
from tests.factories import draft

UNITS, AT_ONCE, SECONDS = 1000, 20, 0.02
DRAFT = draft()


async def main(path: Path, paid: Path) -> None:
    """Work off what is left."""
    kept = newest(map(UnitRecord.model_validate_json, read_lines(path)))
    with paid.open("a", encoding="utf-8", buffering=1) as till:

        async def work(one: Unit) -> UnitRecord:
            await asyncio.sleep(SECONDS)
            till.write(f"{one.key}\n")
            return record(one, DRAFT)

        async with Log(path) as log:
            units = [unit(number) for number in range(UNITS)]
            await run_units(units, work, log, at_once=AT_ONCE, kept=kept)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
