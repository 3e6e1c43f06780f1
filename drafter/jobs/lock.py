"""Who lives, on SQLite: each worker holds a lock on a file of its own beside the database.

The system drops the lock with the process, at once and never sooner. A worker that is only
stopped still holds it, and goes on with its drafts when it continues.
"""

import fcntl
from contextlib import suppress
from io import FileIO
from pathlib import Path

from drafter.errors import StoreError


class WorkerLock:
    """The lock of one worker, held from `take` to `release` or to the process's end."""

    def __init__(self, database: Path, worker: str) -> None:
        self._path = _path(database, worker)
        self._file: FileIO | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            StoreError: the file cannot be made, or is locked by another process.
        """
        try:
            self._file = FileIO(self._path, "a")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if self._file is not None:
                self._file.close()
            raise StoreError(f"the worker's lock cannot be taken: {error}") from error

    def release(self) -> None:
        """Let it go. Nobody else takes this worker's name."""
        if self._file is not None:
            self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None


def is_held(database: Path, worker: str) -> bool:
    """Whether a process holds the worker's lock. The file of one that died is removed."""
    path = _path(database, worker)
    with suppress(FileNotFoundError), FileIO(path, "r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
    return False


def _path(database: Path, worker: str) -> Path:
    return database.with_name(f"{database.name}.{worker}.worker")
