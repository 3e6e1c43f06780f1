"""Peers: a dead worker's jobs are taken over by those that live. DBOS alone never notices a death.

On PostgreSQL each worker holds a lease, and is taken for dead when it has run out. On SQLite it
holds a lock that the system drops when the process dies (`lock.py`), which is exact and at once.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from dbos import DBOS

from drafter.errors import StoreError
from drafter.jobs.lock import WorkerLock, is_held
from drafter.store.workers import WorkerName, Workers
from drafter.telemetry.jobs import JobEvent, tell

logger = logging.getLogger(__name__)


class Peers(threading.Thread):
    """Renews this worker's lease, and looks after its peers', in a thread of its own.

    `lost` is called in it where peers have taken over what this worker was doing: it was stopped
    for long, or cut off from the database.
    """

    def __init__(
        self,
        workers: Workers,
        me: WorkerName,
        *,
        file: Path | None,
        beat_seconds: float,
        lease_seconds: float,
        lost: Callable[[], None],
    ) -> None:
        super().__init__(daemon=True, name="peers")
        self._workers = workers
        self._me = me
        self._file = file
        self._lock = WorkerLock(file, me.id) if file else None
        self._beat_seconds = beat_seconds
        self._lease_seconds = lease_seconds
        self._lost = lost
        self._halt = threading.Event()
        self._beaten = time.monotonic()
        self._patient_until = 0.0

    def enlist(self) -> None:
        """Become known as a worker, before any job is taken up.

        Raises:
            StoreError: the database or the lock's file cannot be used.
        """
        if self._lock:
            self._lock.take()
        self._workers.enlist(self._me, self._lease_seconds)
        self._be_patient()

    def run(self) -> None:
        """Beat, and take over from the dead, until halted."""
        while not self._halt.is_set():
            try:
                self._beat()
                self._take_over()
            except StoreError as error:
                logger.warning("%s; the lease is renewed when it is back", error)
            except Exception:
                logger.exception(
                    "looking after peers failed; the next look is in %g s", self._beat_seconds
                )
            self._halt.wait(self._beat_seconds)

    def halt(self) -> None:
        """Stop looking: the journal is about to be closed."""
        self._halt.set()
        if self.is_alive():
            self.join()

    def leave(self) -> None:
        """Be no worker any more: what was still running here is there for peers at once."""
        try:
            self._workers.leave(self._me)
        except StoreError as error:
            logger.warning("%s; the lease runs out by itself", error)
        if self._lock:
            self._lock.release()
        self._workers.close()

    def _beat(self) -> None:
        kept = self._workers.renew(self._me, self._lease_seconds)
        if time.monotonic() - self._beaten > self._lease_seconds / 2:
            self._be_patient()
        self._beaten = time.monotonic()
        if not kept:
            logger.warning("peers have taken over what this worker was drafting; it begins anew")
            self._lost()
            self._workers.begin_anew(self._me, self._lease_seconds)
            recover(self._me.id)

    def _be_patient(self) -> None:
        """Just started, or the database was away: peers that live get time to renew first."""
        self._patient_until = time.monotonic() + (0 if self._file else self._lease_seconds)

    def _take_over(self) -> None:
        if time.monotonic() < self._patient_until:
            return
        # Read before the leases, or a worker that begins in between would look dead.
        jobs = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        holders = {job.executor_id for job in jobs if job.executor_id} - {self._me.id}
        for dead in sorted(self._dead(holders)):
            logger.warning("worker %s is gone; its drafts are taken over", dead)
            for job in jobs:
                if job.executor_id == dead and "/" not in job.workflow_id:
                    draft_id = job.workflow_id.partition(".")[0]
                    tell(JobEvent.TAKEN_OVER, draft_id, job.workflow_id, worker=self._me.id)
            recover(dead)

    def _dead(self, holders: set[str]) -> frozenset[str]:
        if not holders:
            return frozenset()
        if self._file is None:
            return self._workers.lose(holders - self._workers.alive(), expired=True)
        file = self._file
        gone = {worker for worker in holders if not is_held(file, worker)}
        return self._workers.lose(gone, expired=False)


def recover(worker: str) -> None:
    """Put what a worker was doing back into its queues. What it had finished stays finished."""
    again = getattr(DBOS, "_recover_pending_workflows", None)  # not public; what follows is
    if again is not None:
        again([worker])
        return
    jobs = DBOS.list_workflows(
        status="PENDING", executor_id=worker, load_input=False, load_output=False
    )
    queues: dict[str | None, list[str]] = {}
    for job in jobs:
        queues.setdefault(job.queue_name, []).append(job.workflow_id)
    for queue, names in queues.items():
        DBOS.resume_workflows(names, queue_name=queue)
