"""Durable jobs: a killed draft goes on from its last finished call. The only code with DBOS."""

from drafter.jobs.jobs import Jobs

__all__ = ["Jobs"]
