"""What jobs go through, and how fast they are, on both databases: `make bench-jobs`.

Workers are real processes; the model is a fake one on 127.0.0.1. One trial alone:
`python -m tests.benchmarks.jobs --only kills --database sqlite`.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path

from tests.benchmarks.figures import Figures, ran_on
from tests.benchmarks.jobs_copy import copy
from tests.benchmarks.jobs_deaths import away, freeze, kills, sigterm, takeover
from tests.benchmarks.jobs_pace import fairness, idle, rate, start
from tests.benchmarks.jobs_place import Place
from tests.postgres import server

Trial = Callable[[Place, Figures], Awaitable[None]]
TRIALS: dict[str, Trial] = {
    trial.__name__: trial
    for trial in (kills, takeover, freeze, away, sigterm, start, rate, idle, fairness, copy)
}
DATABASES = ("sqlite", "postgresql")


def given() -> argparse.Namespace:
    """What the command line asks for: everything, where it names nothing."""
    parser = argparse.ArgumentParser(description="Jobs under trial")
    parser.add_argument("--only", choices=TRIALS, action="append", help="this trial alone")
    parser.add_argument("--database", choices=DATABASES, action="append", help="on this one alone")
    return parser.parse_args()


def main() -> int:
    """Run the trials one after the other; 1 where one falls short of its bound."""
    asked, figures = given(), Figures()
    ran_on(f"{os.cpu_count()} cores")
    for database in asked.database or DATABASES:
        with server() if database == "postgresql" else nullcontext() as running:
            for name in asked.only or TRIALS:
                with tempfile.TemporaryDirectory(prefix="drafter-trial-") as folder:
                    asyncio.run(_run(TRIALS[name], Place(Path(folder), running), figures))
    return int(figures.short)


async def _run(trial: Trial, place: Place, figures: Figures) -> None:
    """One trial; one that breaks off falls short, and the others still run."""
    try:
        await trial(place, figures)
    except (TimeoutError, RuntimeError) as error:
        figures.short = True
        sys.stderr.write(f"{place.name}, {trial.__name__}: broke off: {error}\n")


if __name__ == "__main__":
    sys.exit(main())
