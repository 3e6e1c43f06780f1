"""Retention: what goes, what stays, and that several may sweep at once."""

import asyncio
import json

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import NotFound
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports, require_reports
from drafter.store.retention import Retention, Swept
from drafter.store.tables import events
from drafter.store.tables import reports as report_rows
from schemas.following import EventKind
from schemas.review import DraftState
from tests import factories
from tests.drafter.store.rows import a_draft, a_report, ago, an_event
from tests.postgres import Server

OPEN = (DraftState.DRAFTING, DraftState.QUEUED, DraftState.IN_REVIEW, DraftState.HELD)
CLOSED = sorted(set(DraftState) - set(OPEN))


def keeping(
    database: Database, *, reports: int | None = None, events: int | None = None
) -> Retention:
    return Retention(database, report_days=reports, event_days=events)


async def sweep(swept_by: Retention) -> Swept:
    return await swept_by.sweep(clock.now())


async def numbers(database: Database, draft_id: str) -> list[int]:
    query = sa.select(events.c.number).where(events.c.draft_id == draft_id).order_by("number")
    async with database.reading() as connection:
        return list(await connection.scalars(query))


async def test_texts_and_events_stay_for_ever_where_nothing_else_is_set(
    database: Database, reports: Reports
) -> None:
    name = await a_report(database, days=9999)
    assert Swept(0, 0) == await sweep(keeping(database))
    assert factories.report(*factories.PARAGRAPHS) == await reports.get(name)


async def test_an_old_reports_text_goes_and_what_it_was_stays(
    database: Database, reports: Reports
) -> None:
    old, young = await a_report(database, days=31), await a_report(database, days=29, text="Young.")
    assert Swept(1, 0) == await sweep(keeping(database, reports=30))
    await reports.get(young)
    async with database.reading() as connection:
        row = (
            await connection.execute(sa.select(report_rows).where(report_rows.c.id == old))
        ).one()
    assert {
        "headline": "Eastmere closes its old bridge",
        "publisher": "Eastmere Courier",
        "url": "https://courier.example.org/bridge",
        "published": "2026-03-05",
    } == json.loads(row.document)
    assert 64 == len(row.fingerprint)
    assert clock.now().date() == row.emptied_at.date()


async def test_an_emptied_report_is_not_found_and_the_message_says_when_and_what_to_do(
    database: Database, reports: Reports, drafts: Drafts
) -> None:
    name = await a_report(database, days=31)
    await sweep(keeping(database, reports=30))
    said = f"the text of report {name} was deleted on {clock.now():%Y-%m-%d}, .* add the report"
    with pytest.raises(NotFound, match=said):
        await reports.get(name)
    with pytest.raises(NotFound, match=said):
        await drafts.ask(factories.order(name), "Ada")


async def test_an_emptied_report_that_comes_in_again_has_its_text_and_a_new_age(
    database: Database, reports: Reports
) -> None:
    name = await a_report(database, days=31)
    await sweep(keeping(database, reports=30))
    assert name == await reports.add(factories.report(*factories.PARAGRAPHS), "Ben")
    assert Swept(0, 0) == await sweep(keeping(database, reports=30))
    assert factories.report(*factories.PARAGRAPHS) == await reports.get(name)


@pytest.mark.parametrize("state", OPEN)
async def test_a_report_that_an_open_draft_was_made_from_keeps_its_text(
    database: Database, reports: Reports, state: DraftState
) -> None:
    other = await a_report(database, text="Another.")
    name = await a_report(database, days=31)
    await a_draft(database, other, name, state=state)
    assert Swept(0, 0) == await sweep(keeping(database, reports=30))
    await reports.get(name)


@pytest.mark.parametrize("state", CLOSED)
async def test_a_report_of_a_draft_that_is_decided_loses_its_text(
    database: Database, drafts: Drafts, state: DraftState
) -> None:
    name = await a_report(database, days=31)
    draft = await a_draft(database, name, state=state)
    assert Swept(1, 0) == await sweep(keeping(database, reports=30))
    assert state == (await drafts.get(draft)).state


async def test_a_draft_keeps_its_quoted_evidence(database: Database, drafts: Drafts) -> None:
    name = await a_report(database, days=31)
    made = await drafts.hand_in(factories.order(name), factories.draft(), "Ada")
    await drafts.claim(made.id, "Ada")
    await drafts.reject(made.id, "Ada", "the repair plan is missing")
    assert Swept(1, 0) == await sweep(keeping(database, reports=30))
    kept = (await drafts.get(made.id)).draft
    assert kept is not None
    assert factories.draft().sources == kept.sources


async def test_old_events_go_but_for_the_last_of_each_draft(database: Database) -> None:
    draft = await a_draft(database, await a_report(database), state=DraftState.APPROVED)
    for number, days in enumerate((50, 40, 35, 32), start=1):
        await an_event(database, draft, number, EventKind.PROGRESS, ago(days=days))
    assert Swept(0, 3) == await sweep(keeping(database, events=30))
    assert [4] == await numbers(database, draft)


async def test_young_events_and_those_of_drafts_that_are_being_drafted_stay(
    database: Database,
) -> None:
    report = await a_report(database)
    young = await a_draft(database, report, state=DraftState.APPROVED)
    drafting = await a_draft(database, report)
    for number in (1, 2):
        await an_event(database, young, number, EventKind.PROGRESS, ago(days=29))
        await an_event(database, drafting, number, EventKind.PROGRESS, ago(days=31))
    assert Swept(0, 0) == await sweep(keeping(database, events=30))
    assert [1, 2] == await numbers(database, young)
    assert [1, 2] == await numbers(database, drafting)


async def test_more_than_one_transaction_takes_goes_too_and_of_several_sweeps_each_row_once(
    database: Database,
) -> None:
    names = [await a_report(database, days=31, text=f"Number {n}.") for n in range(25)]
    draft = await a_draft(database, names[0], state=DraftState.REJECTED)
    for number in range(1, 32):
        await an_event(database, draft, number, EventKind.PROGRESS, ago(days=31))
    few = [Retention(database, report_days=30, event_days=30, at_once=10) for _ in range(3)]
    swept = await asyncio.gather(*map(sweep, few))
    assert (25, 30) == (sum(s.reports for s in swept), sum(s.events for s in swept))


async def test_on_postgresql_a_report_that_is_just_being_asked_for_keeps_its_text(
    postgres: Server,
) -> None:
    with postgres.lent() as url:
        database = Database(url)
        name = await a_report(database, days=31)
        async with database.writing() as connection:
            await require_reports(connection, [name])
            assert Swept(0, 0) == await sweep(keeping(database, reports=30))
        assert Swept(1, 0) == await sweep(keeping(database, reports=30))
        await database.close()
