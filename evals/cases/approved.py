"""A casebook from approved drafts: what editors made of a draft becomes the reference.

Statements that they left out, and sections that they emptied, are no part of it. A draft whose
reports have been emptied, having been kept as long as the settings say, makes no case.
"""

from collections.abc import AsyncIterator

from drafter.errors import NotFound
from drafter.exports.standing import APPROVED
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.lists import DraftFilter, Lists
from drafter.store.revisions import Revisions
from evals.cases.case import Case, CaseEvent, Expectations, Kind
from evals.cases.kinds import kinds_of
from evals.cases.texts import filed
from schemas.draft import Draft
from schemas.job import Order
from schemas.report import Report
from schemas.sections import NULLABLE, SectionName
from schemas.walk import section_statements


async def cases_of_approved(database: Database, *, topic: str | None = None) -> AsyncIterator[Case]:
    """A case of each approved draft that has its reports, newest first."""
    drafts, revisions = Drafts(database), Revisions(database)
    wanted = DraftFilter(states=tuple(sorted(APPROVED)), topic=topic)
    cursor: str | None = None
    while True:
        page = await Lists(database).drafts(wanted, cursor=cursor)
        for line in page.records:
            try:
                order, reports = await drafts.inputs(line.id)
            except NotFound:  # a report is gone, or emptied
                continue
            record = await drafts.get(line.id)
            first = await revisions.between(line.id, 1, 1)
            if record.draft is not None:
                yield case_of_draft(line.id, order, reports, first[0][1], record.draft)
        cursor = page.next_cursor
        if cursor is None:
            return


def case_of_draft(
    draft_id: str, order: Order, reports: tuple[Report, ...], written: Draft, approved: Draft
) -> Case:
    """The case: the order's inputs, and as reference what stood when people approved it."""
    name = f"approved-{draft_id.lower()}"
    emptied = tuple(
        section
        for section in NULLABLE
        if getattr(approved, section.value) is None and getattr(written, section.value) is not None
    )
    return Case(
        name=name,
        story=order.topic or name,
        kinds=(*kinds_of(reports, earlier=bool(order.earlier)), Kind.DESK),
        topic=order.topic,
        language=order.language,
        instructions=order.instructions,
        reports=tuple(map(filed, reports)),
        earlier=tuple(
            CaseEvent(id=event.key, date=event.date, text=event.text, outlets=event.outlets)
            for event in order.earlier
        ),
        reference=_reference(approved),
        expect=Expectations(absent=emptied),
    )


def _reference(approved: Draft) -> dict[SectionName, tuple[str, ...]]:
    sections = {
        name: tuple(one.text for one in section_statements(approved, name)) for name in SectionName
    }
    return {name: texts for name, texts in sections.items() if texts}
