import asyncio
import json
import sys
from pathlib import Path

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.pipeline import draft
from drafter.planning import Plan
from prompts.reader import read_recipe
from schemas.draft import Draft
from schemas.evidence import Severity
from schemas.job import Listen, Progress
from tests.factories import plan_of, report
from tests.fakes.endpoint import MODEL, FakeEndpoint, request_hash


async def drafted(url: str, plan: Plan, listen: Listen | None = None) -> Draft:
    endpoint = open_endpoint(url, None)
    try:
        return await draft(plan, OpenAIEngine(endpoint, MODEL), listen=listen)
    finally:
        await endpoint.close()


async def test_drafts_from_the_fake_have_no_blocking_findings() -> None:
    plan = plan_of(report(), report(), recipe=read_recipe("briefing"))
    async with FakeEndpoint() as endpoint:
        opened = open_endpoint(endpoint.url, None)
        made = await draft(plan, OpenAIEngine(opened, MODEL))
        await opened.close()

    assert [] == [f for f in made.findings if f.severity is Severity.BLOCKER]
    assert len(plan.calls) == len(endpoint.bodies)


async def test_who_listens_is_answered_with_streams() -> None:
    heard: list[Progress] = []
    plan = plan_of(report(), recipe=read_recipe("single"))
    async with FakeEndpoint() as fake:
        made = await drafted(fake.url, plan, heard.append)

    assert [True] == [body["stream"] for body in fake.bodies]
    assert made.headline.text
    assert any(progress.written for progress in heard)


async def test_as_a_process_it_logs_a_line_for_every_call_that_it_finished(tmp_path: Path) -> None:
    log = tmp_path / "calls.txt"
    plan = plan_of(report(), recipe=read_recipe("briefing"))
    command = (sys.executable, "-m", "tests.fakes.endpoint", "--delay", "0.01", "--log", str(log))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        opened = open_endpoint(url, None)
        await draft(plan, OpenAIEngine(opened, MODEL))
        await opened.close()
    finally:
        process.kill()
        await process.wait()

    assert len(set(log.read_text(encoding="utf-8").splitlines())) == len(plan.calls)


def test_the_same_request_has_the_same_hash_whatever_its_order() -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "é"}]}
    turned = json.loads(json.dumps(dict(reversed(body.items()))))

    assert request_hash(body) == request_hash(turned)
    assert request_hash(body) != request_hash(body | {"model": "n"})
