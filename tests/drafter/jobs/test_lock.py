from pathlib import Path

import pytest

from drafter.errors import StoreError
from drafter.jobs.lock import WorkerLock


def test_the_lock_of_a_file_is_given_once(tmp_path: Path) -> None:
    first, second = WorkerLock(tmp_path / "a.db"), WorkerLock(tmp_path / "a.db")
    first.take()
    with pytest.raises(StoreError, match="another worker"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_two_files_have_two_locks(tmp_path: Path) -> None:
    locks = [WorkerLock(tmp_path / name) for name in ("a.db", "b.db")]
    for lock in locks:
        lock.take()
    for lock in locks:
        lock.release()
    assert ["a.db.worker", "b.db.worker"] == sorted(path.name for path in tmp_path.iterdir())
