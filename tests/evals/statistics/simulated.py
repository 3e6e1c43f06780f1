"""Runs whose truth is known: what a scorer could have said of two variants on the same cases.

A story has one to seven cases. How well a variant does is drawn for each story, so that the cases
of one story are alike. Unless it is moved, a candidate is drawn as the baseline is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from evals.statistics.difference import Pair

Floats = NDArray[np.float64]
Cases = NDArray[np.int_]
"""The story of each case, by number."""
MEAN_YES, MEAN_MISTAKES, NOISE = 0.7, 0.12, 0.8
MEAN_SECONDS = exp(NOISE**2 / 2)


@dataclass(frozen=True)
class Shape:
    """Values of one kind. `move` makes them worse, by so much in the mean."""

    name: str
    draw: Callable[[np.random.Generator, Cases], Floats]
    move: Callable[[np.random.Generator, Floats, float], Floats]
    by: float  # a loss that people would care about
    mean: float  # of one variant
    yes: bool = False

    def pairs(self, generator: np.random.Generator, stories: int, by: float = 0.0) -> list[Pair]:
        """One run. The candidate's values are higher by `by`, or lower if they are yes and no."""
        cases = np.repeat(np.arange(stories), generator.integers(1, 8, stories))
        baseline = self.draw(generator, cases)
        candidate = self.draw(generator, cases)
        if by:
            candidate = self.move(generator, candidate, by)
        return [
            Pair.model_construct(story=f"story-{s}", case=f"case-{n}", baseline=b, candidate=c)
            for n, (s, b, c) in enumerate(
                zip(cases.tolist(), baseline.tolist(), candidate.tolist(), strict=True)
            )
        ]

    def truth(self, by: float) -> float:
        """The true difference, candidate minus baseline, of what was moved."""
        return -by if self.yes else by


def _of_story(generator: np.random.Generator, cases: Cases, mean: float, spread: float) -> Floats:
    """A number above 0 for each story, told for each of its cases."""
    shape = (mean / spread) ** 2
    drawn: Floats = generator.gamma(shape, mean / shape, cases.max() + 1)[cases]
    return drawn


def _normal(generator: np.random.Generator, cases: Cases) -> Floats:
    story = generator.normal(0, 0.5, cases.max() + 1)
    drawn: Floats = story[cases] + generator.normal(0, 1, len(cases))
    return drawn


def _yes(generator: np.random.Generator, cases: Cases) -> Floats:
    chance = generator.beta(4 * MEAN_YES, 4 * (1 - MEAN_YES), cases.max() + 1)
    drawn: Floats = (generator.random(len(cases)) < chance[cases]).astype(float)
    return drawn


def _mistakes(generator: np.random.Generator, cases: Cases) -> Floats:
    drawn: Floats = generator.poisson(
        _of_story(generator, cases, MEAN_MISTAKES, MEAN_MISTAKES)
    ).astype(float)
    return drawn


def _seconds(generator: np.random.Generator, cases: Cases) -> Floats:
    noise = generator.lognormal(0, NOISE, len(cases))
    drawn: Floats = _of_story(generator, cases, 1, 0.7) * noise
    return drawn


def _all_by(_: np.random.Generator, values: Floats, by: float) -> Floats:
    return values + by


def _some_lost(generator: np.random.Generator, values: Floats, by: float) -> Floats:
    """Some yes become no, as many as it takes."""
    return values * (generator.random(len(values)) >= by / MEAN_YES)


def _more(generator: np.random.Generator, values: Floats, by: float) -> Floats:
    """More mistakes, as rare ones come: one here and there, seldom two in a case."""
    more: Floats = values + generator.poisson(by, len(values))
    return more


def _stretched(_: np.random.Generator, values: Floats, by: float) -> Floats:
    return values * (1 + by / MEAN_SECONDS)


NORMAL = Shape("normal", _normal, _all_by, 0.3, 0.0)
YES = Shape("zeros and ones", _yes, _some_lost, 0.1, MEAN_YES, yes=True)
MISTAKES = Shape("rare mistakes", _mistakes, _more, 0.1, MEAN_MISTAKES)
SKEWED = Shape("skewed", _seconds, _all_by, 0.3, MEAN_SECONDS)
STRETCHED = Shape("skewed, stretched", _seconds, _stretched, 0.5, MEAN_SECONDS)
SHAPES = (NORMAL, YES, MISTAKES, SKEWED)
