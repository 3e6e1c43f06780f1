"""`drafter serve` as a process of its own, in a folder of its own."""

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds that anything may take before a test gives up on it."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server; it may be killed and started again on the same files and the same port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.key = ""
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it answers; keep the key that it prints the first time."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DRAFTER_", "OPENAI_", "COV_"))
        }
        with (self.folder / "serve.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "drafter", "serve", "--port", str(self.port)),
                env=inherited | {"PYTHONPATH": str(ROOT)} | self._settings,
                cwd=self.folder,
                stderr=log,
            )
        async with asyncio.timeout(PATIENCE):
            while not await self._answers():
                await asyncio.sleep(0.1)
        found = re.search(r"drf_\w+", self.log)
        self.key = found[0] if found else self.key

    async def kill(self) -> None:
        """Kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM, and the exit status that it comes to."""
        return await self._end(signal.SIGTERM)

    @property
    def status(self) -> int | None:
        """Its exit status, None while it runs."""
        return self._process.returncode if self._process else None

    @property
    def log(self) -> str:
        """Everything that it has written to standard error, over all starts."""
        return (self.folder / "serve.log").read_text(encoding="utf-8")

    async def call(self, method: str, path: str, **given: Any) -> httpx2.Response:
        """One request with the first key."""
        headers = {"Authorization": f"Bearer {self.key}"} | given.pop("headers", {})
        async with httpx2.AsyncClient(base_url=self.url, timeout=PATIENCE) as client:
            return await client.request(method, path, headers=headers, **given)

    async def draft(self, report: str) -> str:
        """File a report as plain text, ask for a draft of it, and give the draft's path."""
        text = {"Content-Type": "text/plain"}
        filed = await self.call("POST", "/v1/reports", content=report.encode(), headers=text)
        asked = await self.call("POST", "/v1/drafts", json={"reports": [filed.json()["id"]]})
        return str(asked.headers["Location"])

    async def written(self, path: str) -> dict[str, Any]:
        """The record once it is no longer being drafted."""
        async with asyncio.timeout(PATIENCE):
            while (record := (await self.call("GET", path)).json())["state"] == "drafting":
                await asyncio.sleep(0.1)
        return dict(record)

    async def _answers(self) -> bool:
        if self._process is None or self._process.returncode is not None:
            raise RuntimeError(f"the server has ended: {self.log}")
        try:
            async with httpx2.AsyncClient(timeout=5) as client:
                return (await client.get(f"{self.url}/healthz")).status_code == 200
        except httpx2.HTTPError:
            return False

    async def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await asyncio.wait_for(self._process.wait(), PATIENCE)
