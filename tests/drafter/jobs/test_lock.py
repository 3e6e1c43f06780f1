from pathlib import Path

import pytest

from drafter.errors import StoreError
from drafter.jobs.lock import WorkerLock, is_held


def test_a_worker_holds_its_lock_until_it_lets_go(tmp_path: Path) -> None:
    lock = WorkerLock(tmp_path / "a.db", "ada")
    lock.take()
    assert is_held(tmp_path / "a.db", "ada")
    lock.release()
    assert not is_held(tmp_path / "a.db", "ada")
    assert [] == list(tmp_path.iterdir())


def test_two_workers_on_a_file_have_two_locks(tmp_path: Path) -> None:
    locks = [WorkerLock(tmp_path / "a.db", name) for name in ("ada", "ben")]
    for lock in locks:
        lock.take()
    assert ["a.db.ada.worker", "a.db.ben.worker"] == sorted(p.name for p in tmp_path.iterdir())
    for lock in locks:
        lock.release()


def test_the_lock_of_one_that_is_gone_is_not_held_and_its_file_goes(tmp_path: Path) -> None:
    (tmp_path / "a.db.gone.worker").touch()
    assert not is_held(tmp_path / "a.db", "gone")
    assert [] == list(tmp_path.iterdir())


def test_a_lock_is_not_taken_twice(tmp_path: Path) -> None:
    first, second = WorkerLock(tmp_path / "a.db", "ada"), WorkerLock(tmp_path / "a.db", "ada")
    first.take()
    with pytest.raises(StoreError, match="cannot be taken"):
        second.take()
    first.release()
