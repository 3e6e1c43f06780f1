"""A model's word on each statement: with an engine whose replies and verdicts are given."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from drafter.engines.base import Batch, Fault, SupportReply
from drafter.engines.extractive.engine import NO_MODEL, ExtractiveEngine
from drafter.errors import OverBudget, ProviderUnavailable, StoreError
from drafter.pipeline import Bounds, draft
from drafter.spending.budget import Budget
from drafter.supporting import NO_MONEY, NO_TIME, NO_VERDICT
from drafter.verify.support import BATCH, CALL, NO_ANSWER, NOT_ASKED
from prompts.reader import Recipe, RecipeCall
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.job import Progress, Stage
from schemas.provenance import PromptVersion
from schemas.support import Support
from schemas.written import WrittenParagraph
from tests.factories import plan_of, statement, written
from tests.fakes.engine import ATTEMPT, CENT, FakeEngine, Verdicts, reply, verdicts

RECIPE = Recipe(
    name="one",
    version=1,
    description="one call",
    limits={"body_words": 400},
    calls=(RecipeCall(name="all", prompt="p", notes=(), sections=("headline", "body")),),
)
PLAN = plan_of(recipe=RECIPE)


def engine_for(statements: int, *supports: Verdicts) -> FakeEngine:
    """Writes a headline and a body, so many statements in all; a subhead is none of them."""
    body = tuple(
        WrittenParagraph(subhead=None, statements=(statement(),)) for _ in range(statements - 1)
    )
    return FakeEngine({"all": [reply(written(body=body))] * 2}, supports)


async def judged(engine: FakeEngine, bounds: Bounds | None = None) -> Draft:
    return await draft(PLAN, engine, judge=engine, bounds=bounds or Bounds(repairs=0))


def of_support(made: Draft) -> list[Finding]:
    return [one for one in made.findings if one.check is Check.SUPPORT]


def broken(batch: Batch, *, final: bool = False) -> SupportReply:
    del batch
    fault = Fault(section=None, text="the reply is not JSON", final=final)
    return SupportReply(text="", verdicts=(), faults=(fault,), attempts=(ATTEMPT,))


def down(batch: Batch) -> ProviderUnavailable:
    del batch
    error = ProviderUnavailable("127.0.0.1 could not be reached")
    error.attempts = (ATTEMPT,)
    return error


def only_first(batch: Batch) -> SupportReply:
    """A verdict on the first statement of the batch alone."""
    return verdicts(batch).model_copy(update={"verdicts": verdicts(batch).verdicts[:1]})


def finding_otherwise(**said: Support) -> Callable[[Batch], SupportReply]:
    return lambda batch: verdicts(batch, **said)


async def test_nobody_is_asked_unless_a_judge_is_given() -> None:
    engine = engine_for(2)

    made = await draft(PLAN, engine, bounds=Bounds(repairs=0))

    assert [] == engine.batches
    assert [] == of_support(made)


async def test_what_is_carried_leaves_the_draft_as_it_is_but_for_its_cost() -> None:
    plain = await draft(PLAN, engine_for(3), bounds=Bounds(repairs=0))

    made = await judged(engine_for(3))

    assert plain.findings == made.findings
    assert ["all", CALL] == [call.name for call in made.provenance.calls]
    assert 2 * (plain.provenance.input_tokens or 0) == made.provenance.input_tokens


async def test_a_verdict_is_one_more_finding_beside_those_of_the_other_checks() -> None:
    plain = await draft(PLAN, engine_for(3), bounds=Bounds(repairs=0))

    made = await judged(engine_for(3, finding_otherwise(s2=Support.CONTRADICTED)))

    (finding,) = of_support(made)
    assert ("s2", Severity.BLOCKER) == (finding.statement, finding.severity)
    assert {*plain.findings} == {*made.findings} - {finding}


@pytest.mark.parametrize(("statements", "batches"), [(2, 1), (BATCH, 1), (BATCH + 1, 2), (25, 3)])
async def test_statements_are_asked_about_twelve_at_a_time(statements: int, batches: int) -> None:
    engine = engine_for(statements)

    await judged(engine)

    assert [*range(1, batches + 1)] == [batch.number for batch in engine.batches]
    asked = [number for batch in engine.batches for number in batch.numbers]
    assert [*range(1, statements + 1)] == asked
    assert BATCH >= max(len(batch.queries) for batch in engine.batches)


async def test_what_has_no_verdict_is_asked_once_more_by_halves() -> None:
    engine = engine_for(BATCH, broken)

    made = await judged(engine)

    assert [12, 6, 6] == [len(batch.queries) for batch in engine.batches]
    assert [False, True, True] == [batch.again for batch in engine.batches]
    assert [1, 2, 3] == [batch.number for batch in engine.batches]
    assert [] == of_support(made)
    calls = [call for call in made.provenance.calls if call.name == CALL]
    assert [False, True, True] == [call.repair for call in calls]
    assert ("the reply is not JSON",) == calls[0].faults


async def test_only_the_statements_without_a_verdict_are_asked_again() -> None:
    engine = engine_for(4, only_first)

    await judged(engine)

    assert [(1, 2, 3, 4), (2, 3, 4)] == [batch.numbers for batch in engine.batches]


async def test_a_statement_that_gets_no_verdict_twice_could_not_be_checked() -> None:
    engine = engine_for(3, only_first, only_first)

    (finding,) = of_support(await judged(engine))

    assert 2 == len(engine.batches)
    assert "s3" == finding.statement
    assert Verdict.COULD_NOT_CHECK is finding.verdict
    assert f"{NO_ANSWER}: {NO_VERDICT}" == finding.reason


async def test_replies_without_any_use_leave_every_statement_unchecked() -> None:
    findings = of_support(await judged(engine_for(3, broken, broken)))

    assert ["s1", "s2", "s3"] == [finding.statement for finding in findings]
    assert {Verdict.COULD_NOT_CHECK} == {finding.verdict for finding in findings}


async def test_a_batch_that_was_refused_for_good_is_not_asked_again() -> None:
    engine = engine_for(BATCH + 1, lambda batch: broken(batch, final=True))

    findings = of_support(await judged(engine))

    assert 2 == len(engine.batches)
    assert BATCH == len(findings)
    assert {f"{NO_ANSWER}: the reply is not JSON"} == {finding.reason for finding in findings}


async def test_a_provider_that_is_down_is_one_finding_and_no_error() -> None:
    engine = engine_for(25, down, down, down)

    made = await judged(engine)

    (finding,) = of_support(made)
    assert finding.statement is None
    assert f"{NOT_ASKED}: 127.0.0.1 could not be reached" == finding.reason
    assert finding.stops
    attempts = [call.attempts for call in made.provenance.calls if call.name == CALL]
    assert [(ATTEMPT,)] * 3 == attempts


async def test_a_provider_that_fails_one_batch_of_two_takes_nothing_from_the_other() -> None:
    engine = engine_for(BATCH + 1, down)

    findings = of_support(await judged(engine))

    assert [f"s{number}" for number in range(1, BATCH + 1)] == [one.statement for one in findings]


async def test_without_a_model_there_is_one_finding_on_the_draft_as_a_whole() -> None:
    engine = ExtractiveEngine()

    made = await draft(plan_of(), engine, judge=engine)

    (finding,) = of_support(made)
    assert (None, Verdict.COULD_NOT_CHECK) == (finding.statement, finding.verdict)
    assert f"{NOT_ASKED}: {NO_MODEL}" == finding.reason
    assert () == made.provenance.calls


async def test_a_broken_journal_is_no_matter_for_a_finding() -> None:
    engine = engine_for(2, lambda batch: StoreError(f"the journal cannot be used: {batch.number}"))

    with pytest.raises(StoreError):
        await judged(engine)


async def test_what_it_may_cost_is_held_before_a_batch_is_asked() -> None:
    engine = engine_for(25)
    budget = Budget(usd=CENT * 3)  # a cent for the draft, ten claims are foreseen, 25 come

    made = await judged(engine, Bounds(repairs=0, budget=budget))

    assert [] == engine.batches
    assert [f"{NOT_ASKED}: {NO_MONEY}"] == [finding.reason for finding in of_support(made)]


async def test_a_second_asking_is_held_back_by_the_budget() -> None:
    engine = engine_for(24, broken, broken)
    spent, planned = 120, 2400  # tokens of the draft, and of 24 claims
    budget = Budget(tokens=spent + planned)

    made = await judged(engine, Bounds(repairs=0, budget=budget))

    assert [False, False] == [batch.again for batch in engine.batches]
    assert 24 == len(of_support(made))


async def test_the_judges_estimate_counts_before_anything_is_drafted() -> None:
    engine = engine_for(2)
    budget = Budget(usd=CENT + CENT / 2)  # the draft alone would fit

    with pytest.raises(OverBudget):
        await judged(engine, Bounds(repairs=0, budget=budget))

    assert [] == engine.asked


async def test_a_draft_that_has_taken_its_time_is_not_judged() -> None:
    seconds = iter([0.0, *[100.0] * 100])
    engine = engine_for(2)

    made = await draft(
        PLAN,
        engine,
        judge=engine,
        bounds=Bounds(seconds=50, repairs=0),
        elapsed=lambda: next(seconds),
    )

    assert [] == engine.batches
    assert [f"{NOT_ASKED}: {NO_TIME}"] == [finding.reason for finding in of_support(made)]


async def test_all_that_it_cost_is_in_the_provenance() -> None:
    priced = ATTEMPT.model_copy(update={"cost_usd": Decimal("0.25")})

    def dear(batch: Batch) -> SupportReply:
        return verdicts(batch).model_copy(update={"attempts": (priced, priced)})

    made = await judged(engine_for(2, dear))

    (call,) = (call for call in made.provenance.calls if call.name == CALL)
    assert Decimal("0.5") == call.cost_usd
    assert 300 == made.provenance.input_tokens


async def test_the_prompt_is_in_the_provenance_once() -> None:
    prompt = PromptVersion(name="support", version=1, fingerprint="ab" * 32)

    def prompted(batch: Batch) -> SupportReply:
        return verdicts(batch).model_copy(update={"prompts": (prompt,)})

    made = await judged(engine_for(BATCH + 1, prompted, prompted))

    assert (prompt,) == made.provenance.prompts


async def test_a_listener_hears_that_a_model_is_asked() -> None:
    heard: list[Progress] = []
    engine = engine_for(2)

    await draft(PLAN, engine, judge=engine, bounds=Bounds(repairs=0), listen=heard.append)

    told = [(one.stage, one.done) for one in heard if one.call == CALL]
    assert [(Stage.VERIFY, False), (Stage.VERIFY, True)] == told
