"""Drafts in the hands of editors: each of these takes a person's key."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx2

from drafter.client.answers import Asked
from drafter.client.calls import MERGE_PATCH, Call, Sent, a, matching, once, path
from drafter.client.reading import read
from schemas.comment import Comment
from schemas.review import DraftRecord, Question

YES: Mapping[str, bool] = {question.value: True for question in Question}
"""The five questions, each answered with yes. A person has to have asked themselves."""


class Reviewing:
    """The review queue."""

    @Sent
    def next(
        self, *, desk: str | None = None, topic: str | None = None
    ) -> Call[DraftRecord | None]:
        """Take the next draft that waits, by priority and age; null where none does."""
        body = {"desk": desk, "topic": topic}
        return Call("POST", path("queue", "next"), _if_any, json=body)

    @Sent
    def claim(self, draft_id: str, *, revision: int | None = None) -> Call[DraftRecord]:
        """Take a draft for review: yours for five minutes after each thing that you do to it."""
        return _moving(draft_id, "claim", None, revision)

    @Sent
    def release(self, draft_id: str, *, revision: int | None = None) -> Call[DraftRecord]:
        """Give back to the queue what you have claimed, or what is held."""
        return _moving(draft_id, "release", None, revision)

    @Sent
    def edit(
        self, draft_id: str, patch: Mapping[str, Any], *, revision: int, reason: str | None = None
    ) -> Call[DraftRecord]:
        """Change sections by a merge patch, as you read them in that revision."""
        return Call(
            "PATCH",
            path("drafts", draft_id),
            a(DraftRecord),
            query={"reason": reason},
            json=dict(patch),
            headers=matching(revision) | {"Content-Type": MERGE_PATCH},
        )

    @Sent
    def judge(
        self, draft_id: str, on: str, verdict: str, reason: str, *, revision: int
    ) -> Call[DraftRecord]:
        """Call a statement (such as `s7`) or a section `verified` or `waived`, and say why."""
        kind = "statements" if on[:1] == "s" and on[1:].isdecimal() else "sections"
        return Call(
            "POST",
            path("drafts", draft_id, kind, on, "verdict"),
            a(DraftRecord),
            json={"verdict": verdict, "reason": reason},
            headers=matching(revision),
        )

    @Sent
    def approve(
        self,
        draft_id: str,
        answers: Mapping[str, bool | Mapping[str, Any]],
        *,
        revision: int,
        responsible: str | None = None,
    ) -> Call[DraftRecord]:
        """Stand by that revision, with your answers to the five questions."""
        return Call(
            "POST",
            path("drafts", draft_id, "approve"),
            a(DraftRecord),
            json={"answers": dict(answers), "responsible": responsible},
            headers=matching(revision),
        )

    @Sent
    def reject(
        self, draft_id: str, reason: str, *, code: str = "other", revision: int | None = None
    ) -> Call[DraftRecord]:
        """Turn a draft down, and say why: in words, and by a `RejectReason` to count by."""
        return _moving(draft_id, "reject", {"reason": reason, "code": code}, revision)

    @Sent
    def withdraw(self, draft_id: str, note: str, *, revision: int) -> Call[DraftRecord]:
        """Take back what was approved; the note is the correction that goes out."""
        return _moving(draft_id, "withdraw", {"note": note}, revision)

    @Sent
    def hold(self, draft_id: str, reason: str, *, revision: int | None = None) -> Call[DraftRecord]:
        """Put a draft aside, and say until when or why."""
        return _moving(draft_id, "hold", {"reason": reason}, revision)

    @Sent
    def redraft_section(
        self,
        draft_id: str,
        name: str,
        instructions: str | None = None,
        *,
        revision: int,
        overwrite: bool = False,
        idempotency_key: str | None = None,
    ) -> Call[Asked]:
        """Have one section written anew; what people wrote stays, unless it may be overwritten."""
        body = {"instructions": instructions, "overwrite": overwrite}
        headers = once(idempotency_key) | matching(revision)
        to = path("drafts", draft_id, "sections", name, "redraft")
        return Call("POST", to, a(Asked), json=body, headers=headers)

    @Sent
    def comment(
        self,
        draft_id: str,
        on: str,
        said: str,
        *,
        answers_to: str | None = None,
        idempotency_key: str | None = None,
    ) -> Call[Comment]:
        """Say something of a statement (such as `s7`) or a section, or answer a comment."""
        body = {"on": on, "said": said, "answers_to": answers_to}
        to = path("drafts", draft_id, "comments")
        return Call("POST", to, a(Comment), json=body, headers=once(idempotency_key))

    @Sent
    def resolve(self, draft_id: str, comment_id: str) -> Call[Comment]:
        """Say that a comment is dealt with."""
        return Call("POST", path("drafts", draft_id, "comments", comment_id, "resolve"), a(Comment))


def _if_any(answer: httpx2.Response) -> DraftRecord | None:
    return None if answer.status_code == HTTPStatus.NO_CONTENT else read(DraftRecord, answer)


def _moving(draft_id: str, how: str, said: Any, revision: int | None) -> Call[DraftRecord]:
    to = path("drafts", draft_id, how)
    return Call("POST", to, a(DraftRecord), json=said, headers=matching(revision))
