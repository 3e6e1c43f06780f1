"""The pipeline, with an engine whose replies are given."""

from itertools import chain, repeat

import pytest

from drafter.answers import FAILED, UNUSABLE
from drafter.cutting import EMPTIED
from drafter.engines.base import Reply
from drafter.errors import DrafterError, ProviderRefused, ProviderUnavailable
from drafter.pipeline import draft
from drafter.planning import NO_EVENTS, ONE_REPORT
from prompts.reader import Recipe, RecipeCall
from schemas.job import Progress
from schemas.sections import SectionName
from schemas.written import NullReason, Written
from tests.factories import plan_of, report, statement, written
from tests.fakes.engine import FakeEngine, reply

TAKEAWAY = Written(key_takeaway=(statement("Repair takes at least six weeks.", cites=["R1.S2"]),))
FALSE = Written(key_takeaway=(statement("Repair takes nine weeks.", cites=["R1.S2"]),))
LONG = Written(key_takeaway=(statement("It is slow. " * 25, cites=["R1.S2"]),))
STORY = written(body=None)
RECIPE = Recipe(
    name="two",
    version=1,
    description="two calls",
    limits={},
    calls=(
        RecipeCall(name="story", prompt="p", notes=(), sections=("headline", "synthesis")),
        RecipeCall(name="takeaway", prompt="p", notes=(), sections=("key_takeaway",)),
    ),
)
PLAN = plan_of(recipe=RECIPE)


async def test_sections_of_several_calls_become_one_draft() -> None:
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": [reply(TAKEAWAY)]}))
    assert made.key_takeaway is not None
    assert "Repair takes at least six weeks." == made.key_takeaway[0].text
    assert ["story", "takeaway"] == [call.name for call in made.provenance.calls]
    assert (200, 40) == (made.provenance.input_tokens, made.provenance.output_tokens)


async def test_what_the_plan_leaves_out_is_null_with_the_plans_reason() -> None:
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": [reply(TAKEAWAY)]}))
    assert NO_EVENTS == made.null_reasons[SectionName.SYNTHESIS]
    assert ONE_REPORT == made.null_reasons[SectionName.CONFLICTS]


async def test_a_false_number_is_asked_for_once_more_with_the_finding() -> None:
    engine = FakeEngine(
        {"story": [reply(STORY)], "takeaway": [reply(FALSE, text="first"), reply(TAKEAWAY)]}
    )
    made = await draft(PLAN, engine)
    name, objection = engine.asked[-1]
    assert ("takeaway", "first") == (name, objection.reply if objection else None)
    assert objection is not None
    assert "nine" in objection.errors[0]
    assert [False, True] == [c.repair for c in made.provenance.calls if c.name == "takeaway"]
    assert not [f for f in made.findings if f.stops]


async def test_a_section_is_asked_for_again_when_it_is_a_tenth_over_its_limit() -> None:
    def takeaway(words: int) -> Written:
        return Written(key_takeaway=(statement("word " * words),))

    engine = FakeEngine(
        {"story": [reply(STORY)], "takeaway": [reply(takeaway(67)), reply(takeaway(66))]}
    )
    made = await draft(PLAN, engine)
    objection = engine.asked[-1][1]
    assert objection is not None
    assert ("key_takeaway: The key takeaway has 67 words, the limit is 60.",) == objection.errors
    over = [f.reason for f in made.findings if f.check == "limits"]
    assert ["The key takeaway has 66 words, the limit is 60."] == over


async def test_a_section_a_little_over_its_limit_is_not_asked_for_again() -> None:
    near = Written(key_takeaway=(statement("word " * 66),))
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [reply(near)]})
    await draft(PLAN, engine)
    assert [("story", None), ("takeaway", None)] == engine.asked


async def test_a_number_that_is_still_false_is_cut_and_the_cut_recorded() -> None:
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [reply(FALSE), reply(FALSE)]})
    made = await draft(PLAN, engine)
    assert EMPTIED == made.null_reasons[SectionName.KEY_TAKEAWAY]
    assert ["Repair takes nine weeks."] == [cut.statement.text for cut in made.cuts]


async def test_a_second_reply_that_cannot_be_used_does_not_replace_the_first() -> None:
    replies = [reply(LONG), reply(None, "no JSON")]
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": replies}))
    assert made.key_takeaway is not None


