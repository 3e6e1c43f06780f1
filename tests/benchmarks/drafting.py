"""What a draft itself costs: `make bench-draft`.

The extractive engine on the sample report, cold (a new process) and warm; and the pipeline's own
work on a model's draft, with an engine that replies at once.
"""

import asyncio
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.ingest.reading import read_file
from drafter.pipeline import draft
from drafter.planning import plan
from prompts.reader import read_recipe
from tests.factories import written
from tests.fakes.engine import FakeEngine, reply

SAMPLE = Path(__file__).parents[2] / "evals" / "casebook" / "reports" / "harbour-bridge.txt"
RUNS = 20
EXTRACTIVE_MS, OWN_CPU_MS = 100.0, 25.0
"""Bounds of docs/benchmarks.md: a 600-word report; a draft's own cost besides its model calls."""


def warm() -> float:
    """Median milliseconds of an extractive draft in a process that has drafted before."""
    made = plan([read_file(str(SAMPLE))], read_recipe("extractive"))
    return _median(lambda: asyncio.run(draft(made, ExtractiveEngine())), time.perf_counter)


def cold() -> float:
    """Median milliseconds that `drafter draft` in a new process states in its provenance."""
    command = [sys.executable, "-m", "drafter", "draft", str(SAMPLE), "--engine", "extractive"]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(5)]
    return statistics.median(1000 * float(json.loads(run)["provenance"]["seconds"]) for run in runs)


def own() -> float:
    """Median CPU milliseconds of a draft whose model calls take no time."""
    made = plan([read_file(str(SAMPLE))], read_recipe("single"))
    return _median(
        lambda: asyncio.run(draft(made, FakeEngine({"briefing": [reply(written())]}))),
        time.process_time,
    )


def _median(work: Callable[[], object], clock: Callable[[], float]) -> float:
    work()
    taken = []
    for _ in range(RUNS):
        started = clock()
        work()
        taken.append((clock() - started) * 1000)
    return statistics.median(taken)


def main() -> int:
    """Print each figure beside its bound."""
    print(f"ran on: {platform.machine()}, Python {platform.python_version()}, medians")  # noqa: T201
    figures = {
        "extractive draft, new process, ms": (cold(), EXTRACTIVE_MS),
        "extractive draft, warm, ms": (warm(), EXTRACTIVE_MS),
        "own CPU of a model's draft, ms": (own(), OWN_CPU_MS),
    }
    for name, (value, bound) in figures.items():
        print(f"{name}: {value:.1f} ({bound:g})")  # noqa: T201
    return int(any(value > bound for value, bound in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
