"""One worker per database file: a lock beside the file, which the system drops with the process."""

import fcntl
from io import FileIO
from pathlib import Path

from drafter.errors import StoreError


class WorkerLock:
    """The lock of one database file, held from `take` to `release` or to the process's end."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file: FileIO | None = None

    def take(self) -> None:
        """Take the lock, at once or not at all.

        Raises:
            StoreError: another worker holds it.
        """
        file = FileIO(f"{self._database}.worker", "a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise StoreError(
                f"another worker runs on {self._database}; stop it, or set DRAFTER_DATABASE_URL"
                " to another file"
            ) from error
        self._file = file

    def release(self) -> None:
        """Let another worker have it. The lock file stays: removing it would race with a taker."""
        if self._file is not None:
            self._file.close()
            self._file = None
