"""A gate calls planted regressions worse, and identical variants not."""

import asyncio
import random

import pytest

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.errors import InputError
from evals.cases.reading import read_casebook
from evals.scorecard.building import Scored, compared
from evals.scorecard.card import Comparison
from evals.scorecard.gate import Status, gate
from evals.scoring.catalogue import GATED, scorer
from evals.scoring.score import Made
from evals.statistics.difference import Verdict
from evals.statistics.verdicts import verdict
from evals.variants.lead import LeadEngine
from tests.evals.scorecard.drafted import SHIPPED, drafts, extractive, loaded
from tests.fakes.worsened import (
    Spoil,
    Worsened,
    copying_the_lead,
    padded,
    with_invented_numbers,
    without_attribution,
)

REPEATS = 200


@pytest.fixture(scope="module")
def baseline() -> list[Made]:
    """The casebook by the extractive engine."""
    return asyncio.run(extractive("before"))


@pytest.mark.parametrize(
    ("spoil", "caught"),
    [
        (without_attribution, "attribution-kept"),
        (padded, "padding"),
        (with_invented_numbers, "blockers"),
        (copying_the_lead, "facts-covered"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
async def test_a_planted_regression_is_called_worse(
    baseline: list[Made], spoil: Spoil, caught: str
) -> None:
    cases = read_casebook(SHIPPED)
    after = await drafts("after", Worsened(ExtractiveEngine(), spoil), cases)

    held = gate(loaded(baseline, after), "before", "after", GATED, {})

    assert Status.WORSE == held.status
    assert caught in {line.scorer.name for line in held.lines if line.verdict is Verdict.WORSE}


async def test_a_variant_is_as_good_as_itself(baseline: list[Made]) -> None:
    again = await extractive("after")

    held = gate(loaded(baseline, again), "before", "after", GATED, {})

    assert Status.PASSED == held.status
    assert {Verdict.NO_DIFFERENCE, None} == {line.verdict for line in held.lines}


async def test_of_200_pairs_of_identical_noisy_variants_at_most_5_percent_are_called_worse(
    baseline: list[Made],
) -> None:
    """Both draw each case's draft from the same three writers; the true difference is none."""
    cases = read_casebook(SHIPPED)
    padding = await drafts("before", Worsened(ExtractiveEngine(), padded), cases)
    lead = await drafts("before", LeadEngine(), cases)
    scorers = [scorer(name) for name in GATED]
    pools = {
        one.name: [
            [Scored(made, score) for made, score in zip(kept, one.scores(kept), strict=True)]
            for kept in (baseline, padding, lead)
        ]
        for one in scorers
    }
    chance = random.Random(7)  # noqa: S311 - a simulation
    alarms = 0
    for _ in range(REPEATS):
        picks = {side: [chance.randrange(3) for _ in cases] for side in ("before", "after")}
        scores = {
            (one.name, side): [pools[one.name][pick][n] for n, pick in enumerate(picked)]
            for one in scorers
            for side, picked in picks.items()
        }
        found = compared(scorers, scores, "before", "after")
        alarms += any(map(is_worse, found))

    assert alarms <= 0.05 * REPEATS


def is_worse(one: Comparison) -> bool:
    """As the gate has it: beyond the margin, and not by chance."""
    by = scorer(one.scorer)
    told = verdict(one.difference, p=one.p, better=by.better.value, margin=by.margin)
    return told is Verdict.WORSE


async def test_a_run_that_lacks_units_is_incomplete_however_good_the_rest(
    baseline: list[Made],
) -> None:
    again = await extractive("after")

    held = gate(loaded(baseline, again, lacking=("one",)), "before", "after", GATED, {})

    assert Status.INCOMPLETE == held.status


async def test_too_few_cases_are_no_pass(baseline: list[Made]) -> None:
    cases = read_casebook(SHIPPED)[:4]
    names = {case.name for case in cases}
    after = await drafts("after", LeadEngine(), cases)
    before = [one for one in baseline if one.case.name in names]

    held = gate(loaded(before, after), "before", "after", ("told-again",), {})

    assert (Status.INCOMPLETE, Verdict.TOO_FEW) == (held.status, held.lines[0].verdict)
    assert "stories would show the margin" in held.lines[0].words


async def test_cases_without_a_value_on_both_sides_are_counted(baseline: list[Made]) -> None:
    after = await drafts("after", LeadEngine(), read_casebook(SHIPPED)[:6])

    held = gate(loaded(baseline, after), "before", "after", ("copied",), {})

    found = held.lines[0].comparison.difference
    assert (6, len(baseline) - 6) == (found.n, found.missing)


async def test_a_loss_within_the_margin_passes(baseline: list[Made]) -> None:
    after = await drafts("after", Worsened(ExtractiveEngine(), padded), read_casebook(SHIPPED))
    both = loaded(baseline, after)

    strict = gate(both, "before", "after", ("padding",), {})
    lenient = gate(both, "before", "after", ("padding",), {"padding": 0.9})

    assert (Status.WORSE, Status.PASSED) == (strict.status, lenient.status)


async def test_a_scorer_that_is_not_there_or_decides_nothing_is_refused(
    baseline: list[Made],
) -> None:
    again = await extractive("after")
    both = loaded(baseline, again)

    with pytest.raises(InputError, match="no scorer taste; there are: "):
        gate(both, "before", "after", ("taste",), {})
    with pytest.raises(InputError, match="no value of it is better"):
        gate(both, "before", "after", ("words",), {})
