"""Drafts are reviewed by people: claimed, edited, judged, approved or rejected."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from api.access import GuardedRoute, TheKey
from api.bodies.review import GivenApproval, GivenVerdict, Rejection, Withdrawal
from api.bodies.words import Patch, Words
from api.newsroom import Newsroom, TheNewsroom
from api.problems import Kind
from api.refusals import REVIEWING, REVISION, WITH_BODY, answered, answers, shown
from api.revisions import OptionalMatch, RequiredMatch, tagged
from drafter import clock, review
from drafter.editing import patched
from drafter.errors import NotFound, WrongState
from schemas.draft import Draft
from schemas.review import DraftRecord, Judgement
from schemas.sections import SectionName

router = APIRouter(prefix="/v1/drafts/{draft_id}", tags=["review"], route_class=GuardedRoute)

MERGE_PATCH = "application/merge-patch+json"
_PATCH_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {
                "schema": {"type": "object", "additionalProperties": True},
                "examples": shown("patch-headline", "patch-cut"),
            }
            for media_type in (MERGE_PATCH, "application/json")
        },
    }
}
_RECORD = answered("The draft after it", "in-review", REVISION)
NOTHING_SAID = GivenApproval()
_CONDITION = (Kind.STALE_REVISION, Kind.PRECONDITION_REQUIRED)


@router.post(
    "/claim",
    summary="Claim a draft",
    responses=answers({200: _RECORD}, *REVIEWING, Kind.STALE_REVISION),
)
async def claim_draft(
    draft_id: str,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    revision: OptionalMatch,
) -> DraftRecord:
    """Take a draft for review. It is yours for five minutes after each thing that you do to it."""
    record = await newsroom.drafts.claim(draft_id, key.name, revision=revision)
    return tagged(record, response)


@router.patch(
    "",
    summary="Edit a draft",
    openapi_extra=_PATCH_BODY,
    responses=answers({200: _RECORD}, *REVIEWING, *WITH_BODY, *_CONDITION, Kind.PATCH_REFUSED),
)
async def edit_draft(
    draft_id: str,
    patch: Annotated[Patch, Body(media_type=MERGE_PATCH)],
    match: RequiredMatch,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    reason: Annotated[Words | None, Query(description="for the audit trail")] = None,
) -> DraftRecord:
    """Change sections by a merge patch (RFC 7396); the checks run again, a revision is added.

    A patch that changes nothing adds none.

    A statement is named by its id: `{"id": "s7", "text": "..."}` changes its text alone, and one
    without an id is new. A list replaces the whole list. `null` takes a section out; say why
    under `null_reasons`.
    """
    record = await newsroom.drafts.get(draft_id)
    revision = match.require(record)
    draft = _in_hand(record, key.name, revision)
    edited = await _edited(newsroom, draft_id, draft, patch)
    record = await newsroom.drafts.edit(
        draft_id, edited, key.name, revision=revision, reason=reason
    )
    return tagged(record, response)


@router.post(
    "/statements/{statement_id}/verdict",
    summary="Judge a statement",
    responses=answers({200: _RECORD}, *REVIEWING, *WITH_BODY, *_CONDITION),
)
async def judge_statement(
    draft_id: str,
    statement_id: str,
    given: Annotated[GivenVerdict, Body(openapi_examples=shown("verdict"))],
    match: RequiredMatch,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
) -> DraftRecord:
    """Verify what could not be checked of a statement, or waive what failed, with your reason.

    `verified` says that you checked it elsewhere; `waived` that what failed may stand, or that
    the check is wrong. Either answers the findings of its kind that stand open in the revision
    that you read, while the statement stays what it was: another text, basis, section, citation
    or link opens them again.
    """
    record = await newsroom.drafts.get(draft_id)
    revision = match.require(record)
    said = _judgement(given, _known(record, statement_id))
    record = await newsroom.drafts.judge(draft_id, said, key.name, revision=revision)
    return tagged(record, response)


@router.post(
    "/sections/{name}/verdict",
    summary="Judge a section",
    responses=answers({200: _RECORD}, *REVIEWING, *WITH_BODY, *_CONDITION),
)
async def judge_section(
    draft_id: str,
    name: SectionName,
    given: Annotated[GivenVerdict, Body(openapi_examples=shown("verdict"))],
    match: RequiredMatch,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
) -> DraftRecord:
    """The same for what was found of a section as a whole, where a finding names no statement.

    Such a finding may rest on any sentence: whatever is edited after it opens it again.
    """
    revision = match.require(await newsroom.drafts.get(draft_id))
    said = _judgement(given, name)
    record = await newsroom.drafts.judge(draft_id, said, key.name, revision=revision)
    return tagged(record, response)


@router.post(
    "/approve",
    summary="Approve a draft",
    responses=answers(
        {200: answered("Approved", "approved", REVISION)},
        *REVIEWING,
        *WITH_BODY,
        *_CONDITION,
        Kind.GATE_CLOSED,
    ),
)
async def approve_draft(
    draft_id: str,
    match: RequiredMatch,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    given: Annotated[
        GivenApproval, Body(openapi_examples=shown("approval", "approval-in-full"))
    ] = NOTHING_SAID,
) -> DraftRecord:
    """Stand by the revision that If-Match names, and sign its review record off.

    Refused with the list while findings stand open, or a question is not answered with yes.

    Where the newsroom wants two people (`DRAFTER_APPROVALS=2`), the first approval puts the draft
    back into the queue, `endorsed_by` you, for somebody else; an edit ends that.
    """
    revision = match.require(await newsroom.drafts.get(draft_id))
    record = await newsroom.drafts.approve(
        draft_id,
        given.approval(),
        key.name,
        revision=revision,
        people=newsroom.settings.approvals,
    )
    return tagged(record, response)


@router.post(
    "/reject",
    summary="Reject a draft",
    responses=answers(
        {200: answered("Rejected", "rejected", REVISION)},
        *REVIEWING,
        *WITH_BODY,
        Kind.STALE_REVISION,
    ),
)
async def reject_draft(
    draft_id: str,
    given: Annotated[Rejection, Body(openapi_examples=shown("rejection"))],
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
    revision: OptionalMatch,
) -> DraftRecord:
    """Turn a draft down, with your reason, and perhaps a word of the list to count by."""
    record = await newsroom.drafts.reject(
        draft_id, key.name, given.reason, given.code, revision=revision
    )
    return tagged(record, response)


@router.post(
    "/withdraw",
    summary="Withdraw a draft that was approved",
    responses=answers(
        {200: answered("Withdrawn", "withdrawn", REVISION)}, *REVIEWING, *WITH_BODY, *_CONDITION
    ),
)
async def withdraw_draft(
    draft_id: str,
    given: Annotated[Withdrawal, Body(openapi_examples=shown("withdrawal"))],
    match: RequiredMatch,
    response: Response,
    newsroom: TheNewsroom,
    key: TheKey,
) -> DraftRecord:
    """Take back what was approved, exported or not. Your note goes out as its `correction`.

    Subscribers hear `draft.withdrawn`; an export in ninjs or JSON-LD then cancels the item.
    """
    revision = match.require(await newsroom.drafts.get(draft_id))
    record = await newsroom.drafts.withdraw(draft_id, key.name, given.note, revision=revision)
    return tagged(record, response)


def _in_hand(record: DraftRecord, by: str, revision: int) -> Draft:
    """The draft to be edited, where the store will take the edit: asked before it is worked out."""
    if record.draft is None:
        raise WrongState(f"{record.id} is {record.state}: there is no draft to edit")
    review.edited(record, record.draft, by, clock.now(), revision=revision, reason=None)
    return record.draft


async def _edited(newsroom: Newsroom, draft_id: str, draft: Draft, patch: dict[str, Any]) -> Draft:
    order, reports = await newsroom.drafts.inputs(draft_id)
    last = await newsroom.drafts.last_statement(draft_id)
    return await asyncio.to_thread(
        patched, draft, patch, reports, order.earlier, last_statement=last
    )


def _judgement(given: GivenVerdict, on: str) -> Judgement:
    return Judgement.model_validate(dict(given) | {"on": on})


def _known(record: DraftRecord, statement_id: str) -> str:
    """The id, which may be no id at all, where a statement of the draft has it."""
    statements = record.draft.statements() if record.draft else ()
    if statement_id not in {statement.id for _, statement in statements}:
        raise NotFound(f"{record.id} has no statement {statement_id}")
    return statement_id