async def test_a_call_without_a_usable_reply_leaves_its_sections_null_with_the_reason() -> None:
    replies = [reply(None, "no JSON"), reply(None, "still no JSON")]
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": replies}))
    assert UNUSABLE == made.null_reasons[SectionName.KEY_TAKEAWAY]
    faults = [call.faults for call in made.provenance.calls if call.name == "takeaway"]
    assert [("no JSON",), ("still no JSON",)] == faults


async def test_a_refusal_reaches_the_editor_in_its_own_words() -> None:
    refused = [reply(None, "the model refused", final=True)]
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": refused}))
    assert "the model refused" == made.null_reasons[SectionName.KEY_TAKEAWAY]


async def test_a_provider_that_fails_one_call_leaves_its_sections_null_and_keeps_the_rest() -> None:
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [ProviderUnavailable("down")]})
    made = await draft(PLAN, engine)
    assert FAILED == made.null_reasons[SectionName.KEY_TAKEAWAY]
    assert ["story"] == [call.name for call in made.provenance.calls]


async def test_a_provider_that_fails_at_the_repair_takes_nothing_away() -> None:
    replies: list[Reply | DrafterError] = [reply(LONG), ProviderUnavailable("down")]
    made = await draft(PLAN, FakeEngine({"story": [reply(STORY)], "takeaway": replies}))
    assert made.key_takeaway is not None


async def test_a_final_reply_is_not_asked_for_again() -> None:
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [reply(None, "refused", final=True)]})
    await draft(PLAN, engine)
    assert [("story", None), ("takeaway", None)] == engine.asked


async def test_a_draft_without_a_headline_is_the_providers_failure() -> None:
    lost = Written(null_reasons=(NullReason(section=SectionName.SYNTHESIS, reason="none"),))
    engine = FakeEngine({"story": [reply(lost)], "takeaway": [reply(TAKEAWAY)]})
    with pytest.raises(ProviderRefused, match="story"):
        await draft(PLAN, engine)


async def test_a_headline_that_is_lost_is_asked_for_again_before_the_other_calls_are_given_up() -> (
    None
):
    replies: list[Reply | DrafterError] = [ProviderUnavailable("down"), reply(STORY)]
    engine = FakeEngine({"story": replies, "takeaway": [reply(TAKEAWAY)]})
    made = await draft(PLAN, engine)
    assert made.key_takeaway is not None
    assert ["story", "takeaway", "story"] == [name for name, _ in engine.asked]


async def test_a_headline_that_is_refused_is_not_asked_for_again() -> None:
    engine = FakeEngine({"story": [ProviderRefused("no")], "takeaway": [reply(TAKEAWAY)]})
    with pytest.raises(ProviderRefused, match="no"):
        await draft(PLAN, engine)
    assert 2 == len(engine.asked)


async def test_where_all_calls_are_lost_none_is_asked_for_again() -> None:
    down = ProviderUnavailable("down")
    engine = FakeEngine({"story": [down], "takeaway": [down]})
    with pytest.raises(ProviderUnavailable, match="down"):
        await draft(PLAN, engine)
    assert 2 == len(engine.asked)


async def test_a_provider_that_is_down_is_raised_after_the_other_calls_came_back() -> None:
    down = ProviderUnavailable("down")
    engine = FakeEngine({"story": [down, down], "takeaway": [reply(TAKEAWAY)]})
    with pytest.raises(ProviderUnavailable, match="down") as raised:
        await draft(PLAN, engine)
    assert 3 == len(engine.asked)
    assert ["takeaway"] == [call.name for call in raised.value.calls]


async def test_the_listener_hears_every_stage_and_call() -> None:
    heard: list[Progress] = []
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [reply(TAKEAWAY)]})
    await draft(PLAN, engine, listen=heard.append)
    stages = [(p.stage.value, p.call) for p in heard if p.done]
    assert stages == [
        ("plan", None),
        ("compose", "story"),
        ("compose", "takeaway"),
        ("compose", None),
        ("verify", None),
        ("assemble", None),
    ]


async def test_the_seconds_are_those_of_the_timer() -> None:
    ticks = chain([10.0], repeat(12.5))
    engine = FakeEngine({"story": [reply(STORY)], "takeaway": [reply(TAKEAWAY)]})
    made = await draft(PLAN, engine, elapsed=lambda: next(ticks))
    assert 2.5 == made.provenance.seconds


async def test_first_reported_in_is_the_earliest_report() -> None:
    plan = plan_of(report(), report("It closed.", publisher="Later Post"), recipe=RECIPE)
    made = await draft(plan, FakeEngine({"story": [reply(STORY)], "takeaway": [reply(TAKEAWAY)]}))
    assert "Eastmere Courier" == made.first_reported_in.publisher
