"""Reports: the source texts that came in."""

import hashlib
from collections.abc import Container, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound
from drafter.store.database import Database, insert_once, whole
from drafter.store.ids import new_id
from drafter.store.tables import reports
from schemas.report import Report


class Reports:
    """The reports of one database. A report never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def add(self, report: Report, by: str) -> str:
        """Keep the report and give its id; the same report again has the id that it had.

        The same text from another publisher is another report: who had it first matters.
        """
        document = report.model_dump_json()
        fingerprint = hashlib.sha256(document.encode()).hexdigest()
        values = {
            "id": new_id("rep"),
            "fingerprint": fingerprint,
            "created_at": clock.now(),
            "created_by": by,
            "document": document,
        }
        same = sa.select(reports.c.id).where(reports.c.fingerprint == fingerprint)
        async with self._database.writing() as connection:
            await insert_once(connection, reports, values)
            return str(await connection.scalar(same))

    async def get(self, report_id: str) -> Report:
        """The report of that id.

        Raises:
            NotFound: there is none.
        """
        async with self._database.reading() as connection:
            return (await read_reports(connection, [report_id]))[0]


async def read_reports(connection: AsyncConnection, ids: Sequence[str]) -> tuple[Report, ...]:
    """The reports of those ids, in that order.

    Raises:
        NotFound: one of them is not there.
    """
    query = sa.select(reports.c.id, reports.c.document).where(reports.c.id.in_(ids))
    found = {row.id: row.document for row in await connection.execute(query)}
    _require(ids, found)
    return tuple(Report.model_validate_json(found[name]) for name in ids)


async def require_reports(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """See to it that the reports are there, without reading them.

    Raises:
        NotFound: one of them is not.
    """
    query = sa.select(reports.c.id).where(reports.c.id.in_(ids))
    _require(ids, set(await connection.scalars(query)))


def _require(ids: Sequence[str], found: Container[str]) -> None:
    if missing := [name for name in ids if name not in found]:
        raise NotFound(f"there is no report {missing[0]}")
