"""The lead: the report's first sentences, through the pipeline of the service."""

from drafter.pipeline import draft
from evals.variants.lead import REASON, RECIPE, LeadEngine
from schemas.sections import SectionName
from tests.factories import plan_of, report


async def test_the_lead_copies_from_the_top_and_says_why_the_rest_is_null() -> None:
    made = await draft(plan_of(recipe=RECIPE), LeadEngine())

    first = next(report().sentences()).text
    assert made.standfirst is not None
    assert (report().headline, first) == (made.headline.text, made.standfirst.text)
    assert REASON == made.null_reasons[SectionName.ROOT_CAUSES]
    assert ("lead", None) == (made.provenance.recipe.name, made.provenance.model)


async def test_the_lead_keeps_to_the_limits() -> None:
    long = [f"Sentence number {n} has eight words in it. " * 3 for n in range(40)]

    made = await draft(plan_of(report(*long), recipe=RECIPE), LeadEngine())

    assert made.body is not None
    count = sum(len(s.text.split()) for part in made.body for s in part.statements)
    assert 240 < count <= 250


async def test_a_first_sentence_over_every_limit_is_kept_all_the_same() -> None:
    endless = " ".join(["word"] * 500) + "."

    made = await draft(plan_of(report(endless), recipe=RECIPE), LeadEngine())

    assert made.body is not None
    assert 1 == len(made.body)
