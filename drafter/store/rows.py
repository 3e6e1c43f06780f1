"""From rows to a draft's record and back: a change is written as the difference it makes."""

from collections.abc import Mapping

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.editing import last_statement
from drafter.errors import NotFound, WrongState
from drafter.gate import AnyVerdict
from drafter.review import endorsed_by
from drafter.store import searching
from drafter.store.events import Told, record
from drafter.store.tables import audit, drafts, revisions, verdicts
from schemas.draft import Draft
from schemas.following import EventKind
from schemas.review import AuditEntry, DraftRecord, DraftState

VERDICT: TypeAdapter[AnyVerdict] = TypeAdapter(AnyVerdict)
HEADER = tuple(column for column in drafts.columns if column.name not in ("ordered", "turn"))


def header(row: sa.RowMapping) -> DraftRecord:
    """The record as it is listed: without the draft, the verdicts and the audit trail."""
    return DraftRecord.model_validate(dict(row) | {"draft": None, "verdicts": (), "history": ()})


async def read(connection: AsyncConnection, draft_id: str, *, lock: bool = False) -> DraftRecord:
    """The whole record; with `lock`, nobody else changes it before the transaction ends.

    Raises:
        NotFound: there is no such draft.
    """
    query = sa.select(*HEADER).where(drafts.c.id == draft_id)
    query = query.with_for_update() if lock else query  # SQLite holds its write lock already
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no draft {draft_id}")
    record = header(row)
    draft = await read_revision(connection, draft_id, record.revision) if record.revision else None
    whole = record.model_copy(
        update={
            "draft": draft,
            "verdicts": await _verdicts(connection, draft_id),
            "history": await _history(connection, draft_id),
        }
    )
    return whole.model_copy(update={"endorsed_by": endorsed_by(whole)})


async def read_revision(connection: AsyncConnection, draft_id: str, number: int) -> Draft:
    """One revision of a draft.

    Raises:
        NotFound: there is no such revision.
    """
    query = sa.select(revisions.c.document).where(
        revisions.c.draft_id == draft_id, revisions.c.number == number
    )
    document = await connection.scalar(query)
    if document is None:
        raise NotFound(f"draft {draft_id} has no revision {number}")
    return Draft.model_validate_json(document)


async def last_statement_of(connection: AsyncConnection, draft_id: str) -> int:
    """The highest number of a statement in any revision, 0 without one."""
    highest = sa.select(sa.func.max(revisions.c.last_statement))
    return await connection.scalar(highest.where(revisions.c.draft_id == draft_id)) or 0


async def save(connection: AsyncConnection, before: DraftRecord, after: DraftRecord) -> None:
    """Write what has changed between two versions of a record.

    Raises:
        WrongState: the draft is no longer as it was before.
    """
    if after is before:
        return
    changed = await connection.execute(
        sa.update(drafts)
        .where(
            drafts.c.id == before.id,
            drafts.c.state == before.state,
            drafts.c.revision == before.revision,
            drafts.c.claimed_by.is_not_distinct_from(before.claimed_by),
        )
        .values({column.name: getattr(after, column.name) for column in HEADER})
    )
    if changed.rowcount != 1:
        raise WrongState(f"{before.id} has just been changed by somebody else; read it again")
    if after.revision > before.revision and after.draft:
        await _add_revision(connection, after, after.draft)
    for verdict in after.verdicts[len(before.verdicts) :]:
        kept = {"draft_id": after.id, "document": verdict.model_dump_json()}
        await connection.execute(sa.insert(verdicts).values(kept))
    for entry in after.history[len(before.history) :]:
        line = {"draft_id": after.id} | dict(entry)
        await connection.execute(sa.insert(audit).values(line))
        await record(connection, after.id, *state_event(after.state, line))


def state_event(state: DraftState, line: Mapping[str, object]) -> Told:
    """What followers hear of a line of the audit trail."""
    reason = line.get("reason")
    return EventKind.STATE, {
        "state": state,
        "revision": int(str(line["revision"])),
        "action": str(line["action"]),
        "by": str(line["by"]),
        "reason": None if reason is None else str(reason),
    }


async def _add_revision(connection: AsyncConnection, record: DraftRecord, draft: Draft) -> None:
    entry = record.history[-1]
    values = {
        "draft_id": record.id,
        "number": record.revision,
        "author": entry.by,
        "at": entry.at,
        "reason": entry.reason,
        "last_statement": last_statement(draft),
        "document": draft.model_dump_json(),
    }
    await connection.execute(sa.insert(revisions).values(values))
    await searching.keep(connection, record.id, draft)


async def _verdicts(connection: AsyncConnection, draft_id: str) -> tuple[AnyVerdict, ...]:
    query = sa.select(verdicts.c.document).where(verdicts.c.draft_id == draft_id)
    documents = await connection.scalars(query.order_by(verdicts.c.number))
    return tuple(map(VERDICT.validate_json, documents))


async def _history(connection: AsyncConnection, draft_id: str) -> tuple[AuditEntry, ...]:
    columns = [audit.columns[name] for name in AuditEntry.model_fields]
    query = sa.select(*columns).where(audit.c.draft_id == draft_id).order_by(audit.c.number)
    lines = (await connection.execute(query)).mappings()
    return tuple(map(AuditEntry.model_validate, map(dict, lines)))
