"""One HTML file that people look at: figures, plots, and the drafts side by side.

It asks the network for nothing, and its own policy (Content-Security-Policy) allows its one style
sheet and its one script, by hash, and nothing else. Without the script everything is there to read.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evals.cases.case import Kind
from evals.report.drafts import MOST, case_blocks
from evals.report.extremes import extremes
from evals.report.plots import by_section, forest, scatter
from evals.scorecard.card import Comparison, Scorecard, ScorerLine
from evals.scorecard.loading import Loaded
from evals.scorecard.showing import (
    compared_in_words,
    could_have_seen,
    is_good,
    shown,
    with_interval,
)
from schemas.desk import DeskStatistics
from schemas.desk_scenarios import Calibration

_PACKAGE, _TEMPLATES = "evals.report", "templates"


def page(
    card: Scorecard,
    loaded: Loaded,
    *,
    edits: DeskStatistics | None = None,
    forecasts: Calibration | None = None,
) -> str:
    """The page. What editors did, and how forecasts turned out, stands in it where it is given."""
    css, script = _source("report.css"), _source("report.js")
    candidates = [line.variant.name for line in card.variants if line.variant.name != card.baseline]
    found = [extremes(card, name) for name in candidates]
    linked = {gain.case for one in found for gain in (*one.best, *one.worst)}
    return (
        _environment()
        .get_template("report.html")
        .render(
            card=card,
            css=Markup(css),  # noqa: S704 - our own file, no text from outside
            css_hash=_hash(css),
            script=Markup(script),  # noqa: S704 - our own file, no text from outside
            script_hash=_hash(script),
            stories=len({case.story for case in card.cases}),
            cells={(cell.scorer, cell.variant): cell for cell in card.cells},
            scorers={line.name: line for line in card.scorers},
            deciding=_deciding(card),
            words=[compared_in_words(card, name) for name in candidates],
            scatter=scatter(card),
            forests=[forest(card, name) for name in candidates],
            sections={name: by_section(card, name) for name in candidates},
            comparisons=sorted(card.comparisons, key=lambda one: _order(card, one)),
            kinds=_kinds(card),
            extremes=found,
            blocks=case_blocks(card, loaded, always=linked),
            most=MOST,
            candidates=candidates,
            edits=edits,
            forecasts=forecasts,
        )
    )


def _order(card: Scorecard, one: Comparison) -> tuple[str, bool, str]:
    return one.candidate, not card.scorer(one.scorer).gated, one.scorer


def _deciding(card: Scorecard) -> list[ScorerLine]:
    """The gated scorers that have a value of any variant."""
    there = {cell.scorer for cell in card.cells if cell.all.n}
    return [line for line in card.scorers if line.gated and line.name in there]


def _kinds(card: Scorecard) -> list[Kind]:
    there = {kind for case in card.cases for kind in case.kinds}
    return [kind for kind in Kind if kind in there]


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": shown,
        "interval": with_interval,
        "percent": _percent,
        "spaced": lambda text: str(text).replace("_", " "),
        "plural": _plural,
        "p_value": _p_value,
    }
    environment.globals |= {"could_have_seen": could_have_seen, "is_good": is_good}
    return environment


@cache
def _source(name: str) -> str:
    return PackageLoader(_PACKAGE, _TEMPLATES).get_source(_environment(), name)[0]


def _percent(value: float | None) -> str:
    return "?" if value is None else f"{100 * value:.0f} %"


def _p_value(p: float | None) -> str:
    """As papers print it: no p is 0."""
    if p is None:
        return "?"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"  # noqa: PLR2004 - the third decimal


def _plural(values: Iterable[object] | int, word: str) -> str:
    count = values if isinstance(values, int) else len(list(values))
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
