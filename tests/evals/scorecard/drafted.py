"""Drafts of the shipped casebook, as they are and spoilt, without a model."""

from collections.abc import Sequence
from pathlib import Path

from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.pipeline import Bounds, draft
from drafter.settings import Settings
from evals.cases.case import Case
from evals.cases.reading import read_casebook
from evals.scorecard.card import VariantLine
from evals.scorecard.loading import Loaded
from evals.scoring.score import Made
from evals.variants.lead import RECIPE, LeadEngine
from prompts.reader import read_recipe
from tests.evals.making import variant

SHIPPED = Path(__file__).parents[3] / "evals" / "casebook" / "cases"


async def drafts(name: str, engine: Engine, cases: Sequence[Case]) -> list[Made]:
    """One draft of each case, with no repair: what an engine wrote is what is scored."""
    recipe = RECIPE if isinstance(engine, LeadEngine) else read_recipe("extractive")
    found = []
    for case in cases:
        plan = case.request().plan(recipe, Settings())
        found.append(Made(case, name, 1, await draft(plan, engine, bounds=Bounds(repairs=0))))
    return found


async def extractive(name: str) -> list[Made]:
    """The shipped casebook by the extractive engine."""
    return await drafts(name, ExtractiveEngine(), read_casebook(SHIPPED))


def loaded(*made: list[Made], lacking: tuple[str, ...] = ()) -> Loaded:
    """These variants' drafts as a run."""
    cases = {one.case.name: one.case for drafted in made for one in drafted}
    lines = tuple(
        VariantLine(
            variant=variant(drafted[0].variant),
            units=len(drafted),
            done=len(drafted),
            failed=0,
            cost_usd=None,
        )
        for drafted in made
    )
    by_name = {drafted[0].variant: drafted for drafted in made}
    return Loaded(("run",), tuple(cases.values()), lines, by_name, (), lacking)
