import asyncio
import json
import sys
from pathlib import Path

from drafter.engines.openai.client import make_client
from drafter.engines.openai.engine import OpenAIEngine
from drafter.pipeline import draft
from prompts.reader import read_recipe
from schemas.evidence import Severity
from tests.factories import plan_of, report
from tests.fakes.endpoint import MODEL, FakeEndpoint, request_hash


async def test_drafts_from_the_fake_have_no_blocking_findings() -> None:
    plan = plan_of(report(), report(), recipe=read_recipe("briefing"))
    async with FakeEndpoint() as endpoint, make_client(endpoint.url, None) as client:
        made = await draft(plan, OpenAIEngine(client, MODEL))

    assert [] == [f for f in made.findings if f.severity is Severity.BLOCKER]
    assert len(endpoint.bodies) == len(plan.calls)


async def test_as_a_process_it_logs_a_line_for_every_call_that_it_finished(tmp_path: Path) -> None:
    log = tmp_path / "calls.txt"
    plan = plan_of(report(), recipe=read_recipe("briefing"))
    command = (sys.executable, "-m", "tests.fakes.endpoint", "--delay", "0.01", "--log", str(log))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with make_client(url, None) as client:
            await draft(plan, OpenAIEngine(client, MODEL))
    finally:
        process.kill()
        await process.wait()

    assert len(set(log.read_text(encoding="utf-8").splitlines())) == len(plan.calls)


def test_the_same_request_has_the_same_hash_whatever_its_order() -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "é"}]}
    turned = json.loads(json.dumps(dict(reversed(body.items()))))

    assert request_hash(body) == request_hash(turned)
    assert request_hash(body) != request_hash(body | {"model": "n"})
