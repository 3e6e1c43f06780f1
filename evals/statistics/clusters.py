"""Values summed by story: reports and drafts of one story are not independent of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Numbers in an array."""


@dataclass(frozen=True)
class Clusters:
    """The sum and the number of the values of each story, in the order of the stories' names.

    The mean is that of all values, so that each case weighs the same, and a story with many cases
    more than one with few.
    """

    sums: Floats
    sizes: Floats

    def __len__(self) -> int:
        """How many stories there are."""
        return len(self.sums)

    @property
    def mean(self) -> float:
        """The mean of all values; there is at least one."""
        return float(self.sums.sum() / self.sizes.sum())

    @property
    def error(self) -> float:
        """The standard error of the mean, robust to what the values of a story share.

        The residuals are summed by story, squared, and enlarged by k / (k - 1) for k stories, of
        which there are at least two (Liang & Zeger 1986, with the usual correction for few).
        """
        stories = len(self)
        residuals = self.sums - self.sizes * self.mean
        variance = float(residuals @ residuals) * stories / (stories - 1)
        return sqrt(variance) / float(self.sizes.sum())


def clusters(values: Sequence[float] | Floats, stories: Sequence[str]) -> Clusters:
    """Sum the values by the story of each."""
    _, place = np.unique(np.asarray(stories, dtype=str), return_inverse=True)
    return Clusters(
        sums=np.bincount(place, weights=np.asarray(values, dtype=float)).astype(float),
        sizes=np.bincount(place).astype(float),
    )
