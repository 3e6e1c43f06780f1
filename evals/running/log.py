"""An append-only file of JSON lines that survives `kill -9`: a line is there whole or not at all.

A line counts once it is on the disk. Appends that come while the disk is busy share its next
turn, so that durability costs one `fsync` for many lines. A torn last line, of a process that was
killed, is cut off when the file is opened again. One process at a time: the file is locked.
"""

import asyncio
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from evals.errors import RunRefused


class Log:
    """Lines of JSON, appended and kept in order. Open it with `async with`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._size = 0
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._turn: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Open, lock and mend the file.

        Raises:
            RunRefused: another process has it open, or it cannot be written.
        """
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._size = _whole(self.path)
            os.ftruncate(self._file, self._size)
        except BlockingIOError:
            os.close(self._file)
            raise RunRefused(f"{self.path.parent}: another run is writing there; wait") from None
        except OSError as error:
            raise RunRefused(f"{self.path}: cannot be written: {error.strerror}") from None
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Wait for what is being written, and close the file."""
        if self._turn is not None:
            await self._turn
        os.close(self._file)

    async def append(self, line: str) -> None:
        """Append one line; it is on the disk when this returns.

        Raises:
            RunRefused: the disk is full, or the file cannot be written any more.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((line.encode() + b"\n", done))
        if self._turn is None:
            self._turn = asyncio.create_task(self._turns())
        await asyncio.shield(done)

    async def _turns(self) -> None:
        """Write what waits until nothing does."""
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._to_disk, b"".join(line for line, _ in taken))
            except OSError as error:
                told = RunRefused(f"{self.path}: cannot be written: {error.strerror}")
                for _, done in taken:
                    done.set_exception(told)
            else:
                for _, done in taken:
                    done.set_result(None)
        self._turn = None

    def _to_disk(self, content: bytes) -> None:
        view = memoryview(content)
        try:
            while view:
                view = view[os.write(self._file, view) :]
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, self._size)  # the next line must not stand behind half of one
            raise
        self._size += len(content)


def read_lines(path: Path) -> Iterator[str]:
    """The whole lines of a log, none where there is no such file."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield line[:-1].decode()


def _whole(path: Path) -> int:
    """How many bytes the file has up to the end of its last whole line."""
    size = path.stat().st_size
    with path.open("rb") as file:
        end = size
        while end > 0:
            start = max(end - 65_536, 0)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0
