"""Schemathesis over the whole document, on a real server with something in it.

All phases: examples, coverage of the schemas, fuzzing, and sequences of calls along the links.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import httpx2
import pytest

from tests.acceptance.serving import Server
from tests.api.samples import REPORT

SEED = "20261126"
"""The same requests each time; another one by hand finds others."""
PHASES = "examples,coverage,fuzzing"
SECONDS = 45
"""For the main run: phases are repeated until it is spent."""
ALONE = ("rotate_key", "revoke_key", "delete_webhook")
"""These take away what the run goes on with; they have a run of their own at the end."""
ENDLESS = ("follow_draft",)
"""A stream that goes on while a draft is written; tests/api/test_events.py has it."""
ELSEWHERE = "ignored_auth"
"""A check that sends so many wrong keys that it is put off; tests/api/test_matrix.py has it all."""

CONFIG = """\
# A refusal that no schema can express is no failure: an id that is not there, a state, a revision,
# a reason that says nothing. The other checks hold its status and its shape to the document.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "403", "404", "409", "412", "422", "428", "429"]

# RFC 6585 has a status of its own for a missing If-Match.
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 415, 422, 428]

# The revision is looked at before the body, where a move honours If-Match.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429]

# A batch takes each of its drafts by itself, and says in its result what is wrong with one.
[[operations]]
include-name = "POST /v1/drafts:batch"
checks.negative_data_rejection.expected-statuses = [207, 400, 401, 403, 409, 413, 415, 422, 429]

[parameters]
"""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path, DRAFTER_ENGINE="extractive", DRAFTER_REQUESTS_A_MINUTE="1000000")
    await server.start()
    yield server
    await server.stop()


async def seeded(server: Server) -> dict[str, str]:
    """Something of each kind, by the names of the parameters that lead to it."""
    headers = {"Authorization": f"Bearer {server.key}"}
    async with httpx2.AsyncClient(base_url=server.url, headers=headers) as client:
        ids = {}
        for name, path, body in (
            ("report_id", "/v1/reports", REPORT),
            ("draft_id", "/v1/drafts", {"reports": [REPORT]}),
            ("webhook_id", "/v1/webhooks", {"url": "https://cms.example.org/hook"}),
            ("key_id", "/v1/keys", {"name": "Victim", "person": False, "scopes": ["drafts:read"]}),
        ):
            answer = await client.post(path, json=body)
            assert answer.is_success, answer.text
            ids[name] = str(answer.json()["id"])
        while (await client.get(f"/v1/drafts/{ids['draft_id']}")).json()["state"] == "drafting":
            await asyncio.sleep(0.1)
        assert (await client.post(f"/v1/drafts/{ids['draft_id']}/claim")).is_success
    return ids


async def run(server: Server, ids: dict[str, str], *options: str) -> tuple[int | None, str]:
    """The status and the report of one run."""
    config = server.folder / "schemathesis.toml"
    config.write_text(CONFIG + "".join(f'{name} = "{value}"\n' for name, value in ids.items()))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config)),
        *("run", f"{server.url}/openapi.json", "--header", f"Authorization:Bearer {server.key}"),
        *("--seed", SEED, "--continue-on-failure"),
        *("--no-color", "--request-timeout", "20", "--exclude-checks", ELSEWHERE, *options),
        cwd=server.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    return process.returncode, told.decode(errors="replace")


def each(option: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for name in names for word in (option, name))


async def test_the_server_does_what_its_document_says(server: Server) -> None:
    ids = await seeded(server)
    left_out = each("--exclude-operation-id", ALONE + ENDLESS)
    status, told = await run(
        server, ids, "--phases", f"{PHASES},stateful", "--max-time", str(SECONDS), *left_out
    )
    assert 0 == status, told
    alone = each("--include-operation-id", ALONE)
    status, told = await run(server, ids, "--phases", PHASES, "--max-time", "5", *alone)
    assert 0 == status, told
    assert "Traceback" not in server.log
