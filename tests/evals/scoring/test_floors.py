"""Floors: what a variant without a model scores, by the pipeline that the service runs."""

import pytest

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.pipeline import draft
from evals.scoring.catalogue import scorer
from evals.scoring.score import Made
from tests.evals.scoring.samples import BRIDGE, case, plan_of


async def extracted() -> Made:
    of = case(BRIDGE, name="harbour-bridge")
    return Made(of, "extractive", 0, await draft(plan_of(of.model_dump_json()), ExtractiveEngine()))


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("copied", 0.9, 1.0),  # it selects sentences
        ("attribution-kept", 1.0, 1.0),  # with whatever stands in them
        ("citations-valid", 1.0, 1.0),
        ("reported-share", 1.0, 1.0),
        ("blockers", 0.0, 0.0),
        ("told-again", 0.2, 0.6),  # the same ones for several sections
        ("scenario-specificity", 0.0, 0.6),  # it weighs nothing
    ],
)
async def test_an_extract_scores_as_what_it_is(name: str, least: float, most: float) -> None:
    [score] = scorer(name).scores([await extracted()])
    assert score.value is not None
    assert least <= score.value <= most
