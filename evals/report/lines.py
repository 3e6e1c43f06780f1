"""A scorecard as JSON Lines: every line says in `kind` what it is."""

import json
from collections.abc import Iterator
from typing import Any

from evals.scorecard.card import Scorecard


def lines(card: Scorecard) -> str:
    """One line for the run, and for each variant, cell, comparison, pair and draft."""
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in _lines(card))


def _lines(card: Scorecard) -> Iterator[dict[str, Any]]:
    told = card.model_dump(mode="json")
    named = ("software", "at", "runs", "baseline", "warnings")
    yield {"kind": "run"} | {name: told[name] for name in named}
    for kind, name in (
        ("variant", "variants"),
        ("case", "cases"),
        ("scorer", "scorers"),
        ("cell", "cells"),
        ("comparison", "comparisons"),
        ("draft", "drafts"),
        ("agreement", "agreements"),
    ):
        yield from ({"kind": kind} | line for line in told[name])
    if told["pairwise"] is not None:
        yield from ({"kind": "pair"} | line for line in told["pairwise"]["pairs"])
        yield from ({"kind": "strength"} | line for line in told["pairwise"]["strengths"])
