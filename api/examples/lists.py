"""What lists and comparisons are answered with, for the document."""

from datetime import date, datetime, timedelta

from api.bodies.lists import ReportPage, RevisionList
from drafter.diffing.revisions import diff
from schemas.base import Closed
from schemas.draft import Draft
from schemas.report import ReportLine
from schemas.review import RevisionLine


def answers(draft_id: str, report_id: str, draft: Draft, at: datetime) -> dict[str, Closed]:
    """A page of reports, the revisions of a draft, and what an editor changed in it."""
    line = ReportLine(
        id=report_id,
        headline=draft.sources[0].headline,
        publisher="Eastmere Courier",
        url="https://courier.example.org/bridge",
        published=date(2026, 3, 5),
        created_at=at,
        created_by="Courier plugin",
        emptied_at=None,
    )
    first = RevisionLine(number=1, author="drafter", at=at + timedelta(minutes=1), reason=None)
    second = RevisionLine(
        number=2, author="Ada Lund", at=at + timedelta(minutes=9), reason="a shorter headline"
    )
    headline = {"text": "Eastmere shuts its old bridge", "written_by": "editor"}
    edited = draft.model_copy(update={"headline": draft.headline.model_copy(update=headline)})
    return {
        "report-page": ReportPage(reports=(line,), next_cursor=None),
        "revision-list": RevisionList(draft_id=draft_id, revisions=(second, first)),
        "draft-diff": diff(draft_id, [(first, draft), (second, edited)]),
    }
