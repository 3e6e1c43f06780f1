"""`drafter jobs`: what an operator sees, and does."""

import asyncio
import json

import pytest

from drafter.cli.jobs import COLUMNS, WIDTH
from drafter.jobs import prepare
from drafter.settings import read_settings
from tests.drafter.cli.conftest import Terminal
from tests.drafter.jobs.newsroom import Newsroom


def asked(*, by: str = "Ada", enqueued: bool = True) -> str:
    """A draft that waits for a worker, in the terminal's own database."""
    url = read_settings().database_url
    prepare(url)

    async def ask() -> str:
        newsroom = Newsroom(url, None)
        draft_id = await newsroom.ask(by=by)
        async with newsroom.jobs_alone() as jobs:
            if enqueued:
                await jobs.enqueue(draft_id)
        await newsroom.database.close()
        return draft_id

    return asyncio.run(ask())


def test_what_is_being_drafted_is_listed_in_lines_that_fit(terminal: Terminal) -> None:
    draft_id = asked(by="Ada of the night desk, second shift")
    listed = terminal("jobs", "list")
    header, line = listed.out.splitlines()
    assert (0, "") == (listed.status, listed.err)
    assert [name.split()[0] for name in COLUMNS][:3] == header.split()[:3]
    assert [draft_id, "drafting", "waiting", "normal"] == line.split()[:4]
    assert len(line) <= WIDTH


def test_a_draft_that_nobody_queued_is_shown_as_missing(terminal: Terminal) -> None:
    draft_id = asked(enqueued=False)
    shown = json.loads(terminal("jobs", "show", draft_id, "--json").out)
    assert ("missing", []) == (shown["job"]["status"], shown["calls"])


def test_no_jobs_are_no_line_of_json(terminal: Terminal) -> None:
    asked()
    listed = terminal("jobs", "list", "--state", "failed", "--json")
    assert (0, "") == (listed.status, listed.out)
    (line,) = terminal("jobs", "list", "--json").out.splitlines()
    assert "waiting" == json.loads(line)["status"]


def test_cancelling_says_so_for_each_and_one_that_is_not_there_keeps_no_other_from_it(
    terminal: Terminal,
) -> None:
    draft_id = asked()
    done = terminal("jobs", "cancel", "drf-none", draft_id, "--reason", "a slip of the hand")
    assert (1, f"{draft_id} is cancelled\n") == (done.status, done.out)
    assert "drafter: there is no draft drf-none\n" == done.err
    assert "cancelled" in terminal("jobs", "show", draft_id).out


def test_a_cancelled_draft_goes_on(terminal: Terminal) -> None:
    draft_id = asked()
    terminal("jobs", "cancel", draft_id)
    again = terminal("jobs", "retry", draft_id)
    assert (0, f"{draft_id} goes on\n") == (again.status, again.out)
    assert f"{draft_id}  drafting  waiting" in terminal("jobs", "list").out


@pytest.mark.parametrize("command", ["show", "retry", "cancel"])
def test_a_draft_that_is_not_there_is_one_clear_line(terminal: Terminal, command: str) -> None:
    asked()
    refused = terminal("jobs", command, "drf-none")
    assert (1, "", "drafter: there is no draft drf-none\n") == (
        refused.status,
        refused.out,
        refused.err,
    )
