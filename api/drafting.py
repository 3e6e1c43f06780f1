"""Having drafts written: what is asked for, what is put by for it, and what a caller is told."""

import logging

from fastapi import Response

from api.bodies.drafts import Asked, Wanted
from api.newsroom import Newsroom
from api.once import REPLAYED, Made, Make, Once
from api.ordering import estimated, order_of
from api.problems import Kind
from api.refusals import LOCATION, RETRY, REVISION
from api.revisions import Match, etag
from drafter.store.naming import QueuePlace
from drafter.store.spending import Reservation
from schemas.estimate import Estimate
from schemas.key import Key
from schemas.review import DraftRecord, DraftState

ASKED_HEADERS = LOCATION | RETRY | REVISION | REPLAYED
SPENDING = (Kind.OVER_BUDGET, Kind.SPENT_TODAY, Kind.TOO_MANY_DRAFTS)
ORDERING = (Kind.REPORT_REFUSED, Kind.EVENTS_REFUSED, Kind.NOT_CONFIGURED, *SPENDING)
"""How an order is refused."""
RETRY_SECONDS = "2"

logger = logging.getLogger(__name__)


def put_by(key: Key, estimate: Estimate) -> Reservation | None:
    """The likely cost, put by for the key; nothing where no model will be asked."""
    return Reservation(key.id, estimate.cost_usd) if estimate.calls else None


def being_drafted(record: DraftRecord, estimate: Estimate) -> Made:
    """Note that the draft was asked for, and say so."""
    logger.info("asked for %s", record.id, extra={"draft_id": record.id})
    return as_asked(record, estimate)


def as_asked(record: DraftRecord, estimate: Estimate) -> Made:
    """Say where to follow the draft, how far it is, and what it is likely to cost."""
    headers = {
        "Location": f"/v1/drafts/{record.id}",
        "Retry-After": RETRY_SECONDS,
        "ETag": etag(record),
    }
    return Made(202, Asked(**dict(record), estimate=estimate), headers)


async def asked_for(wanted: Wanted, newsroom: Newsroom, key: Key, once: Once) -> Response:
    """Have a draft made, once: its reports, its order and its answer are one transaction.

    Raises:
        Problem: a part of it cannot be used, or its Idempotency-Key was used for something else.
        OverBudget: it could cost more than the key may spend.
    """
    places: list[QueuePlace] = []  # none in a repeat

    async def prepare() -> Make:
        ordered = await order_of(wanted, newsroom)
        reservation = put_by(key, ordered.estimate)

        async def make() -> Made:
            order = await ordered.stored(newsroom.reports, key.name)
            record, place = await newsroom.drafts.ask_in_turn(
                order, key.name, reservation=reservation
            )
            places.append(place)
            return being_drafted(record, ordered.estimate)

        return make

    response = await once.prepared(prepare)
    return await queued(response, newsroom, places[-1] if places else None)


async def asked_again(
    draft_id: str, newsroom: Newsroom, key: Key, once: Once, match: Match | None
) -> Response:
    """Have a degraded draft written again, once.

    Raises:
        WrongState: it is not degraded, or a person has edited it.
        StaleRevision: If-Match names another revision.
        OverBudget: it could cost more than the key may spend.
    """

    async def prepare() -> Make:
        revision = match.require(await newsroom.drafts.get(draft_id)) if match else None
        order, reports = await newsroom.drafts.inputs(draft_id)
        estimate = await estimated(order, reports, newsroom.settings)

        async def make() -> Made:
            record = await newsroom.drafts.redraft(
                draft_id, key.name, put_by(key, estimate), revision=revision
            )
            return being_drafted(record, estimate)

        return make

    return await queued(await once.prepared(prepare), newsroom)


async def queued(
    response: Response, newsroom: Newsroom, place: QueuePlace | None = None
) -> Response:
    """Queue the draft that the response leads to, where it waits to be written; twice is once.

    A repeat queues too: the first request may have died just before it did.
    """
    draft_id = draft_in(response)
    again = "Idempotency-Replayed" in response.headers
    if not again or (await newsroom.drafts.get(draft_id)).state is DraftState.DRAFTING:
        await newsroom.queue.enqueue(draft_id, place)
    return response


def draft_in(response: Response) -> str:
    """The id of the draft that the response leads to."""
    return response.headers["Location"].rpartition("/")[2]
