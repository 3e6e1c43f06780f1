"""What becomes of a job: a line of the log for each turn that it takes, and a number."""

import logging
from enum import StrEnum

from drafter.telemetry.counts import counts


class JobEvent(StrEnum):
    """A turn in the life of a job."""

    STARTED = "started"
    ENDED = "ended"
    TAKEN_OVER = "taken_over"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"


TROUBLE = frozenset({JobEvent.TAKEN_OVER, JobEvent.SET_ASIDE})
"""These are warnings: a worker has died."""

logger = logging.getLogger(__name__)


def tell(event: JobEvent, draft_id: str, job: str, **known: str | float) -> None:
    """Log and count it. `known` stands on the line of JSON: `worker`, `seconds`, `starts`."""
    level = logging.WARNING if event in TROUBLE else logging.INFO
    ids = {"draft_id": draft_id, "job_id": job}
    words = event.replace("_", " ")
    logger.log(level, "job %s %s", job, words, extra={"event": event.value, **known, **ids})
    counts().job(event)
