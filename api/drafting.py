"""What a caller is told of a draft that is being drafted, and what is put by for it."""

import logging

from fastapi import Response

from api.bodies.drafts import Asked
from api.revisions import tagged
from drafter.store.spending import Reservation
from schemas.estimate import Estimate
from schemas.key import Key
from schemas.review import DraftRecord

RETRY_SECONDS = "2"

logger = logging.getLogger(__name__)


def put_by(key: Key, estimate: Estimate) -> Reservation | None:
    """The likely cost, put by for the key; nothing where no model will be asked."""
    return Reservation(key.id, estimate.cost_usd) if estimate.calls else None


def being_drafted(record: DraftRecord, estimate: Estimate, response: Response) -> Asked:
    """Say where to follow the draft, and what it is likely to cost."""
    logger.info("asked for %s", record.id, extra={"draft_id": record.id})
    response.headers["Location"] = f"/v1/drafts/{record.id}"
    response.headers["Retry-After"] = RETRY_SECONDS
    return Asked(**dict(tagged(record, response)), estimate=estimate)
