"""From rows of the journal to jobs as operators see them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dbos import WorkflowStatus

from drafter.jobs.journal import ENDED
from schemas.provenance import Attempt
from schemas.review import DraftRecord
from schemas.work import CallStatus, Job, JobCall, JobStatus

JOB_STATUS = {
    "ENQUEUED": JobStatus.WAITING,
    "DELAYED": JobStatus.WAITING,
    "PENDING": JobStatus.RUNNING,
    "SUCCESS": JobStatus.DONE,
    "ERROR": JobStatus.BROKEN,
    "CANCELLED": JobStatus.CANCELLED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": JobStatus.SET_ASIDE,
}
CALL_STATUS = {
    "ENQUEUED": CallStatus.WAITING,
    "DELAYED": CallStatus.WAITING,
    "PENDING": CallStatus.RUNNING,
    "SUCCESS": CallStatus.DONE,
    "CANCELLED": CallStatus.CANCELLED,
}


def job_of(record: DraftRecord, name: str, found: WorkflowStatus | None) -> Job:
    """The job of a draft; `missing` where it is not queued, or its journal is gone."""
    journalled = _told(found) if found else {"status": JobStatus.MISSING}
    error = record.failure or journalled.get("error")
    return Job.model_validate(
        {
            "draft_id": record.id,
            "name": name,
            "state": record.state,
            "priority": record.priority,
            "asked_by": record.created_by,
            "asked_at": record.created_at,
        }
        | journalled
        | {"error": error}
    )


def _told(found: WorkflowStatus) -> dict[str, object]:
    """What the journal says of a job."""
    aside = (found.attributes or {}).get("set_aside")
    return {
        "status": JobStatus.SET_ASIDE if aside else JOB_STATUS[found.status],
        "started_at": _moment(found.dequeued_at),
        "ended_at": _moment(found.completed_at),
        "worker": found.executor_id,
        "starts": found.recovery_attempts or 0,
        "error": str(found.error) if found.error else None,
    }


def call_of(found: WorkflowStatus) -> JobCall:
    """One call of a job."""
    attempts = attempts_of(found)
    outcome = found.output if isinstance(found.output, Mapping) else {}
    error = outcome.get("message") or (str(found.error) if found.error else None)
    status = CALL_STATUS.get(found.status, CallStatus.FAILED)
    return JobCall(
        name=found.workflow_id.partition("/")[2],
        endpoint=(found.queue_name or "").removeprefix("calls ") or "unknown",
        status=CallStatus.FAILED if failed(found) else status,
        waited_seconds=_seconds(found.created_at, found.dequeued_at),
        seconds=_seconds(found.dequeued_at, found.completed_at),
        attempts=len(attempts),
        cost_usd=_cost(attempts),
        error=error,
    )


def failed(found: WorkflowStatus) -> bool:
    """Whether the call has ended, and came to nothing that can be used."""
    if found.status not in ENDED:
        return False
    return found.status != "SUCCESS" or "value" not in (found.output or {})


def attempts_of(found: WorkflowStatus) -> tuple[Attempt, ...]:
    """The attempts that a call made, those of a failed one too."""
    outcome: Mapping[str, Any] = found.output if isinstance(found.output, Mapping) else {}
    value = outcome.get("value")
    kept = value.get("attempts", ()) if isinstance(value, Mapping) else outcome.get("paid", ())
    return tuple(map(Attempt.model_validate, kept))


def cost_of(calls: Iterable[WorkflowStatus]) -> Decimal | None:
    """What the calls have cost in US dollars; None where that is not known of all."""
    return _cost([attempt for call in calls for attempt in attempts_of(call)])


def _cost(attempts: Iterable[Attempt]) -> Decimal | None:
    costs = [attempt.cost_usd for attempt in attempts]
    known = [cost for cost in costs if cost is not None]
    return None if len(known) < len(costs) else sum(known, Decimal(0))


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)


def _seconds(begun: int | None, ended: int | None) -> float | None:
    return None if begun is None or ended is None else max(ended - begun, 0) / 1000
