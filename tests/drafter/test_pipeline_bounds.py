"""What the pipeline asks again, and when it stops asking: faults, time and money."""

from decimal import Decimal

import pytest

from drafter.answers import UNUSABLE
from drafter.engines.base import Fault, Reply
from drafter.errors import DrafterError, OverBudget, ProviderUnavailable
from drafter.pipeline import Bounds, draft
from drafter.spending.budget import Budget
from prompts.reader import Recipe, RecipeCall
from schemas.provenance import Attempt, Outcome
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import plan_of, statement, written
from tests.fakes.engine import ATTEMPT, CENT, FakeEngine, reply

RECIPE = Recipe(
    name="one",
    version=1,
    description="one call",
    limits={},
    calls=(
        RecipeCall(
            name="all", prompt="p", notes=(), sections=("headline", "standfirst", "key_takeaway")
        ),
    ),
)
PLAN = plan_of(recipe=RECIPE)
GOOD = statement("Repair takes at least six weeks.", cites=["R1.S2"])
SLOWLY = "Repair takes at least six weeks" + " and is slow" * 25
LONG = statement(f"{SLOWLY}.", cites=["R1.S2"])
"""Too long for a takeaway: asked for again, and kept with a finding where that did not help."""
WORSE = statement(f"{SLOWLY}, and takes 4,000 men.", cites=["R1.S2"])


def whole(*takeaway: object, standfirst: object = GOOD) -> Written:
    return written(body=None, key_takeaway=takeaway or None, standfirst=standfirst)


def faulty(section: SectionName, text: str, kept: Written) -> Reply:
    """A reply of which one section could not be used."""
    fault = Fault(section=section, text=text)
    return Reply(text="{...}", written=kept, faults=(fault,), attempts=(ATTEMPT,))


async def test_only_the_section_that_failed_is_asked_for_again() -> None:
    again = Written(key_takeaway=(GOOD,))
    engine = FakeEngine({"all": [reply(whole(LONG)), reply(again)]})
    made = await draft(PLAN, engine)

    objection = engine.asked[1][1]
    assert objection is not None
    assert (SectionName.KEY_TAKEAWAY,) == objection.sections
    assert made.key_takeaway is not None
    assert GOOD.text == made.key_takeaway[0].text
    assert made.standfirst is not None
    assert [3, 1] == [len(call.sections) for call in made.provenance.calls]


async def test_one_section_that_cannot_be_read_takes_nothing_from_the_others() -> None:
    first = faulty(SectionName.KEY_TAKEAWAY, "key_takeaway.0.basis: no", whole())
    engine = FakeEngine({"all": [first, reply(None, "no JSON")]})
    made = await draft(PLAN, engine)

    assert made.standfirst is not None
    assert UNUSABLE == made.null_reasons[SectionName.KEY_TAKEAWAY]


async def test_a_section_that_came_back_worse_stays_as_it_was() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG)), reply(Written(key_takeaway=(WORSE,)))]})
    made = await draft(PLAN, engine)

    assert made.key_takeaway is not None
    assert LONG.text == made.key_takeaway[0].text


async def test_a_section_that_is_dropped_at_the_repair_stays_as_it_was() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG)), reply(Written())]})
    made = await draft(PLAN, engine)

    assert made.key_takeaway is not None


async def test_without_repairs_nothing_is_asked_again() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG))]})
    made = await draft(PLAN, engine, bounds=Bounds(repairs=0))

    assert 1 == len(engine.asked)
    assert [SectionName.KEY_TAKEAWAY] == [f.section for f in made.findings if f.check == "limits"]


async def test_the_same_errors_twice_end_the_repairs() -> None:
    replies = [reply(whole(LONG)), reply(Written(key_takeaway=(LONG,)))]
    engine = FakeEngine({"all": replies})
    await draft(PLAN, engine, bounds=Bounds(repairs=5))

    assert 2 == len(engine.asked)


async def test_other_errors_are_repaired_again_as_often_as_is_allowed() -> None:
    other = statement(f"{SLOWLY}, they say.", cites=["R1.S2"])
    replies = [reply(Written(key_takeaway=(one,))) for one in (other, LONG, other)]
    engine = FakeEngine({"all": [reply(whole(LONG)), *replies]})
    await draft(PLAN, engine, bounds=Bounds(repairs=3))

    assert 4 == len(engine.asked)


async def test_a_draft_that_may_not_cost_so_much_is_refused_before_anything_is_asked() -> None:
    engine = FakeEngine({"all": [reply(whole(GOOD))]})
    with pytest.raises(OverBudget, match="DRAFTER_DRAFT_USD"):
        await draft(PLAN, engine, bounds=Bounds(budget=Budget(usd=CENT / 2)))
    assert [] == engine.asked


async def test_a_repair_that_would_go_over_the_budget_is_not_asked_for() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG))]})
    made = await draft(PLAN, engine, bounds=Bounds(budget=Budget(tokens=1000)))

    assert 1 == len(engine.asked)
    assert [SectionName.KEY_TAKEAWAY] == [f.section for f in made.findings if f.check == "limits"]


async def test_a_repair_within_the_budget_is_asked_for() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG)), reply(Written(key_takeaway=(GOOD,)))]})
    await draft(PLAN, engine, bounds=Bounds(budget=Budget(tokens=5000)))

    assert 2 == len(engine.asked)


async def test_no_repair_is_begun_after_the_drafts_time_is_up() -> None:
    engine = FakeEngine({"all": [reply(whole(LONG))]})
    clock = iter(range(0, 10_000, 100))
    await draft(PLAN, engine, bounds=Bounds(seconds=150), elapsed=lambda: float(next(clock)))

    assert 1 == len(engine.asked)


async def test_what_a_failed_call_has_paid_stays_in_the_provenance() -> None:
    cut = Attempt.model_validate(
        dict(ATTEMPT) | {"outcome": Outcome.CUT_STREAM, "error": "cut", "cost_usd": Decimal("0.2")}
    )
    down = ProviderUnavailable("down")
    down.attempts = (cut,)
    replies: list[Reply | DrafterError] = [reply(whole(LONG)), down]
    made = await draft(PLAN, FakeEngine({"all": replies}))

    assert [(ATTEMPT,), (cut,)] == [call.attempts for call in made.provenance.calls]
    assert ("down",) == made.provenance.calls[1].faults
    assert made.provenance.cost_usd is None, "the first attempt's price is not known"


async def test_the_cost_of_a_draft_is_that_of_all_its_attempts() -> None:
    paid = ATTEMPT.model_copy(update={"cost_usd": Decimal("0.02")})
    replies = [
        reply(one).model_copy(update={"attempts": (paid, paid)})
        for one in (whole(LONG), Written(key_takeaway=(GOOD,)))
    ]
    made = await draft(PLAN, FakeEngine({"all": replies}))

    assert Decimal("0.08") == made.provenance.cost_usd
    assert [Decimal("0.04")] * 2 == [call.cost_usd for call in made.provenance.calls]
