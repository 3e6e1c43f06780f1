"""Reports in, drafts asked for: what a plugin does."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Required, TypedDict, Unpack

from drafter.client.answers import Asked, BatchResult, StoredReport
from drafter.client.calls import Call, Sent, a, all_of, matching, once, path
from schemas.review import DraftRecord


class Order(TypedDict, total=False):
    """What a draft may be asked for with; what is left out is as the service is set up."""

    topic: str
    desk: str
    recipe: str
    engine: str
    model: str
    language: str
    priority: str
    instructions: str
    support: bool
    earlier: Sequence[Mapping[str, Any]]


class WantedOnce(Order, total=False):
    """One draft of a batch. Its own key is as good as that of `ask`: in a batch, or alone."""

    reports: Required[Sequence[str | Mapping[str, Any]]]
    idempotency_key: str


class Writing:
    """Reports come in, and drafts are asked for."""

    @Sent
    def file_report(
        self,
        report: str | bytes | Mapping[str, Any],
        *,
        media_type: str = "text/plain",
        idempotency_key: str | None = None,
    ) -> Call[StoredReport]:
        """Keep a source report: its text, a file's bytes, an object as in the API's example."""
        headers = once(idempotency_key)
        call = partial(Call, "POST", path("reports"), a(StoredReport))
        if isinstance(report, str | bytes):
            headers["Content-Type"] = media_type
            content = report.encode() if isinstance(report, str) else report
            return call(content=content, headers=headers)
        return call(json=dict(report), headers=headers)

    @Sent
    def ask(
        self,
        reports: Sequence[str | Mapping[str, Any]],
        *,
        wait: int = 0,
        idempotency_key: str | None = None,
        **order: Unpack[Order],
    ) -> Call[Asked]:
        """Ask for a draft of these reports, by id or as objects.

        `wait`: so many seconds the service may take to answer with the draft already written.
        Your own `idempotency_key`, such as the id of the job in your system, makes it one draft
        even when your program has forgotten that it asked.
        """
        headers = once(idempotency_key) | ({"Prefer": f"wait={wait}"} if wait else {})
        body = {"reports": list(reports), **order}
        return Call("POST", path("drafts"), a(Asked), json=body, headers=headers, waits=float(wait))

    @Sent
    def batch(
        self, drafts: Sequence[WantedOnce], *, idempotency_key: str | None = None
    ) -> Call[tuple[BatchResult, ...]]:
        """Ask for up to 100 drafts; what became of each, in the same order."""
        to = path("drafts") + ":batch"
        body = {"drafts": list(drafts)}
        headers = once(idempotency_key)
        return Call("POST", to, all_of(BatchResult, "results"), json=body, headers=headers)

    @Sent
    def redraft(
        self, draft_id: str, *, revision: int | None = None, idempotency_key: str | None = None
    ) -> Call[Asked]:
        """Have a degraded draft written again by the engine that was asked for."""
        headers = once(idempotency_key) | matching(revision)
        return Call("POST", path("drafts", draft_id, "redraft"), a(Asked), headers=headers)

    @Sent
    def cancel(
        self, draft_id: str, reason: str | None = None, *, revision: int | None = None
    ) -> Call[DraftRecord]:
        """Call off a draft that is being written."""
        return Call(
            "POST",
            path("drafts", draft_id, "cancel"),
            a(DraftRecord),
            json={"reason": reason} if reason else None,
            headers=matching(revision),
        )

    @Sent
    def retry(self, draft_id: str, *, revision: int | None = None) -> Call[Asked]:
        """Go on with a draft that failed or was called off."""
        to = path("drafts", draft_id, "retry")
        return Call("POST", to, a(Asked), headers=matching(revision))
