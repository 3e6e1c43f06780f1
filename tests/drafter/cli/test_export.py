"""`drafter export`."""

import asyncio
import json
from pathlib import Path

import pytest

from drafter.exports.formats import Format
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from schemas.sections import Category
from tests.drafter.cli.conftest import Terminal
from tests.factories import YES

SAID = "An editor wrote or changed parts of it"


async def edit(file: Path, draft_id: str) -> None:
    """Give the draft another category, and leave its sentences as they are."""
    database = Database(f"sqlite:///{file}")
    drafts = Drafts(database)
    record = await drafts.claim(draft_id, "Ada")
    assert record.draft is not None
    other = next(category for category in Category if category is not record.draft.category)
    draft = record.draft.model_copy(update={"category": other})
    await drafts.edit(draft_id, draft, "Ada", revision=1, reason=None)
    await database.close()


def test_a_briefing_of_which_only_labels_were_edited_says_so(terminal: Terminal) -> None:
    queued = terminal("draft", terminal.report, "--engine", "extractive", "--queue").err
    draft_id = queued.partition("queued as ")[2].partition(";")[0]
    shown = ("export", draft_id, "--format", "md", "--preview")
    assert SAID not in terminal(*shown).out
    asyncio.run(edit(terminal.folder / "var" / "drafter.db", draft_id))
    edited = terminal(*shown)
    assert SAID in edited.out
    assert "is in_review, not approved" in edited.err


def test_what_is_not_approved_is_not_exported(terminal: Terminal) -> None:
    queued = terminal("draft", terminal.report, "--engine", "extractive", "--queue").err
    draft_id = queued.partition("queued as ")[2].partition(";")[0]
    refused = terminal("export", draft_id, "--format", "md")
    assert (1, "") == (refused.status, refused.out)
    assert "is queued, not approved; --preview shows it" in refused.err


@pytest.mark.parametrize("form", [form.value for form in Format])
def test_every_format_is_shown_of_a_draft_and_of_a_preview(terminal: Terminal, form: str) -> None:
    drafted = ("draft", terminal.report, "--engine", "extractive")
    queued = terminal(*drafted, "--queue", "--format", form)
    draft_id = queued.err.partition("queued as ")[2].partition(";")[0]
    preview = terminal("export", draft_id, "--format", form, "--preview")
    assert (0, 0) == (queued.status, preview.status)
    assert ("ferries" in queued.out, "ferries" in preview.out) == (True, True)


def test_a_withdrawn_draft_is_exported_as_its_cancellation(terminal: Terminal) -> None:
    queued = terminal("draft", terminal.report, "--engine", "extractive", "--queue").err
    draft_id = queued.partition("queued as ")[2].partition(";")[0]
    asyncio.run(withdraw(terminal.folder / "var" / "drafter.db", draft_id))
    cancelled = terminal("export", draft_id, "--format", "ninjs")
    item = json.loads(cancelled.out)
    expected = ("canceled", "Withdrawn. It was another bridge.")
    assert expected == (item["pubStatus"], item["edNote"])
    assert "is withdrawn, not approved" in cancelled.err
    assert 1 == terminal("export", draft_id, "--format", "md").status


async def withdraw(file: Path, draft_id: str) -> None:
    """Approve the draft, and take it back."""
    database = Database(f"sqlite:///{file}")
    drafts = Drafts(database)
    await drafts.claim(draft_id, "Ada")
    await drafts.approve(draft_id, YES, "Ada", revision=1)
    await drafts.withdraw(draft_id, "Ada", "It was another bridge.", revision=1)
    await database.close()
