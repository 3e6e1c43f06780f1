"""Review records: kept with the approval, read back to the letter, refused where tampered with."""

import json

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import sign_off
from drafter.errors import DrafterError, NotFound, StoreError, WrongState
from drafter.sign_off import Revision
from drafter.store.tables import drafts, review_records, revisions, sign_offs
from schemas.draft import Draft
from schemas.review import Approval, DraftRecord, DraftState
from schemas.review_record import SignOff


async def revisions_until(
    connection: AsyncConnection, draft_id: str, last: int
) -> tuple[Revision, ...]:
    """The revisions of a draft from the first to this one."""
    query = (
        sa.select(revisions.c.number, revisions.c.author, revisions.c.document)
        .where(revisions.c.draft_id == draft_id, revisions.c.number <= last)
        .order_by(revisions.c.number)
    )
    return tuple(
        Revision(number, author, Draft.model_validate_json(document))
        for number, author, document in await connection.execute(query)
    )


async def sign(
    connection: AsyncConnection,
    record: DraftRecord,
    given: Approval,
    written: tuple[Revision, ...],
) -> None:
    """Keep the review record of a draft that this transaction approves.

    Where somebody else has to approve it too, only the first one's word is kept yet.
    """
    if record.state is not DraftState.APPROVED:
        await _keep_first(connection, record, given)
        return
    before = await _first_ones(connection, record)
    signed = sign_off.review_record(record, given, written, before)
    values = {
        "draft_id": record.id,
        "revision": record.revision,
        "at": record.history[-1].at,
        "document": signed.model_dump_json(),
    }
    await connection.execute(sa.insert(review_records).values(values))


async def _keep_first(connection: AsyncConnection, record: DraftRecord, given: Approval) -> None:
    last = record.history[-1]
    values = {
        "draft_id": record.id,
        "revision": record.revision,
        "by": last.by,
        "at": last.at,
        "document": given.model_dump_json(),
    }
    await connection.execute(sa.insert(sign_offs).values(values))


async def _first_ones(connection: AsyncConnection, record: DraftRecord) -> tuple[SignOff, ...]:
    query = (
        sa.select(sign_offs.c.by, sign_offs.c.at, sign_offs.c.document)
        .where(sign_offs.c.draft_id == record.id, sign_offs.c.revision == record.revision)
        .order_by(sign_offs.c.at)
    )
    return tuple(
        SignOff(by=by, at=at, answers=Approval.model_validate_json(document).answers)
        for by, at, document in await connection.execute(query)
    )


async def read(connection: AsyncConnection, draft_id: str) -> str:
    """The review record of the last approval, as it was signed off.

    Raises:
        NotFound: there is no such draft, or it was approved before records were kept.
        WrongState: it is not approved.
        StoreError: the record is no longer what was signed off.
    """
    query = sa.select(review_records.c.document).where(review_records.c.draft_id == draft_id)
    text = await connection.scalar(query.order_by(review_records.c.revision.desc()).limit(1))
    if text is None:
        raise await _why_there_is_none(connection, draft_id)
    document = json.loads(text)
    if document["sha256"] != sign_off.seal(document):
        raise StoreError(f"the review record of {draft_id} is not what was signed off")
    return str(text)


async def _why_there_is_none(connection: AsyncConnection, draft_id: str) -> DrafterError:
    state = await connection.scalar(sa.select(drafts.c.state).where(drafts.c.id == draft_id))
    if state is None:
        return NotFound(f"there is no draft {draft_id}")
    if state in (DraftState.APPROVED, DraftState.EXPORTED):
        return NotFound(f"{draft_id} was approved before review records were kept")
    return WrongState(f"{draft_id} is {state}: a review record comes with its approval")
