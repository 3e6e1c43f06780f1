"""Attempts to get past the gate from the command line: there is no way but a person's review."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from drafter.cli import COMMANDS, jobs
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from schemas.draft import Draft
from tests.drafter.cli.conftest import Terminal
from tests.factories import YES


def contents(terminal: Terminal) -> list[str]:
    """The whole database, line by line."""
    with closing(sqlite3.connect(terminal.folder / "var" / "drafter.db")) as connection:
        return list(connection.iterdump())


def queued(terminal: Terminal) -> str:
    """The id of a draft in the queue."""
    said = terminal("draft", terminal.report, "--engine", "extractive", "--queue").err
    return said.partition("queued as ")[2].partition(";")[0]


def with_drafts(terminal: Terminal, work: Callable[[Drafts], Awaitable[object]]) -> None:
    """Do something to the drafts of the terminal's database, as the service would."""

    async def done() -> None:
        database = Database(f"sqlite:///{terminal.folder}/var/drafter.db")
        await work(Drafts(database))
        await database.close()

    asyncio.run(done())


def edited_by_hand(terminal: Terminal) -> Path:
    """A draft's JSON, its headline changed and its findings taken out in a text editor."""
    made = terminal("draft", terminal.report, "--engine", "extractive", "--format", "json").out
    draft = Draft.model_validate_json(made)
    headline = draft.headline.model_copy(update={"text": "Eastmere sells its bridge"})
    changed = draft.model_copy(update={"headline": headline, "findings": ()})
    file = terminal.folder / "edited.json"
    file.write_text(changed.model_dump_json(), encoding="utf-8")
    return file


@pytest.mark.parametrize("form", ["json", "md", "html"])
def test_an_unapproved_draft_is_exported_in_no_format(terminal: Terminal, form: str) -> None:
    draft_id = queued(terminal)
    before = contents(terminal)
    refused = terminal("export", draft_id, "--format", form)
    assert (1, "", before) == (refused.status, refused.out, contents(terminal))
    assert "is queued, not approved" in refused.err


def test_a_preview_shows_it_and_approves_nothing(terminal: Terminal) -> None:
    draft_id = queued(terminal)
    before = contents(terminal)
    shown = terminal("export", draft_id, "--format", "md", "--preview")
    assert (0, before) == (shown.status, contents(terminal))
    assert "is queued, not approved" in shown.err


def test_what_was_rejected_is_not_exported(terminal: Terminal) -> None:
    draft_id = queued(terminal)

    async def reject(drafts: Drafts) -> None:
        await drafts.claim(draft_id, "Ada")
        await drafts.reject(draft_id, "Ada", "old news")

    with_drafts(terminal, reject)
    refused = terminal("export", draft_id, "--format", "md")
    assert (1, "") == (refused.status, refused.out)
    assert "is rejected, not approved" in refused.err


def test_what_a_person_has_approved_is_exported(terminal: Terminal) -> None:
    draft_id = queued(terminal)

    async def approve(drafts: Drafts) -> None:
        await drafts.claim(draft_id, "Ada")
        await drafts.approve(draft_id, YES, "Ada", revision=1)

    with_drafts(terminal, approve)
    assert 0 == terminal("export", draft_id, "--format", "md").status


def test_a_draft_edited_by_hand_is_no_report_to_draft_from(terminal: Terminal) -> None:
    """There is no import of drafts: into the queue comes only what an engine made of reports."""
    queued(terminal)
    file, before = edited_by_hand(terminal), contents(terminal)
    refused = terminal("draft", str(file), "--engine", "extractive", "--queue")
    assert (2, "", before) == (refused.status, refused.out, contents(terminal))


def test_a_draft_edited_by_hand_is_no_draft_to_export(terminal: Terminal) -> None:
    queued(terminal)
    refused = terminal("export", str(edited_by_hand(terminal)), "--format", "md", "--preview")
    assert (1, "") == (refused.status, refused.out)
    assert "there is no draft" in refused.err


def test_no_command_claims_judges_or_approves() -> None:
    others = {"backup", "check", "config", "draft", "eval", "export", "jobs", "keys", "migrate"}
    assert others | {"serve", "worker"} == set(COMMANDS)
    assert {"list", "show", "retry", "cancel"} == set(jobs.command.commands)
