"""Approved drafts of a database become cases; others do not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.migrate import migrate
from drafter.store.reports import Reports
from evals.cases.approved import cases_of_approved
from tests.factories import YES, draft, order, report


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database of its own."""
    url = f"sqlite:///{tmp_path}/drafter.db"
    migrate(url)
    opened = Database(url)
    yield opened
    await opened.close()


async def test_an_approved_draft_is_a_case_of_its_reports_and_another_is_none(
    database: Database,
) -> None:
    drafts, stored = Drafts(database), await Reports(database).add(report(), "plugin")
    queued = await drafts.hand_in(order(stored, topic="eastmere-bridge"), draft(), "plugin")
    await drafts.hand_in(order(stored), draft(), "plugin")
    await drafts.claim(queued.id, "editor")
    await drafts.approve(queued.id, YES, "editor", revision=1)

    cases = [case async for case in cases_of_approved(database)]

    assert [("eastmere-bridge", report().headline)] == [
        (case.story, case.read_reports()[0].headline) for case in cases
    ]
    assert [] == [case async for case in cases_of_approved(database, topic="ferries")]
