"""A reply that came is kept before it counts, and never asked for again."""

from pathlib import Path

from drafter.engines.base import Reply
from drafter.pipeline import draft
from evals.running.keeping import Replies
from evals.running.lanes import Lane
from evals.running.log import Log
from prompts.reader import read_recipe
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import plan_of, statement, written
from tests.fakes.engine import FakeEngine, reply

PLAN = plan_of(recipe=read_recipe("briefing"))
CALLS = tuple(call.name for call in PLAN.calls)


def answered(*names: str) -> FakeEngine:
    """An engine that has a reply for these calls alone, each once; another would be a KeyError."""
    return FakeEngine(
        {call.name: [part(call.sections)] for call in PLAN.calls if call.name in names}
    )


def part(sections: tuple[SectionName, ...]) -> Reply:
    """A reply with the headline and body where they are asked for, and reasons for the rest."""
    whole = written(headline=statement("Eastmere closes its old bridge"))
    kept = {name.value: getattr(whole, name.value) for name in sections}
    reasons = tuple(one for one in whole.null_reasons if one.section in sections)
    labels = {}
    if SectionName.HEADLINE in sections:
        labels = {"category": whole.category, "status": whole.status}
    return reply(Written.model_validate(kept | labels | {"null_reasons": reasons}))


async def drafted(log: Path, unit: str, engine: FakeEngine) -> tuple[Draft, bool]:
    """The unit's draft, and whether a reply of an earlier life was used."""
    async with Log(log) as opened:
        keeping = Replies.of(opened).of_unit(unit, engine, Lane(8))
        return await draft(PLAN, keeping), keeping.used_kept


async def test_a_draft_made_again_asks_for_nothing(tmp_path: Path) -> None:
    first, resumed = await drafted(tmp_path / "log", "unit", answered(*CALLS))
    again, used = await drafted(tmp_path / "log", "unit", FakeEngine({}))

    assert (False, True) == (resumed, used)
    assert first.body == again.body
    assert first.provenance.calls == again.provenance.calls


async def test_only_what_had_not_come_is_asked_for(tmp_path: Path) -> None:
    async with Log(tmp_path / "log") as log:
        keeping = Replies.of(log).of_unit("unit", answered("report"), Lane(8))
        await keeping.write(PLAN, PLAN.calls[0], None)  # and then the process was killed

    rest = answered(*(set(CALLS) - {"report"}))
    await drafted(tmp_path / "log", "unit", rest)

    assert set(CALLS) - {"report"} == {name for name, _ in rest.asked}


async def test_what_another_unit_was_told_is_not_taken(tmp_path: Path) -> None:
    await drafted(tmp_path / "log", "unit 1", answered(*CALLS))
    engine = answered(*CALLS)

    await drafted(tmp_path / "log", "unit 2", engine)

    assert set(CALLS) == {name for name, _ in engine.asked}


async def test_replies_of_a_finished_unit_leave_memory_and_stay_on_the_disk(tmp_path: Path) -> None:
    await drafted(tmp_path / "log", "unit", answered(*CALLS))

    async with Log(tmp_path / "log") as log:
        replies = Replies.of(log)
        replies.forget("unit")
        engine = answered("report")
        await replies.of_unit("unit", engine, Lane(8)).write(PLAN, PLAN.calls[0], None)
        assert ["report"] == [name for name, _ in engine.asked]

    _, used = await drafted(tmp_path / "log", "unit", FakeEngine({}))
    assert used
