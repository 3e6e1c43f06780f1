"""Revisions over HTTP: the ETag of a draft is its revision, and a change has to name it."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from api.newsroom import TheNewsroom
from api.problems import Kind, Problem
from drafter.errors import StaleRevision
from drafter.review import LEASE
from schemas.review import Action, DraftRecord

_TAG = re.compile(r'(W/)?"([^"]*)"')
_BARE = re.compile(r"\s*([0-9]+)\s*")
"""A revision without its quotation marks: no tag by the letter of RFC 9110, and clear enough."""
_WRITES = (Action.ASKED, Action.DRAFTED, Action.EDITED)


def etag(record: DraftRecord) -> str:
    """The strong tag of the record's revision."""
    return f'"{record.revision}"'


def tagged(record: DraftRecord, response: Response) -> DraftRecord:
    """The record, its ETag among the response's headers."""
    response.headers["ETag"] = etag(record)
    return record


def unchanged(record: DraftRecord, if_none_match: str | None) -> bool:
    """Whether the caller has this already: the same revision, and nothing done to it since.

    A claim, its renewal, a verdict or a decision changes the record and not its revision, so
    after one of those the whole record is sent, whatever the tag.
    """
    if if_none_match is None or not _just_written(record):
        return False
    tags = {tag for _, tag in _TAG.findall(if_none_match)}  # If-None-Match compares weakly
    return str(record.revision) in tags


def _just_written(record: DraftRecord) -> bool:
    """Whether the last thing done to the draft is what made its revision."""
    if not record.history or record.history[-1].action not in _WRITES:
        return False
    # A renewed claim is not in the history, but its end is no longer that of the edit.
    return record.claimed_until in (None, record.history[-1].at + LEASE)


class Match:
    """What If-Match names."""

    def __init__(self, header: str) -> None:
        bare = _BARE.fullmatch(header)
        self._tags = {tag for weak, tag in _TAG.findall(header) if not weak}
        self._tags |= {bare[1]} if bare else set()

    def require(self, record: DraftRecord) -> int:
        """The record's revision, where the header names it.

        Raises:
            StaleRevision: it names another.
        """
        if str(record.revision) not in self._tags:
            named = " or ".join(sorted(self._tags)) or "one that If-Match can name"
            raise StaleRevision(
                f"{record.id} is at revision {record.revision}, not {named}; read it again",
                record.revision,
            )
        return record.revision


def required_match(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description='the ETag of the draft as you read it, such as `"3"`'),
    ] = None,
) -> Match:
    """The If-Match of the request. `*` would overwrite what nobody has read.

    Raises:
        Problem: 428, there is none.
    """
    if if_match is None or if_match.strip() == "*":
        raise Problem(
            Kind.PRECONDITION_REQUIRED, "Name the revision that you read: If-Match with its ETag."
        )
    return Match(if_match)


RequiredMatch = Annotated[Match, Depends(required_match)]


def sent_match(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="where it is sent: the ETag of the draft as you read it; `*` is any",
        ),
    ] = None,
) -> Match | None:
    """The If-Match of the request, where there is one that names a revision."""
    return None if if_match is None or if_match.strip() == "*" else Match(if_match)


SentMatch = Annotated[Match | None, Depends(sent_match)]
"""For what is carried out once: a repeat is not held to it, since the first has moved on."""


async def optional_match(draft_id: str, newsroom: TheNewsroom, match: SentMatch) -> int | None:
    """The draft's revision, where If-Match is sent and names it; the store holds the move to it.

    Raises:
        NotFound: If-Match is sent, and there is no such draft.
        StaleRevision: it names another.
    """
    return None if match is None else match.require(await newsroom.drafts.get(draft_id))


OptionalMatch = Annotated[int | None, Depends(optional_match)]
"""For a move that needs no If-Match and honours it: what the store takes as `revision`."""
