"""Many scorers are looked at together: one of twenty would alarm by chance."""

from collections.abc import Sequence


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """The p values adjusted so that the chance of any false alarm among them stays at its level.

    Holm's step-down method (1979): the smallest is multiplied by how many there are, the next by
    one less, and so on; none is below one that was smaller, none above 1. None is left as it is,
    and counts for nothing.
    """
    ordered = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    highest = 0.0
    for number, (p, place) in enumerate(ordered):
        highest = max(highest, min(1.0, p * (len(ordered) - number)))
        adjusted[place] = highest
    return adjusted
