"""One section goes down the same line as a draft: written, checked, asked for again, assembled."""

from decimal import Decimal
from typing import Any

import pytest

from drafter.cutting import EMPTIED
from drafter.editing import last_statement
from drafter.engines.base import Reply
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.errors import DrafterError, OverBudget, ProviderRefused, ProviderUnavailable
from drafter.pipeline import Bounds, redraft
from drafter.redrafting.asking import Commission, Wish, narrowed
from drafter.spending.budget import Budget
from drafter.verify.found import blocker
from drafter.verify.support import CALL, OTHERWISE, with_findings
from schemas.draft import Draft
from schemas.evidence import Check
from schemas.job import Progress, Stage
from schemas.sections import SectionName
from schemas.support import Support
from schemas.written import NullReason, Written
from tests import factories
from tests.drafter.edited import PLAN
from tests.drafter.redrafting.samples import a_draft, anew, by_people
from tests.factories import statement
from tests.fakes.engine import FakeEngine, reply, verdicts

DRAFT = a_draft()
TAKEAWAY = SectionName.KEY_TAKEAWAY
GOOD = anew(TAKEAWAY)
FALSE = Written(key_takeaway=(statement("Repair takes nine weeks.", cites=["R1.S2"]),))


async def rewritten(engine: FakeEngine, draft: Draft = DRAFT, **more: Any) -> Draft:
    wish = Wish(section=TAKEAWAY)
    plan = narrowed(PLAN, draft, wish)
    commission = Commission(wish, draft, last_statement(draft))
    return await redraft(plan, engine, commission, **more)


def answering(*replies: Reply | DrafterError) -> FakeEngine:
    return FakeEngine({"extract": replies})


async def test_the_section_is_another_and_its_call_stands_in_the_provenance() -> None:
    made = await rewritten(answering(reply(GOOD)))
    assert ["New a", "New b"] == [one.text for one in made.key_takeaway or ()]
    assert DRAFT.body == made.body
    (call,) = made.provenance.calls
    assert ("extract", (TAKEAWAY,), False) == (call.name, call.sections, call.repair)
    assert (100, 20) == (made.provenance.input_tokens, made.provenance.output_tokens)
    assert DRAFT.provenance.engine is made.provenance.engine
    assert made.provenance.seconds >= DRAFT.provenance.seconds


async def test_a_false_number_is_asked_for_once_more() -> None:
    engine = answering(reply(FALSE, text="first"), reply(GOOD))
    made = await rewritten(engine)
    assert ["New a", "New b"] == [one.text for one in made.key_takeaway or ()]
    assert [False, True] == [call.repair for call in made.provenance.calls]
    objection = engine.asked[-1][1]
    assert objection is not None
    assert (TAKEAWAY,) == objection.sections


async def test_what_is_cut_to_nothing_comes_to_nothing_and_says_what_was_paid() -> None:
    with pytest.raises(ProviderRefused, match=EMPTIED) as refused:
        await rewritten(answering(reply(FALSE), reply(FALSE)))
    assert 2 == len(refused.value.calls)


async def test_a_provider_that_fails_is_said_with_what_was_paid() -> None:
    down = ProviderUnavailable("the endpoint is down")
    with pytest.raises(ProviderUnavailable, match="is down"):
        await rewritten(answering(down))


async def test_a_section_that_the_model_finds_unsupported_is_not_taken_out() -> None:
    reason = NullReason(section=TAKEAWAY, reason="the reports say too little")
    with pytest.raises(ProviderRefused, match="the reports say too little"):
        await rewritten(answering(reply(Written(null_reasons=(reason,)))))


async def test_a_reply_that_cannot_be_used_changes_nothing() -> None:
    with pytest.raises(ProviderRefused, match="could not be used"):
        await rewritten(answering(reply(None, "broken"), reply(None, "broken")))


async def test_a_lost_headline_is_not_asked_for_twice_where_it_stands_alone() -> None:
    wish = Wish(section=SectionName.HEADLINE)
    engine = answering(ProviderUnavailable("the endpoint is down"))
    commission = Commission(wish, DRAFT, last_statement(DRAFT))
    with pytest.raises(ProviderUnavailable):
        await redraft(narrowed(PLAN, DRAFT, wish), engine, commission)
    assert 1 == len(engine.asked)


async def test_a_budget_that_it_could_exceed_refuses_it_before_anything_is_asked() -> None:
    engine = answering(reply(GOOD))
    engine.model = None
    bounds = Bounds(budget=Budget(usd=Decimal("0.0001")))
    with pytest.raises(OverBudget):
        await rewritten(engine, bounds=bounds)
    assert [] == engine.asked


async def test_a_judge_is_asked_about_the_new_statements_alone() -> None:
    first = (DRAFT.key_takeaway or ())[0]
    mine = by_people(DRAFT, [first.id])
    engine = answering(reply(GOOD))
    last = last_statement(DRAFT)
    engine.supports = [lambda batch: verdicts(batch, **{f"s{last + 1}": Support.CONTRADICTED})]
    made = await rewritten(engine, mine, judge=engine)
    asked = [query.statement.text for batch in engine.batches for query in batch.queries]
    assert ["New a", "New b"] == asked
    found = [one for one in made.findings if one.check is Check.SUPPORT]
    assert [f"s{last + 1}"] == [one.statement for one in found if OTHERWISE in one.reason]
    assert ["extract", CALL] == [call.name for call in made.provenance.calls]


async def test_what_a_model_found_of_other_sections_stays() -> None:
    judged = blocker(Check.SUPPORT, f"{OTHERWISE}: six weeks.")
    finding = judged.of(SectionName.HEADLINE, DRAFT.headline.id)
    made = await rewritten(answering(reply(GOOD)), with_findings(DRAFT, [finding]))
    assert finding in made.findings


async def test_the_limits_are_those_that_the_draft_was_made_with() -> None:
    """They may have changed since, and a draft is held to its own when it is read again."""
    before = DRAFT.provenance
    tight = before.recipe.limits.model_copy(update={"key_takeaway_words": 3})
    recipe = before.recipe.model_copy(update={"limits": tight})
    own = before.model_copy(update={"recipe": recipe})
    made = await rewritten(answering(reply(GOOD)), DRAFT.model_copy(update={"provenance": own}))
    over = [one.section for one in made.findings if one.check is Check.LIMITS]
    assert TAKEAWAY in over
    assert made == Draft.model_validate_json(made.model_dump_json())


async def test_the_extractive_engine_writes_the_section_again_from_the_reports() -> None:
    plan = factories.plan_of()
    draft = factories.draft(plan, key_takeaway=(statement(),))
    wish = Wish(section=TAKEAWAY, instructions="Be brief.")
    commission = Commission(wish, draft, last_statement(draft))
    made = await redraft(narrowed(plan, draft, wish), ExtractiveEngine(), commission)
    sources = set(plan.sentences().values())
    assert made.key_takeaway != draft.key_takeaway
    assert {one.text for one in made.key_takeaway or ()} <= sources
    assert () == made.provenance.calls


async def test_whoever_listens_hears_the_stages_in_their_order() -> None:
    heard: list[Progress] = []
    await rewritten(answering(reply(GOOD)), listen=heard.append)
    stages = list(dict.fromkeys(one.stage for one in heard))
    assert [Stage.PLAN, Stage.COMPOSE, Stage.VERIFY, Stage.ASSEMBLE] == stages
