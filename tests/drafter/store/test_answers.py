"""First answers: one for each Idempotency-Key, with what was made or not at all."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from drafter.errors import StoreError, WrongState
from drafter.store.answers import Answer, Asking, FirstAnswers, Make, Mark
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.keys import Keys
from drafter.store.reports import Reports
from drafter.store.retention import Retention, Swept
from drafter.store.tables import drafts as draft_rows
from drafter.store.tables import first_answers
from tests import factories
from tests.drafter.store.rows import ago, change

CREATED = Answer(201, {"Location": "/v1/reports/rep-1"}, '{"id": "rep-1"}')


@pytest.fixture
def answers(database: Database) -> FirstAnswers:
    return FirstAnswers(database)


@pytest.fixture
async def asking(keys: Keys) -> Asking:
    """A request of a key that there is."""
    key = await keys.check(await keys.create("Ada", person=True, scopes=frozenset()))
    return Asking(key.id, "8e03978e", "digest of what is asked")


async def age(database: Database, at: datetime) -> None:
    """All requests came then."""
    await change(database, sa.update(first_answers).values(at=at))


async def count(database: Database, table: sa.Table) -> int:
    async with database.reading() as connection:
        return int(await connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


async def kept(database: Database) -> int:
    return await count(database, first_answers)


async def asked_for(database: Database) -> int:
    return await count(database, draft_rows)


def makes(answer: Answer = CREATED) -> Make:
    async def make() -> Answer:
        return answer

    return make


async def ready() -> Make:
    return makes()


async def unready() -> Make:
    raise LookupError


async def test_a_new_request_is_marked_and_then_runs(answers: FirstAnswers, asking: Asking) -> None:
    mark, new = await answers.begin(asking)
    assert (asking, None, True) == (mark.asking, mark.answer, new)
    assert (mark, False) == await answers.begin(asking)


async def test_its_answer_is_had_again_to_the_letter(answers: FirstAnswers, asking: Asking) -> None:
    mark, _ = await answers.begin(asking)
    assert CREATED == await answers.first(mark, ready)
    assert (replace(mark, answer=CREATED), False) == await answers.begin(asking)


async def test_another_request_under_its_key_is_told_of_the_first(
    answers: FirstAnswers, asking: Asking
) -> None:
    mark, _ = await answers.begin(asking)
    assert (mark, False) == await answers.begin(replace(asking, request="another"))


async def test_without_a_mark_nothing_is_kept(database: Database, answers: FirstAnswers) -> None:
    assert CREATED == await answers.first(None, ready)
    assert 0 == await kept(database)


async def test_where_what_is_made_fails_nothing_of_it_stays_and_the_key_is_free(
    database: Database, answers: FirstAnswers, reports: Reports, asking: Asking
) -> None:
    added = []

    async def make() -> Answer:
        added.append(await reports.add(factories.report(), "Ada"))
        raise LookupError

    async def prepare() -> Make:
        return make

    mark, _ = await answers.begin(asking)
    with pytest.raises(LookupError):
        await answers.first(mark, prepare)
    assert 0 == await kept(database)
    assert added != [await reports.add(factories.report(), "Ada")]
    assert (await answers.begin(replace(asking, request="mended")))[1]


async def test_where_it_cannot_be_prepared_the_key_is_free(
    answers: FirstAnswers, asking: Asking
) -> None:
    mark, _ = await answers.begin(asking)
    with pytest.raises(LookupError):
        await answers.first(mark, unready)
    assert (await answers.begin(asking))[1]


async def test_one_that_has_run_for_a_minute_is_taken_over_by_whoever_asks_again(
    database: Database, answers: FirstAnswers, asking: Asking
) -> None:
    await answers.begin(asking)
    await age(database, ago(seconds=58))
    assert not (await answers.begin(asking))[1]
    await age(database, ago(seconds=61))
    again = replace(asking, request="another")
    mark, new = await answers.begin(again)
    assert (again, True) == (mark.asking, new)


async def test_the_one_that_was_taken_for_dead_makes_nothing(
    database: Database, answers: FirstAnswers, reports: Reports, asking: Asking
) -> None:
    async def make() -> Answer:
        await reports.add(factories.report(), "Ada")
        return CREATED

    async def prepare() -> Make:
        await age(database, ago(seconds=61))
        assert (await answers.begin(asking))[1]
        return make

    mark, _ = await answers.begin(asking)
    with pytest.raises(WrongState, match="took too long"):
        await answers.first(mark, prepare)
    assert await reports.add(factories.report(), "Ada")
    running, new = await answers.begin(asking)
    assert (None, False) == (running.answer, new)


async def test_a_cancelled_request_is_made_and_answered_all_the_same(
    answers: FirstAnswers, asking: Asking
) -> None:
    async def slow() -> Make:
        await asyncio.sleep(0.05)
        return makes()

    mark, _ = await answers.begin(asking)
    task = asyncio.create_task(answers.first(mark, slow))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert CREATED == (await answers.begin(asking))[0].answer


async def test_after_a_day_an_answer_is_forgotten(
    database: Database, answers: FirstAnswers, asking: Asking
) -> None:
    mark, _ = await answers.begin(asking)
    await answers.first(mark, ready)
    await age(database, ago(days=0.99))
    assert not (await answers.begin(asking))[1]
    await age(database, ago(days=1.01))
    fresh, new = await answers.begin(asking)
    assert (None, True) == (fresh.answer, new)


async def test_housekeeping_deletes_answers_of_more_than_a_day_a_few_at_a_time(
    database: Database, answers: FirstAnswers, asking: Asking
) -> None:
    for number in range(5):
        await answers.begin(replace(asking, idempotency_key=str(number)))
    await age(database, ago(days=1.01))
    await answers.begin(asking)
    assert 2 == await answers.forget(ago(days=1), 2)
    keeping = Retention(database, report_days=None, event_days=None, at_once=2)
    assert Swept(0, 0, 3) == await keeping.sweep(ago())
    assert 1 == await kept(database)


async def test_of_eight_who_begin_at_once_one_is_first(
    answers: FirstAnswers, asking: Asking
) -> None:
    begun = await asyncio.gather(*(answers.begin(asking) for _ in range(8)))
    assert 1 == [new for _, new in begun].count(True)
    assert 1 == len({mark.at for mark, _ in begun})


async def test_a_process_that_dies_between_making_and_answering_has_made_nothing(
    database: Database, answers: FirstAnswers, reports: Reports, drafts: Drafts, asking: Asking
) -> None:
    name = await reports.add(factories.report(), "Ada")

    async def ask() -> Answer:
        record = await drafts.ask(factories.order(name), "Ada")
        return Answer(202, {"Location": f"/v1/drafts/{record.id}"}, "{}")

    async def prepare() -> Make:
        return ask

    dying = _Dying(database)
    mark, _ = await answers.begin(asking)
    with pytest.raises(StoreError):
        await dying.first(mark, prepare)
    assert 0 == await asked_for(database)
    await age(database, ago(seconds=61))
    again, new = await answers.begin(asking)
    assert new
    await answers.first(again, prepare)
    assert 1 == await asked_for(database)


class _Dying(FirstAnswers):
    """Dies when it is about to keep the answer, and clears nothing away."""

    async def _keep(self, mark: Mark, answer: Answer) -> None:
        del mark, answer
        raise StoreError("the process is gone")

    async def _drop(self, mark: Mark) -> None:
        del mark
