"""Whole runs, with faults and repair, in which no line of any logger holds a text or a key."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.jobs import prepare
from drafter.service import Request, draft_once
from drafter.settings import Settings
from drafter.telemetry.logs import logs_on_stderr
from schemas.provenance import EngineName
from tests import factories
from tests.drafter.jobs.newsroom import Newsroom
from tests.fakes.endpoint import Answer, Body, FakeEndpoint, completion, failure
from tests.fakes.replies import valid_reply

CANARY = "Zaunkönigin"
KEY = "sk-canary-0123456789"
QUOTED = f"the key {KEY} may not read about {CANARY}"
REPORT = factories.report(
    *(text.replace("Eastmere", CANARY) for text in factories.PARAGRAPHS), headline=f"{CANARY} shut"
)

OTHERS = ("openai", "httpx2", "httpcore2", "dbos", "uvicorn")
"""Libraries that see texts or keys, and log at INFO. SQLAlchemy's own INFO has every value."""


def with_a_false_number(body: Body) -> Answer:
    """A valid reply that a check stops, so that it is asked for again."""
    made = json.loads(valid_reply(body))
    lengthen(made, f" after 77 days in {CANARY}")
    return completion(json.dumps(made))


def lengthen(value: Any, more: str) -> bool:
    """Add to the first text of a reply, whichever call it is for: they come in any order."""
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        value["text"] += more
        return True
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(lengthen(part, more) for part in parts)


FAULTS: dict[str, tuple[Answer | Callable[[Body], Answer], ...]] = {
    "repaired": (with_a_false_number,),
    "broken": (completion(f'{{"headline": "{CANARY}'), completion(CANARY)),
    "wrong shape": (completion(json.dumps({"headline": CANARY, CANARY: 1})),),
    "refused": (completion(None, refusal=f"I will not write about {CANARY}"),),
    "cut": (completion(CANARY, "length"),),
    "key": (failure(401, QUOTED),),
    "request": (failure(400, QUOTED),),
    "down": tuple(failure(500, QUOTED, retry_after_ms="1") for _ in range(20)),
    "no JSON": (Answer(f"<p>{QUOTED}</p>".encode(), headers={"content-type": "text/html"}),),
}


class Kept(logging.Handler):
    """Every record of every logger, as its logger made it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line and all its fields; of an error, our own lines are looked at instead."""
        fields = {name: value for name, value in record.__dict__.items() if name != "exc_info"}
        self.said.append(f"{record.getMessage()} {fields}")


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Our loggers and those at INFO, our lines written as the server writes them."""
    kept, root = Kept(), logging.getLogger()
    loggers = [logging.getLogger(name) for name in OTHERS]
    before = [(logger, logger.level) for logger in loggers]
    with logs_on_stderr("json", "info"):
        for logger in loggers:
            logger.setLevel(logging.INFO)
        root.addHandler(kept)
        yield kept
        root.removeHandler(kept)
    for logger, was in before:
        logger.setLevel(was)


def require_no_text(kept: Kept, written: str) -> None:
    """No canary, and no key, in any line of any logger."""
    everything = "\n".join([*kept.said, written])
    assert kept.said, "something was logged"
    assert CANARY not in everything
    assert KEY not in everything


@pytest.mark.parametrize("recipe", ["briefing", "single"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_no_line_of_a_run_of_the_pipeline_holds_a_text_or_a_key(
    kept: Kept, capsys: pytest.CaptureFixture[str], fault: str, recipe: str
) -> None:
    async with FakeEndpoint(*FAULTS[fault]) as endpoint:
        settings = Settings.model_validate(
            {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "recipe": recipe}
        )
        await draft_once(Request((REPORT,)), settings, EngineName.OPENAI)
    require_no_text(kept, capsys.readouterr().err)


async def test_no_line_of_the_jobs_holds_a_text_or_a_key_and_theirs_name_the_draft(
    kept: Kept, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/drafter.db"
    prepare(url)
    faults = [answer for fault in ("repaired", "broken", "key") for answer in FAULTS[fault]]
    async with FakeEndpoint(*faults) as endpoint:
        newsroom = Newsroom(url, endpoint.url)
        async with newsroom.at_work() as jobs:
            draft_id = await newsroom.ask(REPORT)
            await jobs.enqueue(draft_id)
            await newsroom.outcome(draft_id)
        await newsroom.database.close()
    written = capsys.readouterr().err
    require_no_text(kept, written)
    lines = [json.loads(line) for line in written.splitlines()]
    calls = [line for line in lines if "call" in line]
    assert calls
    assert {draft_id} == {line["draft_id"] for line in calls}
