"""What a fault comes to for a job and on the command line: one case for each class of outcome."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import pytest

from drafter.cli import PROVIDER_FAILED
from prompts.reader import read_recipe
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import DraftState
from schemas.sections import SectionName
from tests.drafter.cli.conftest import Terminal
from tests.drafter.jobs.conftest import Opened
from tests.fakes.endpoint import Body, FakeEndpoint, Given, Scripted
from tests.faults.replies import FILTERED_REPLY, REFUSES
from tests.faults.running import MOST_REQUESTS, served
from tests.faults.shown import half, refused, said

CALLS = read_recipe("briefing").calls
_BROKEN = said(half)
_DOWN = refused(503, "trouble", retry_after_ms="1")


class End(Enum):
    """What is left of the draft."""

    WHOLE = "whole"
    WITHOUT = "without the sections of the call"
    NONE = "none"


@dataclass(frozen=True)
class Case:
    """A fault of one call, and how it ends."""

    call: str
    answers: tuple[Scripted, ...]
    end: End
    says: str = ""
    tokens: int | None = None

    def endpoint(self) -> FakeEndpoint:
        """One that has this fault."""
        answer: Callable[[Body], Given] = served(CALLS, self.call, self.answers, Counter())
        return FakeEndpoint(*[answer] * MOST_REQUESTS)


CASES = {
    "mended": Case("report", (_BROKEN,), End.WHOLE),
    "refused": Case("explain", (said(refusal=REFUSES),), End.WITHOUT, REFUSES),
    "filtered": Case("report", (said("", "content_filter"),), End.NONE, FILTERED_REPLY),
    "unusable": Case("report", (_BROKEN, _BROKEN), End.NONE, "the reply is not JSON"),
    "down": Case("report", (_DOWN,) * 8, End.NONE, "failed 4x (HTTP 503"),
    "no key": Case("report", (refused(401, "no"),), End.NONE, "set OPENAI_API_KEY"),
    "over budget": Case("report", (), End.NONE, "DRAFTER_DRAFT_TOKENS allows 500", tokens=500),
}
NULL = {SectionName.KEY_TAKEAWAY, SectionName.PLAIN_ENGLISH}
"""The sections of the call `explain`."""
each_case = pytest.mark.parametrize("name", CASES)
each_fallback = pytest.mark.parametrize("fallback", ["extractive", "none"])


def require_made(case: Case, made: Draft) -> None:
    """The model's draft, without the sections that are lost; or the one that stands in."""
    provenance = made.provenance
    if case.end is End.NONE:
        assert EngineName.EXTRACTIVE is provenance.engine
        assert case.says in str(provenance.fallback_reason)
        assert (case.tokens is None) == bool(provenance.calls)
        return
    assert (EngineName.OPENAI, None) == (provenance.engine, provenance.fallback_reason)
    lost = NULL if case.end is End.WITHOUT else set()
    assert lost == NULL & {name for name in SectionName if getattr(made, name) is None}
    assert all(case.says in made.null_reasons[name] for name in lost)


@each_case
@each_fallback
async def test_what_becomes_of_the_job(
    opened: Opened, caplog: pytest.LogCaptureFixture, name: str, fallback: str
) -> None:
    case = CASES[name]
    async with case.endpoint() as endpoint:
        newsroom = opened(endpoint.url, fallback)
        newsroom.settings = newsroom.settings.model_copy(update={"draft_tokens": case.tokens})
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)

    failed = case.end is End.NONE and fallback == "none"
    stood_in = case.end is End.NONE and not failed
    assert (DraftState.FAILED if failed else DraftState.QUEUED) is record.state
    assert (stood_in, failed) == (record.degraded, record.draft is None)
    warned = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert ([f"draft {draft_id} failed; its record says why"] if failed else []) == warned
    if record.draft is None:
        assert case.says in str(record.failure)
    else:
        require_made(case, record.draft)


@each_case
@each_fallback
async def test_what_the_command_line_comes_to(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, fallback: str
) -> None:
    case = CASES[name]
    async with case.endpoint() as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("DRAFTER_FALLBACK", fallback)
        if case.tokens:
            monkeypatch.setenv("DRAFTER_DRAFT_TOKENS", str(case.tokens))
        ended = await asyncio.to_thread(terminal, "draft", terminal.report)

    if case.end is End.NONE and fallback == "none":
        assert (PROVIDER_FAILED, "") == (ended.status, ended.out)
        assert case.says in ended.err.splitlines()[-1]
        return
    assert 0 == ended.status
    made = Draft.model_validate_json(ended.out)
    require_made(case, made)
    stood_in = f"the extractive engine stood in: {made.provenance.fallback_reason}"
    assert (case.end is End.NONE) == (stood_in in ended.err)
