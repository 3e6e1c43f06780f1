"""A server that nobody here wrote, as a process of its own: started, asked, killed."""

import os
import selectors
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import httpx2

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that anything may take before a test gives up on it."""
LLAMA = "tests.wire.llama_serve"
LLAMA_MODEL = "tiny-llama"
LLAMA_CONTEXT = 32_768
"""Tokens that fit into one request."""
LLMOCK = "tests.wire.llmock_serve"
LLMOCK_MODEL = "gpt-4o"


class DoesNotRun(Exception):
    """The server did not come up; the message is the last line that it wrote."""


class Server:
    """A module that serves, run from `with` to the end of the block in a folder of its own.

    It prints its address on the first line of standard output when it is ready.
    """

    def __init__(self, module: str, folder: Path) -> None:
        self.address = ""
        self._module = module
        self._log = folder / "server.log"
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"{self.address}/v1"

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            DoesNotRun: a wheel is missing or cannot be loaded on this machine.
        """
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, str(self._log.parent)],
                env={name: v for name, v in os.environ.items() if not name.startswith("COV_")},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.address = self._first_line().strip()
        if not self.address:
            self.kill()
            raise DoesNotRun(self._last_word())
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and wait until it is gone."""
        self.kill()

    def kill(self) -> None:
        """Kill -9, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=PATIENCE)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        """One request without any client of ours: GET, or POST where there is a body."""
        method = "GET" if body is None else "POST"
        return httpx2.request(method, f"{self.address}{path}", json=body, timeout=PATIENCE)

    def _first_line(self) -> str:
        """What it says first on standard output; nothing where it ends or says nothing in time."""
        out = self._process.stdout if self._process else None
        if out is None:
            return ""
        with selectors.DefaultSelector() as selector:
            selector.register(out, selectors.EVENT_READ)
            return out.readline() if selector.select(PATIENCE) else ""

    def _last_word(self) -> str:
        lines = self._log.read_text(encoding="utf-8").splitlines()
        return lines[-1] if lines else "it wrote nothing"
