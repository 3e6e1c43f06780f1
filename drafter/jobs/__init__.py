"""Durable jobs: a killed draft goes on from its last finished call. The only code with DBOS."""

from drafter.jobs.embedded import Embedded
from drafter.jobs.jobs import Jobs
from drafter.jobs.journal import prepare
from drafter.jobs.worker import Pace, Worker

__all__ = ["Embedded", "Jobs", "Pace", "Worker", "prepare"]
