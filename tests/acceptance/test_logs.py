"""What `drafter serve` writes to standard error: lines that machines read, and no text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.serving import Server
from tests.drafter.cli.conftest import REPORT
from tests.fakes.endpoint import FakeEndpoint, completion, failure

CANARY = "Zaunkönigin"
KEY = "sk-canary-0123456789"
REQUEST_ID = "plugin-0000-42"
QUOTED = f"the key {KEY} may not read {CANARY}"


def lines_of(log: str) -> list[dict[str, Any]]:
    """The lines of JSON; the other ones are for the person who starts the server."""
    return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


@pytest.fixture
async def log(tmp_path: Path) -> str:
    """The log of a server that drafts a report with a model that is not always of use."""
    faults = (failure(500, QUOTED, retry_after_ms="1"), failure(401, QUOTED), completion(CANARY))
    async with FakeEndpoint(*faults) as endpoint:
        settings = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_LOG": "debug"}
        server = Server(tmp_path, DRAFTER_LOG="json", **settings)
        await server.start()
        path = await server.draft(REPORT.replace("Eastmere", CANARY))
        await server.written(path)
        asked = {"headers": {"X-Request-ID": REQUEST_ID}}
        await server.call("DELETE", f"{path}/claim?reason={CANARY}", **asked)
        await server.stop()
    return server.log


async def test_the_log_is_lines_of_json_with_ids_and_without_text_or_key(log: str) -> None:
    lines = lines_of(log)
    for_people = [line for line in log.splitlines() if not line.startswith("{")]
    assert ["drafter: starting on", "First-run key (shown"] == [one[:20] for one in for_people]
    asked = next(line for line in lines if line.get("request_id") == REQUEST_ID)
    assert ("uvicorn.access", "DELETE") == (asked["logger"], asked["method"])
    assert re.fullmatch(r"/v1/drafts/[^/?]+/claim", asked["path"])
    assert CANARY not in log
    assert KEY not in log
