"""What there is: reports, drafts, their revisions, and what leaves."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import httpx2

from drafter.client.answers import Exported, StoredReport
from drafter.client.calls import Call, Listed, Page, Sent, a, all_of, page_of, path
from schemas.comment import Comment
from schemas.diff import DraftDiff
from schemas.draft import Draft
from schemas.report import ReportLine
from schemas.review import DraftRecord, RevisionLine
from schemas.review_record import ReviewRecord


class Filters(TypedDict, total=False):
    """Which drafts are listed, and in which order. Times are ISO 8601 with their zone."""

    status: str | Sequence[str]
    topic: str
    desk: str
    assignee: str
    engine: str
    recipe: str
    degraded: bool
    priority: str
    created_by: str
    created_after: str
    created_before: str
    updated_after: str
    q: str
    sort: str
    limit: int


class ReportFilters(TypedDict, total=False):
    """Which reports are listed."""

    publisher: str
    q: str
    limit: int


class Looking:
    """Whatever changes nothing, but that an export counts as one."""

    @Sent
    def report(self, report_id: str) -> Call[StoredReport]:
        """A report as it was read, in numbered sentences."""
        return Call("GET", path("reports", report_id), a(StoredReport))

    @Listed
    def reports(self, **filters: Unpack[ReportFilters]) -> Call[Page[ReportLine]]:
        """Reports without their text, newest first."""
        return Call("GET", path("reports"), page_of(ReportLine, "reports"), query=filters)

    @Sent
    def draft(self, draft_id: str) -> Call[DraftRecord]:
        """A draft with its state, verdicts and audit trail."""
        return Call("GET", path("drafts", draft_id), a(DraftRecord))

    @Listed
    def drafts(self, **filters: Unpack[Filters]) -> Call[Page[DraftRecord]]:
        """Drafts without their text, newest first; pages are fetched as you go."""
        return Call("GET", path("drafts"), page_of(DraftRecord, "drafts"), query=filters)

    @Sent
    def revisions(self, draft_id: str) -> Call[tuple[RevisionLine, ...]]:
        """Who wrote each revision, when and why, newest first."""
        to = path("drafts", draft_id, "revisions")
        return Call("GET", to, all_of(RevisionLine, "revisions"))

    @Sent
    def revision(self, draft_id: str, number: int) -> Call[Draft]:
        """The draft as it was in one revision."""
        return Call("GET", path("drafts", draft_id, "revisions", str(number)), a(Draft))

    @Sent
    def diff(
        self,
        draft_id: str,
        before: int | None = None,
        after: int | None = None,
        *,
        everything: bool = False,
    ) -> Call[DraftDiff]:
        """What was changed between two revisions; from the machine's to the current one."""
        query = {"from": before, "to": after, "all": everything or None}
        return Call("GET", path("drafts", draft_id, "diff"), a(DraftDiff), query=query)

    @Sent
    def comments(self, draft_id: str, *, resolved: bool | None = None) -> Call[tuple[Comment, ...]]:
        """The comments on a draft, oldest first; only the resolved, or only the others."""
        to = path("drafts", draft_id, "comments")
        return Call("GET", to, all_of(Comment, "comments"), query={"resolved": resolved})

    @Sent
    def export(self, draft_id: str, form: str = "json", *, preview: bool = False) -> Call[Exported]:
        """An approved draft in a format; it counts as exported. A preview is of any draft."""
        query = {"format": form, "preview": preview or None}
        return Call("GET", path("drafts", draft_id, "export"), _exported, query=query)

    @Sent
    def review_record(self, draft_id: str) -> Call[ReviewRecord]:
        """What the approval rests on."""
        return Call("GET", path("drafts", draft_id, "review-record"), a(ReviewRecord))


def _exported(answer: httpx2.Response) -> Exported:
    return Exported(
        text=answer.text,
        media_type=answer.headers["Content-Type"].partition(";")[0],
        state=answer.headers["Drafter-State"],
        revision=int(answer.headers["Drafter-Revision"]),
    )
