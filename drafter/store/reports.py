"""Reports: the source texts that came in. Retention may have emptied one: its text is gone."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import NotFound
from drafter.store.database import Database, insert_once, whole
from drafter.store.ids import new_id
from drafter.store.searching import folded
from drafter.store.tables import reports
from schemas.report import Report

LISTED = ("headline", "publisher", "url", "published")
"""What a list tells of a report beside who added it, and when."""


class Reports:
    """The reports of one database. A report never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def add(self, report: Report, by: str) -> str:
        """Keep the report and give its id; the same report again has the id that it had.

        The same text from another publisher is another report: who had it first matters. One that
        was emptied, and comes in again, has its text again.
        """
        document = report.model_dump_json()
        fingerprint = hashlib.sha256(document.encode()).hexdigest()
        values = {
            "id": new_id("rep"),
            "fingerprint": fingerprint,
            "created_at": clock.now(),
            "created_by": by,
            "document": document,
            "words": f" {' '.join(folded(report.headline))} ",
            **{name: getattr(report, name) for name in LISTED},
        }
        same = reports.c.fingerprint == fingerprint
        again = {"document": document, "created_at": values["created_at"], "emptied_at": None}
        refill = sa.update(reports).where(same, reports.c.emptied_at.is_not(None)).values(again)
        async with self._database.writing() as connection:
            if not await insert_once(connection, reports, values):
                await connection.execute(refill)
            return str(await connection.scalar(sa.select(reports.c.id).where(same)))

    async def get(self, report_id: str) -> Report:
        """The report of that id.

        Raises:
            NotFound: there is none, or its text was deleted.
        """
        async with self._database.reading() as connection:
            return (await read_reports(connection, [report_id]))[0]


async def read_reports(connection: AsyncConnection, ids: Sequence[str]) -> tuple[Report, ...]:
    """The reports of those ids, in that order.

    Raises:
        NotFound: one of them is not there, or its text was deleted.
    """
    query = sa.select(reports.c.id, reports.c.emptied_at, reports.c.document)
    found = (await connection.execute(query.where(reports.c.id.in_(ids)))).all()
    _require(ids, {row.id: row.emptied_at for row in found})
    documents = {row.id: row.document for row in found}
    return tuple(Report.model_validate_json(documents[name]) for name in ids)


async def require_reports(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """See to it that the reports are there, and stay until the transaction ends.

    Raises:
        NotFound: one of them is not, or its text was deleted.
    """
    query = sa.select(reports.c.id, reports.c.emptied_at).where(reports.c.id.in_(ids))
    # PostgreSQL keeps retention off these rows; SQLite holds its write lock already.
    found = await connection.execute(query.order_by(reports.c.id).with_for_update(read=True))
    _require(ids, {row.id: row.emptied_at for row in found})


def _require(ids: Sequence[str], emptied: Mapping[str, datetime | None]) -> None:
    for name in ids:
        if name not in emptied:
            raise NotFound(f"there is no report {name}")
        if day := emptied[name]:
            raise NotFound(
                f"the text of report {name} was deleted on {day:%Y-%m-%d}, when it had been kept"
                " for as long as the settings say; add the report again"
            )
