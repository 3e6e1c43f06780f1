"""`drafter worker`, or another command that drafts, as a process that may be treated badly."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_STOP = 100.0
"""Seconds after SIGTERM that a process may take: its drain is 90."""
LAST = 4000
"""Characters of its log that are shown where something went wrong."""


class Process:
    """One process of the product. `id` is its name among the workers, once it has one."""

    def __init__(self, log: Path, settings: Mapping[str, str], *command: str) -> None:
        self.id = ""
        self._log = log
        self._command = command
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it. It is not ready yet."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DRAFTER_", "OPENAI_", "COV_"))
        }
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "drafter", *self._command),
                env={**inherited, "PYTHONPATH": str(ROOT), **self._settings},
                cwd=self._log.parent,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        """Its number in the system, 0 where it was never started."""
        return self._process.pid if self._process else 0

    @property
    def ended(self) -> bool:
        """Whether it has come to its end, or was never started."""
        return self._process is None or self._process.returncode is not None

    @property
    def log(self) -> str:
        """The last of what it has written."""
        return self._log.read_text("utf-8", errors="replace")[-LAST:]

    async def kill(self) -> None:
        """Kill -9, frozen or not."""
        if self._process is not None and not self.ended:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> float:
        """SIGTERM, and the seconds until it had ended.

        Raises:
            TimeoutError: it has not ended in time.
        """
        started = time.monotonic()
        if self._process is not None and not self.ended:
            self._process.terminate()
            await asyncio.wait_for(self._process.wait(), LONGEST_STOP)
        return time.monotonic() - started

    def freeze(self) -> None:
        """Give it no more time, as a host does that hangs."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on as if nothing had been."""
        os.kill(self.pid, signal.SIGCONT)

    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """Megabytes of memory that it holds."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        (line,) = (line for line in lines if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
