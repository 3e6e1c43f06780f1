"""The geometry of the plots; the templates draw it. Every plot is a table as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from evals.scorecard.card import Comparison, Scorecard
from evals.scorecard.showing import is_good, shown
from evals.scoring.score import Better, Unit
from evals.statistics.difference import Estimate, Verdict

WIDTH, LEFT = 640.0, 60.0
FACTS = "facts-covered"


@dataclass(frozen=True)
class Axis:
    """A scale from values to places on the page."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Five values from end to end."""
        return [self.low + (self.high - self.low) * part / 4 for part in range(5)]


@dataclass(frozen=True)
class Point:
    """A variant on the plot of quality against cost."""

    name: str
    x: float
    y: float
    low: float
    high: float
    cost: str
    quality: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Scatter:
    """Quality against cost."""

    quality: str
    cost: str
    points: tuple[Point, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def scatter(card: Scorecard) -> Scatter | None:
    """Each variant by its mean quality and its cost: dollars if known, else tokens, floors at 0."""
    cells = {(cell.scorer, cell.variant): cell.all for cell in card.cells}
    names = [line.variant.name for line in card.variants]
    models = [line.variant.name for line in card.variants if line.variant.model]
    quality = _quality(card, cells)
    if quality is None or not models:  # the floors alone cost nothing
        return None
    dollars = all(cells["usd", name].mean is not None for name in models)
    cost = "usd" if dollars else "tokens"
    found = {
        name: (cells[quality, name], _cost(cells[cost, name], free=name not in models))
        for name in names
    }
    drawn = {name: (q, c) for name, (q, c) in found.items() if q.mean is not None and c is not None}
    if not drawn:
        return None
    x = Axis(0.0, max(c for _, c in drawn.values()) * 1.1 or 1.0, LEFT, WIDTH - 90)
    bottom = min(q.low if q.low is not None else q.mean or 0.0 for q, _ in drawn.values())
    y = Axis(max(0.0, floor(10 * bottom - 0.5) / 10), 1.0, 260.0, 20.0)
    units = {line.name: line.unit for line in card.scorers}
    return Scatter(
        quality=quality,
        cost="US dollars a draft" if dollars else "tokens a draft",
        points=tuple(
            Point(
                name=name,
                x=x.at(c),
                y=y.at(q.mean or 0.0),
                low=y.at(q.low if q.low is not None else q.mean or 0.0),
                high=y.at(q.high if q.high is not None else q.mean or 0.0),
                cost=shown(c, units[cost]),
                quality=shown(q.mean, units[quality]),
            )
            for name, (q, c) in drawn.items()
        ),
        x_ticks=tuple(Tick(x.at(one), shown(one, units[cost])) for one in x.ticks()),
        y_ticks=tuple(Tick(y.at(one), shown(one, units[quality])) for one in y.ticks()),
    )


def _quality(card: Scorecard, cells: Mapping[tuple[str, str], Estimate]) -> str | None:
    """The facts that are covered; else the first deciding share of which more is better."""
    there = [
        line.name
        for line in card.scorers
        if line.gated
        and line.unit in (Unit.SHARE, Unit.YES)
        and line.better is Better.HIGHER
        and any(cells[line.name, one.variant.name].n for one in card.variants)
    ]
    return FACTS if FACTS in there else next(iter(there), None)


def _cost(found: Estimate, *, free: bool) -> float | None:
    return 0.0 if free else found.mean


@dataclass(frozen=True)
class Bar:
    """One scorer's difference, in margins: 1 is what people would care about; right is good."""

    scorer: str
    y: float
    point: float
    low: float
    high: float
    verdict: str
    good: bool | None  # null where no difference is shown
    told: str


@dataclass(frozen=True)
class Forest:
    """All deciding differences of one candidate. `zero`, `minus`, `plus`: no change, a margin."""

    candidate: str
    bars: tuple[Bar, ...]
    zero: float
    minus: float
    plus: float
    height: float


_SHOWN = (Verdict.BETTER, Verdict.WORSE)
FARTHEST = 6.0
"""Margins at which the plot ends; what is farther stands at its edge."""


def forest(card: Scorecard, candidate: str) -> Forest:
    """The differences with their intervals, each in margins of its scorer and signed by good."""
    axis = Axis(-FARTHEST, FARTHEST, 190.0, WIDTH - 130)
    own = [
        one
        for one in card.comparisons
        if one.candidate == candidate and one.difference.n and _is_drawn(card, one)
    ]
    bars = tuple(_bar(card, one, axis, 30.0 + 26 * place) for place, one in enumerate(own))
    return Forest(candidate, bars, axis.at(0.0), axis.at(-1.0), axis.at(1.0), 50.0 + 26 * len(bars))


def _is_drawn(card: Scorecard, one: Comparison) -> bool:
    scorer = card.scorer(one.scorer)
    return scorer.gated or scorer.by_model


def _bar(card: Scorecard, one: Comparison, axis: Axis, y: float) -> Bar:
    scorer, found = card.scorer(one.scorer), one.difference
    sign = 1.0 if scorer.better is Better.HIGHER else -1.0
    scale = scorer.margin or 1.0

    def place(value: float | None) -> float:
        moved = sign * (found.mean if value is None else value or 0.0) / scale  # type: ignore[operator]  # n > 0
        return axis.at(max(-FARTHEST, min(FARTHEST, moved)))

    ends = sorted((place(found.low), place(found.high)))
    return Bar(
        scorer=one.scorer,
        y=y,
        point=place(found.mean),
        low=ends[0],
        high=ends[1],
        verdict=one.verdict.value,
        good=is_good(one, scorer) if one.verdict in _SHOWN else None,
        told=shown(found.mean, scorer.unit, sign=True),
    )


@dataclass(frozen=True)
class SectionBar:
    """The mean difference of one section by one scorer."""

    section: str
    scorer: str
    value: str
    share: float
    good: bool


def by_section(card: Scorecard, candidate: str, most: int = 24) -> Sequence[SectionBar]:
    """The largest differences of single sections, beside what each scorer's margin is."""
    found = []
    for one in card.comparisons:
        scorer = card.scorer(one.scorer)
        if one.candidate != candidate or scorer.unit is Unit.YES:
            continue
        for name, value in one.sections.items():
            if value:
                good = (value > 0) == (scorer.better is Better.HIGHER)
                size = abs(value) / (scorer.margin or 1.0)
                text = shown(value, scorer.unit, sign=True)
                section = name.value.replace("_", " ")
                found.append((size, SectionBar(section, one.scorer, text, 0.0, good)))
    found.sort(key=lambda pair: -pair[0])
    top = found[0][0] if found else 1.0
    return [
        SectionBar(bar.section, bar.scorer, bar.value, round(100 * size / top, 1), bar.good)
        for size, bar in found[:most]
    ]
