"""docs/plugins.md: its scripts are run as a plugin writer runs them, and shown as they are."""

import asyncio
import json
import os
import re
import shutil
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from drafter.client import AsyncDrafter
from drafter.webhooks.signature import secret_of, signed
from tests.acceptance.serving import PATIENCE, ROOT, Server, free_port
from tests.drafter.cli.conftest import REPORT

PAGE = ROOT / "docs" / "plugins.md"
SCRIPTS = ROOT / "docs" / "plugins"
FIRST_FIVE = ("first-five-calls.sh", "first_five_calls.py", "first-five-calls.mjs")
RECEIVERS = ("receiver.py", "receiver.mjs")
SECRET = secret_of(b"a secret of 32 bytes, for a test")
TOLD = {"draft_id": "drf-1", "state": "approved", "revision": 2, "topic": None, "desk": None}
PROGRAMS = {".sh": "bash", ".py": sys.executable, ".mjs": "node"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server as the page starts it, and the report that lies in its folder."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    server = Server(tmp_path, DRAFTER_ENGINE="extractive")
    await server.start()
    yield server
    await server.kill()


@asynccontextmanager
async def started(folder: Path, *command: str, **settings: str) -> AsyncIterator[Process]:
    """A command of the page, running; ended where it does not end itself."""
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"there is no {command[0]} on this machine")
    running = await asyncio.create_subprocess_exec(
        program,
        *command[1:],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def said(folder: Path, *command: str, **settings: str) -> str:
    """What a command of the page prints."""
    async with started(folder, *command, **settings) as running:
        out, err = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert 0 == running.returncode, err.decode()
    return out.decode()


async def key(server: Server, *arguments: str) -> str:
    """A key made on the command line, as the page does."""
    made = await said(server.folder, sys.executable, "-m", "drafter", "keys", "create", *arguments)
    return made.strip()


@pytest.mark.parametrize("script", FIRST_FIVE)
async def test_the_first_five_calls_do_what_the_page_says(server: Server, script: str) -> None:
    settings = {"DRAFTER_URL": server.url, "DRAFTER_KEY": await key(server, "CMS", "--plugin")}
    command = (PROGRAMS[Path(script).suffix], str(SCRIPTS / script), "report.txt")
    first = await said(server.folder, *command, **settings)
    shape = r"report rep-\w+\ndraft drf-\w+ is queued\n# Eastmere closes .*\napproved:\n"
    assert re.fullmatch(shape, first), first
    assert first == await said(server.folder, *command, **settings)  # one report, one draft
    listed = (await server.call("GET", "/v1/drafts")).json()["drafts"]
    assert 1 == len(listed)


@asynccontextmanager
async def receiving(
    script: str, folder: Path, secret: str, port: int
) -> AsyncIterator[tuple[str, asyncio.StreamReader]]:
    """A receiver of the page that runs: its address, and what it prints."""
    settings = {"PORT": str(port), "DRAFTER_WEBHOOK_SECRET": secret}
    async with started(
        folder, PROGRAMS[Path(script).suffix], str(SCRIPTS / script), **settings
    ) as running:
        assert running.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while not await listens(port):
                await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}", running.stdout


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@pytest.mark.parametrize("script", RECEIVERS)
async def test_a_receiver_takes_what_is_signed_once_and_refuses_the_rest(
    tmp_path: Path, script: str
) -> None:
    body = json.dumps({"type": "draft.approved", "timestamp": "2026-03-05T14:02:00Z", "data": TOLD})
    now = round(time.time())
    good = signed([SECRET], "msg-1", now, body.encode())
    bad: tuple[dict[str, str], ...] = (
        signed([SECRET], "msg-2", now - 400, body.encode()),
        signed([SECRET], "msg-2", now, b"{}"),
        signed([secret_of(bytes(32))], "msg-2", now, body.encode()),
        good | {"webhook-signature": "v1,"},
        {},
    )
    async with (
        receiving(script, tmp_path, SECRET, free_port()) as (url, printed),
        httpx2.AsyncClient() as client,
    ):
        statuses = [
            (await client.post(url, content=body, headers=headers)).status_code
            for headers in (*bad, good, good)
        ]
        await client.post(url, content=body, headers=signed([SECRET], "msg-9", now, body.encode()))
        lines = [(await printed.readline()).decode().strip() for _ in range(2)]
    assert [401] * len(bad) + [204, 204] == statuses
    assert ["draft.approved drf-1"] * 2 == lines  # msg-1 once, though it came twice, and msg-9


async def test_the_service_tells_the_receiver_of_the_page(tmp_path: Path) -> None:
    networks = {"DRAFTER_WEBHOOK_NETWORKS": "127.0.0.0/8"}
    server = Server(tmp_path, DRAFTER_ENGINE="extractive", **networks)
    await server.start()
    port = free_port()
    try:
        async with AsyncDrafter(server.url, server.key) as operator:
            hook = await operator.create_webhook(
                f"http://127.0.0.1:{port}/", events=["draft.drafted"]
            )
            async with receiving("receiver.py", tmp_path, hook.secret, port) as (_, printed):
                tested = await operator.test_webhook(hook.id)
                first = await asyncio.wait_for(printed.readline(), PATIENCE)
                report = await operator.file_report(REPORT)
                draft = await operator.ask([report.id])
                second = await asyncio.wait_for(printed.readline(), PATIENCE)
            sent = await operator.delivery(hook.id, tested.id)
    finally:
        await server.kill()
    assert ["webhook.test None", f"draft.drafted {draft.id}"] == [
        line.decode().strip() for line in (first, second)
    ]
    assert ("delivered", 204) == (sent.state, sent.tried[0].status)


@pytest.mark.parametrize("script", sorted(SCRIPTS.iterdir()), ids=lambda path: path.name)
def test_the_page_shows_each_script_as_it_is(script: Path) -> None:
    blocks = re.findall(r"```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert script.read_text(encoding="utf-8") in blocks
