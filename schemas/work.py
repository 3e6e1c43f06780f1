"""Jobs as operators see them: what is being drafted, by which worker, and what it came to."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, Text
from schemas.job import Priority
from schemas.review import DraftState


class JobStatus(StrEnum):
    """How far a job is. `set_aside` is a job that was running at too many deaths of its worker."""

    MISSING = "missing"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    BROKEN = "broken"
    CANCELLED = "cancelled"
    SET_ASIDE = "set_aside"


class CallStatus(StrEnum):
    """How far one call of a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Closed):
    """The job of a draft. `worker` is who runs it, or ran it last."""

    draft_id: Text
    name: Text = Field(description="the draft's id, with .1, .2, ... after each redraft")
    state: DraftState
    status: JobStatus
    priority: Priority
    asked_by: Text
    asked_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    worker: Text | None = None
    starts: int = Field(default=0, ge=0, description="how often a worker took it up")
    error: Text | None = None


class JobCall(Closed):
    """One call of a job, as it stands in the journal. What it wrote is not here."""

    name: Text = Field(description="such as `write report` or `rewrite report`")
    endpoint: Text
    status: CallStatus
    waited_seconds: float | None = Field(ge=0, description="in the queue of its endpoint")
    seconds: float | None = Field(ge=0)
    attempts: int = Field(ge=0)
    cost_usd: Decimal | None
    error: Text | None


class JobHistory(Closed):
    """A job with all its calls, in the order in which they were queued."""

    job: Job
    calls: tuple[JobCall, ...]
