"""Whether the statistics of the evals hold, on runs whose truth is known: simulation.

Run as `python -m tests.benchmarks.statistics`; `--repeats 200` for a glance. All in per cent but
the last lines. A story has one to seven cases. What is simulated is in
tests/evals/statistics/simulated.py.
"""

import argparse
import sys
import time

import numpy as np

from evals.statistics.comparing import compare
from tests.benchmarks.figures import Figures, ran_on
from tests.evals.statistics import measured
from tests.evals.statistics.simulated import NORMAL, SHAPES, STRETCHED, YES, Shape

STORIES = (12, 32, 100)
SCORERS = 8
NOISE = 1.2
"""Two standard errors of a share of 5 or 95 % over 2,000 repeats, and a little."""


def main() -> None:
    """Print all figures; end with 1 where one falls short."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=2000)
    repeats = parser.parse_args().repeats
    ran_on(f"numpy {np.__version__}, {repeats} repeats, stories of 1 to 7 cases")
    figures = Figures()
    for shape in (*SHAPES, STRETCHED):
        for stories in STORIES:
            intervals(figures, shape, stories, repeats)
    for shape in SHAPES:
        for stories in STORIES:
            alarms(figures, shape, stories, repeats)
    together(figures, repeats)
    judged(figures, repeats // 8)
    milliseconds(figures)
    sys.exit(figures.short)


def intervals(figures: Figures, shape: Shape, stories: int, repeats: int) -> None:
    """How often intervals of 95 % hold the truth; at most 98 % too, or they are too wide."""
    what = f"{shape.name}, {stories} stories: interval"
    held = 100 * measured.coverage(shape, stories, repeats)
    figures.say(f"{what} holds the difference, %", held, least=92)
    figures.say(f"{what} is not too wide, %", held, most=98)
    plain = 100 * measured.percentile_coverage(shape, stories, repeats // 4)
    figures.say(f"{what}, plain percentile, not used, %", plain)
    if shape is not STRETCHED:
        mean = 100 * measured.coverage_of_mean(shape, stories, repeats // 2)
        figures.say(f"{what} holds the mean of one variant, %", mean, least=90)


def alarms(figures: Figures, shape: Shape, stories: int, repeats: int) -> None:
    """False alarms of identical variants, and how often the smallest difference is seen."""
    what = f"{shape.name}, {stories} stories"
    different, worse = measured.false_alarms(shape, stories, repeats)
    figures.say(f"{what}: identical, p below 0.05, %", 100 * different, most=5 + NOISE)
    figures.say(f"{what}: identical, called worse, %", 100 * worse, most=5)
    naive = measured.unclustered_alarms(shape, stories, repeats // 4)
    figures.say(f"{what}: identical, p below 0.05 without clusters, %", 100 * naive)
    seen = measured.power(shape, stories, repeats // 2)
    figures.say(f"{what}: smallest difference is called worse, %", 100 * seen, least=75)


def together(figures: Figures, repeats: int) -> None:
    """False alarms of many scorers together."""
    for stories in STORIES:
        alarms = measured.false_alarms_together(SCORERS, stories, repeats // 2)
        name = f"{SCORERS} scorers, {stories} stories: identical, any called worse, %"
        figures.say(name, 100 * alarms, most=5)


def judged(figures: Figures, repeats: int) -> None:
    """Intervals of what was judged in pairs."""
    for stories in STORIES:
        held = 100 * measured.strength_coverage(stories, repeats)
        figures.say(f"{stories} stories: interval holds the strength, %", held, least=92)
        held = 100 * measured.length_coverage(stories, repeats)
        figures.say(
            f"{stories} stories: interval holds the share at equal length, %", held, least=92
        )


def milliseconds(figures: Figures) -> None:
    """What one comparison takes."""
    generator = np.random.default_rng(8)
    for shape in (NORMAL, YES):
        pairs = shape.pairs(generator, 32)[:32]
        alone = [pair.model_copy(update={"story": pair.case}) for pair in pairs]
        took = []
        for _ in range(100):
            start = time.perf_counter()
            compare(alone, margin=shape.by, yes=shape.yes)
            took.append(1000 * (time.perf_counter() - start))
        figures.say(f"compare 32 pairs, {shape.name}, median ms", float(np.median(took)), most=5)


if __name__ == "__main__":
    main()
