"""`drafter draft` with a model behind an endpoint: a process of ours against a fake endpoint."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from drafter.cli import PROVIDER_FAILED
from drafter.cli.draft import BLOCKED
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from schemas.draft import Draft
from tests.drafter.cli.conftest import REPORT
from tests.fakes.endpoint import Answer, Body, FakeEndpoint, completion, failure
from tests.fakes.replies import valid_reply

ROOT = Path(__file__).parents[3]


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A report in an empty folder."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


async def start(
    endpoint: FakeEndpoint, report: str, *options: str, **settings: str
) -> asyncio.subprocess.Process:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DRAFTER_", "OPENAI_", "COV_"))
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "drafter",
        "draft",
        report,
        *options,
        env=environment | {"OPENAI_BASE_URL": endpoint.url, "PYTHONPATH": str(ROOT)} | settings,
        cwd=Path(report).parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finished(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize(("recipe", "calls"), [("briefing", 5), ("single", 1)])
async def test_each_recipe_drafts_and_names_the_model(report: str, recipe: str, calls: int) -> None:
    async with FakeEndpoint() as endpoint:
        status, out, _ = await finished(await start(endpoint, report, "--recipe", recipe))
    made = Draft.model_validate_json(out)
    assert (0, "fake-model", recipe) == (status, made.provenance.model, made.provenance.recipe.name)
    assert calls == len(endpoint.bodies) == len(made.provenance.calls)


async def test_a_provider_that_is_down_falls_back_and_says_so(report: str) -> None:
    down = [failure(500, retry_after_ms="1") for _ in range(40)]
    async with FakeEndpoint(*down) as endpoint:
        status, out, err = await finished(await start(endpoint, report))
    made = Draft.model_validate_json(out)
    assert (0, "extractive") == (status, made.provenance.engine)
    assert "127.0.0.1" in err
    assert made.provenance.fallback_reason
    assert "stood in" in err


async def test_a_queued_draft_that_fell_back_is_ordered_from_the_engine_that_was_asked_for(
    report: str, tmp_path: Path
) -> None:
    down = [failure(401) for _ in range(5)]
    asked = ("--queue", "--model", "fake-model", "--recipe", "briefing")
    async with FakeEndpoint(*down) as endpoint:
        status, _, err = await finished(await start(endpoint, report, *asked))
    database = Database(f"sqlite:///{tmp_path / 'var' / 'drafter.db'}")
    try:
        drafts = Drafts(database)
        draft_id = err.partition("queued as ")[2].partition(";")[0]
        record, order = await drafts.get(draft_id), await drafts.order(draft_id)
    finally:
        await database.close()
    assert (0, True, "extractive") == (status, record.degraded, record.engine)
    assert ("openai", "fake-model", "briefing") == (order.engine, order.model, order.recipe)


async def test_without_a_fallback_a_provider_that_refuses_is_status_3(report: str) -> None:
    refused = [failure(401, "bad key") for _ in range(10)]
    async with FakeEndpoint(*refused) as endpoint:
        process = await start(endpoint, report, DRAFTER_FALLBACK="none")
        status, out, err = await finished(process)
    assert (PROVIDER_FAILED, "") == (status, out)
    assert 2 == len(err.splitlines()), "one line for the engine, one for the error"


def with_a_false_number(body: Body) -> Answer:
    """A valid reply, except that its headline, which is never cut, holds a number of its own."""
    made = json.loads(valid_reply(body))
    made["headline"]["text"] += " after 77 days"
    return completion(json.dumps(made))


async def test_strict_is_status_4_where_a_blocking_finding_stands(report: str) -> None:
    async with FakeEndpoint(with_a_false_number, with_a_false_number) as endpoint:
        process = await start(endpoint, report, "--recipe", "single", "--strict")
        status, out, _ = await finished(process)
    assert BLOCKED == status
    assert [
        f.check for f in Draft.model_validate_json(out).findings if f.severity == "blocker"
    ] == ["numbers"]


async def test_an_interrupt_is_status_130_and_leaves_no_result(report: str) -> None:
    async with FakeEndpoint(delay=20) as endpoint:
        process = await start(endpoint, report)
        while not endpoint.bodies:
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGINT)
        status, out, err = await finished(process)
    assert (130, "") == (status, out)
    assert "interrupted" in err
    assert "Traceback" not in err


async def test_the_last_line_tells_tokens_cached_share_and_cost(report: str) -> None:
    """The endpoint counts 1,000 tokens in, 600 of them cached, and 200 out for each of 5 calls."""
    price = '{"input": 2, "output": 10, "cached": 1}'
    async with FakeEndpoint() as endpoint:
        _, _, err = await finished(await start(endpoint, report, DRAFTER_PRICE=price))
    assert "; 5,000 tokens in (60 % cached), 1,000 out, $0.017; " in err.splitlines()[-1]


async def test_without_a_price_the_last_line_says_so(report: str) -> None:
    async with FakeEndpoint() as endpoint:
        _, _, err = await finished(await start(endpoint, report))
    assert "1,000 out, price unknown; " in err.splitlines()[-1]


async def test_a_draft_over_its_limit_asks_no_model_and_fails_where_nothing_may_stand_in(
    report: str,
) -> None:
    settings = {"DRAFTER_DRAFT_TOKENS": "1000", "DRAFTER_FALLBACK": "none"}
    async with FakeEndpoint() as endpoint:
        status, out, err = await finished(await start(endpoint, report, **settings))
    assert (PROVIDER_FAILED, "", []) == (status, out, endpoint.bodies)
    assert "DRAFTER_DRAFT_TOKENS allows 1,000" in err


async def test_a_draft_over_its_limit_is_made_without_a_model(report: str) -> None:
    async with FakeEndpoint() as endpoint:
        started = await start(endpoint, report, DRAFTER_DRAFT_USD="1")
        status, out, _ = await finished(started)
    provenance = Draft.model_validate_json(out).provenance
    assert (0, "extractive", []) == (status, provenance.engine, endpoint.bodies)
    assert "DRAFTER_PRICE" in str(provenance.fallback_reason)


async def test_support_asks_the_model_of_each_statement(report: str) -> None:
    async with FakeEndpoint() as endpoint:
        status, out, _ = await finished(await start(endpoint, report, "--support"))
    made = Draft.model_validate_json(out)
    assert 0 == status
    assert "support" == made.provenance.calls[-1].name
