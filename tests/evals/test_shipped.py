"""The shipped run: recorded replies, by the recipes that they were recorded for."""

import asyncio
from collections.abc import Sequence

import pytest

from drafter.engines.base import Engine
from drafter.pipeline import Bounds, draft
from drafter.planning import Plan
from drafter.settings import Settings
from evals.cases.case import Case
from evals.scorecard.gate import Status, gate
from evals.scoring.catalogue import GATED
from evals.scoring.score import Made
from evals.shipped import RECORDED, RUNS, recorded_cases
from evals.statistics.difference import Verdict
from evals.variants.asked import PLAIN
from evals.variants.recording import read_recording
from prompts.reader import read_recipe
from tests.evals.scorecard.drafted import loaded
from tests.fakes.worsened import (
    Spoil,
    Worsened,
    copying_the_lead,
    padded,
    with_invented_numbers,
    without_attribution,
)

CASES = recorded_cases("single")


async def drafted(
    name: str, recipe: str, cases: Sequence[Case], spoil: Spoil | None = None
) -> list[Made]:
    """Drafts from the recording, with no repair where they are spoilt: none was recorded."""
    repairs = 0 if spoil or recipe == PLAIN else 1
    async with read_recording(RECORDED).engine("relay", Settings()) as recorded:
        engine: Engine = Worsened(recorded, spoil) if spoil else recorded
        bounds = Bounds(repairs=repairs)
        return [
            Made(case, name, 1, await draft(plan_of(case, recipe), engine, bounds=bounds))
            for case in cases
        ]


def plan_of(case: Case, recipe: str) -> Plan:
    """As the service would make it."""
    return case.request(recipe).plan(read_recipe(recipe), Settings())


@pytest.fixture(scope="module")
def baseline() -> list[Made]:
    """Every recorded case by the recipe of one call, as it was written."""
    return asyncio.run(drafted("before", "single", CASES, lambda written, _: written))


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("recipe", ["briefing", "single", PLAIN])
async def test_every_reply_that_a_draft_asks_for_is_recorded(run: str, recipe: str) -> None:
    cases = recorded_cases(run) if recipe in (*RUNS[run], PLAIN) else ()
    made = await drafted(recipe, recipe, cases)

    assert len(cases) == len(made)
    assert [] == [one.case.name for one in made if one.draft.provenance.model != "relay"]


@pytest.mark.parametrize(
    ("spoil", "caught"),
    [
        (without_attribution, "attribution-kept"),
        (padded, "padding"),
        (with_invented_numbers, "blockers"),
        (copying_the_lead, "copied"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
async def test_a_regression_planted_in_real_prose_is_called_worse(
    baseline: list[Made], spoil: Spoil, caught: str
) -> None:
    after = await drafted("after", "single", CASES, spoil)

    held = gate(loaded(baseline, after), "before", "after", GATED, {})

    assert Status.WORSE == held.status
    assert caught in {line.scorer.name for line in held.lines if line.verdict is Verdict.WORSE}


async def test_the_same_replies_again_are_as_good(baseline: list[Made]) -> None:
    again = await drafted("after", "single", CASES, lambda written, _: written)

    held = gate(loaded(baseline, again), "before", "after", GATED, {})

    assert Status.PASSED == held.status
