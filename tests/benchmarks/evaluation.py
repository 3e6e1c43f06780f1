"""What the runner of evaluations costs besides the model: `make bench-eval`.

The same thousand calls by the same client to the same endpoint (50 ms, 20 at once): bare, by our
runner with every record on the disk before it counts, and by pydantic-evals, in rounds that
alternate, each at its best round. Then whole drafts by the pipeline, and how long the command takes
to start.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from openai import AsyncOpenAI
from pydantic_evals import Case as TheirCase
from pydantic_evals import Dataset
from pydantic_evals.evaluators import Contains

from drafter.settings import Settings
from evals.running.drafting import Drafting, opened
from evals.running.folder import CALLS
from evals.running.keeping import Replies
from evals.running.log import Log
from evals.running.runner import run_units
from evals.running.units import Unit, UnitRecord, units_of
from evals.variants.asked import asked_for, variants_of
from tests.benchmarks.bare_endpoint import served
from tests.benchmarks.figures import Figures, ran_on
from tests.evals.making import case, record, unit
from tests.factories import draft

CASES, DRAFTS, AT_ONCE, DELAY, ROUNDS = 1000, 100, 20, 0.05, 3
LEAST_A_SECOND, MOST_MS, MOST_START = 200.0, 2.0, 1.5
"""Bounds of the design: cases a second, overhead of a case beside a bare call, seconds to start."""
WORD = "answer"
PROMPT = " ".join(["report"] * 400)
DRAFT = draft()
Round = Callable[[], Awaitable[float]]


async def ask(client: AsyncOpenAI, prompt: str = PROMPT) -> str:
    """One call; its text."""
    came = await client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": prompt}]
    )
    return came.choices[0].message.content or ""


async def bare(client: AsyncOpenAI) -> float:
    """Seconds of the calls alone, so many at once."""
    waiting = iter(range(CASES))

    async def worker() -> None:
        for _ in waiting:
            assert WORD in await ask(client)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return time.perf_counter() - began


async def ours(client: AsyncOpenAI, units: list[Unit]) -> float:
    """Seconds by our runner."""

    async def work(one: Unit) -> UnitRecord:
        assert WORD in await ask(client)
        return record(one, DRAFT)

    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        async with Log(Path(folder) / "log") as log:
            tally = await run_units(units, work, log, at_once=AT_ONCE, kept={})
        assert tally.done == CASES
        return time.perf_counter() - began


async def theirs(client: AsyncOpenAI, dataset: Dataset[str, str, None]) -> float:
    """Seconds by pydantic-evals."""

    async def task(prompt: str) -> str:
        return await ask(client, prompt)

    began = time.perf_counter()
    report = await dataset.evaluate(task, max_concurrency=AT_ONCE, progress=False)
    assert len(report.cases) == CASES
    return time.perf_counter() - began


async def runners(figures: Figures, url: str) -> None:
    """The three of them, in turn."""
    units = [unit(number) for number in range(CASES)]
    assert len({one.key for one in units}) == CASES
    contains = Contains(value=WORD)
    dataset = Dataset[str, str, None](
        name="bench",
        cases=[TheirCase(name=f"{n}", inputs=PROMPT) for n in range(CASES)],
        evaluators=[contains],
    )
    seconds: dict[str, list[float]] = {"bare": [], "ours": [], "pydantic-evals": []}
    async with AsyncOpenAI(base_url=url, api_key="unused", max_retries=0) as client:
        await bare(client)
        for _ in range(ROUNDS):
            seconds["bare"].append(await bare(client))
            seconds["ours"].append(await ours(client, units))
            seconds["pydantic-evals"].append(await theirs(client, dataset))
    best = {name: min(found) for name, found in seconds.items()}
    figures.say("bare calls, a second", CASES / best["bare"])
    figures.say("pydantic-evals, cases a second", CASES / best["pydantic-evals"])
    figures.say("our runner, cases a second", CASES / best["ours"], least=LEAST_A_SECOND)
    overhead = 1000 * (best["ours"] - CASES * DELAY / AT_ONCE) / CASES
    beside = 1000 * (best["ours"] - best["bare"]) / CASES
    figures.say("our runner, overhead of a case beside the ideal, ms", overhead)
    figures.say("our runner, overhead of a case beside bare calls, ms", beside, most=MOST_MS)
    figures.say("our runner's time beside pydantic-evals'", best["ours"] / best["pydantic-evals"])


async def drafts(figures: Figures, url: str) -> None:
    """Whole drafts by the pipeline of the service, every reply and every draft on the disk."""
    settings = Settings(openai_base_url=url, model="m", drafts_at_once=AT_ONCE)
    variant = variants_of((asked_for("single"),), settings)[-1]
    cases = [case(f"case-{number}") for number in range(DRAFTS)]
    units = [Unit(one.case, variant, n) for n, one in enumerate(units_of(cases, [variant], 1), 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with (
            Log(folder / CALLS) as calls,
            Log(folder / "units") as log,
            opened((variant,), settings) as variants,
        ):
            work = Drafting(variants, Replies.of(calls))
            began = time.perf_counter()
            tally = await run_units(units, work, log, at_once=AT_ONCE, kept={})
            seconds = time.perf_counter() - began
    assert (DRAFTS, 0) == (tally.done, tally.failed)
    figures.say("whole drafts by the recipe single, a second", DRAFTS / seconds)


def start_seconds() -> float:
    """The median of five starts of the command, its imports included."""
    found = []
    for _ in range(5):
        began = time.perf_counter()
        command = [sys.executable, "-m", "drafter", "eval", "run", "--help"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def main() -> int:
    """Print every figure; 1 where a bound is missed."""
    ran_on(f"{CASES} cases, {AT_ONCE} at once, {DELAY * 1000:.0f} ms an answer, best of {ROUNDS}")
    figures = Figures()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as text:
        text.write(f"This is the {WORD}.")
        text.flush()
        with served("--delay", f"{DELAY}", "--text", text.name) as url:
            asyncio.run(runners(figures, url))
    with served("--delay", f"{DELAY}") as url:
        asyncio.run(drafts(figures, url))
    figures.say("drafter eval run --help, seconds to start", start_seconds(), most=MOST_START)
    return int(figures.short)


if __name__ == "__main__":
    sys.exit(main())
