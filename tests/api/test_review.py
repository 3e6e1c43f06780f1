"""Drafts are reviewed over HTTP."""

import asyncio
import json
from datetime import date

import pytest

from schemas.statement import Basis
from tests import factories
from tests.api.samples import EVENT, HEADLINE, JSON, REPORT, YES, patch, refused
from tests.api.serving import Desk, Served

FIRST = {"If-Match": '"1"'}
VERDICT = "/statements/s1/verdict"
CHANGES = [
    ("PATCH", "", patch()),
    ("POST", "/approve", YES),
    ("POST", VERDICT, {"verdict": "verified", "reason": "asked"}),
]


async def test_of_two_editors_who_claim_at_once_one_has_the_draft(
    ada: Desk, ben: Desk, draft: str
) -> None:
    answers = await asyncio.gather(*(desk("POST", f"{draft}/claim") for desk in (ada, ben)))
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (200, "in_review") == (won.status_code, won.json()["state"])
    assert won.json()["claimed_by"] in refused(lost, 409, "not-yours")["detail"]


async def test_a_draft_that_is_being_written_cannot_be_claimed(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    asked = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    path = asked.headers["Location"]
    refused(await ada("POST", f"{path}/claim"), 409, "wrong-state")
    answer = await ada("PATCH", path, json=patch(), headers={"If-Match": '"0"'})
    refused(answer, 409, "wrong-state")
    refused(await ada("GET", f"{path}/export?format=md&preview=true"), 409, "wrong-state")


@pytest.mark.parametrize("media_type", ["application/merge-patch+json", "application/json"])
async def test_an_edit_is_a_new_revision_by_its_editor(
    ada: Desk, claimed: str, media_type: str
) -> None:
    headers = FIRST | {"Content-Type": media_type}
    content = b'{"headline": {"text": "The old bridge is shut"}}'
    answer = await ada("PATCH", f"{claimed}?reason=shorter", content=content, headers=headers)
    record = answer.json()
    assert (200, '"2"', 2) == (answer.status_code, answer.headers["ETag"], record["revision"])
    headline = record["draft"]["headline"]
    assert ("The old bridge is shut", "editor") == (headline["text"], headline["written_by"])
    assert ("edited", "Ada", "shorter") == tuple(
        record["history"][-1][name] for name in ("action", "by", "reason")
    )


async def test_of_two_edits_of_one_revision_one_is_refused_and_nothing_is_lost(
    ada: Desk, claimed: str
) -> None:
    edits = (patch("One text"), patch("Another text"))
    answers = await asyncio.gather(
        *(ada("PATCH", claimed, json=edit, headers=FIRST) for edit in edits)
    )
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert 2 == won.json()["revision"]
    assert 2 == refused(lost, 412, "stale-revision")["current_revision"]
    assert won.json()["draft"] == (await ada.json("GET", claimed))["draft"]


async def test_a_revision_without_its_quotation_marks_is_understood(
    ada: Desk, claimed: str
) -> None:
    patch = {"headline": {"text": "Bridge shut"}}
    answer = await ada("PATCH", claimed, json=patch, headers={"If-Match": "1"})
    assert (200, '"2"') == (answer.status_code, answer.headers["ETag"])


@pytest.mark.parametrize("header", [None, "*"])
@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
async def test_a_change_that_names_no_revision_answers_428(
    ada: Desk, claimed: str, method: str, path: str, body: object, header: str | None
) -> None:
    headers = {"If-Match": header} if header else {}
    answer = await ada(method, claimed + path, json=body, headers=headers)
    refused(answer, 428, "precondition-required")


@pytest.mark.parametrize("header", ['"2"', 'W/"1"', "2", '"x"'])
@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
async def test_a_change_of_another_revision_answers_412_with_the_current_one(
    ada: Desk, claimed: str, method: str, path: str, body: object, header: str
) -> None:
    answer = await ada(method, claimed + path, json=body, headers={"If-Match": header})
    assert 1 == refused(answer, 412, "stale-revision")["current_revision"]


async def test_an_edit_may_link_an_earlier_event_as_the_plan_numbered_it(ada: Desk) -> None:
    more = [EVENT | {"id": f"ev-{day}", "date": f"2025-12-{day}"} for day in range(10, 12)]
    after = EVENT | {"id": "too-late", "date": "2026-04-01"}
    asked = {"reports": [REPORT], "earlier": [after, *more, EVENT]}
    path = (await ada("POST", "/v1/drafts", json=asked)).headers["Location"]
    await ada("POST", f"{path}/claim")
    linked = {"headline": {"links": ["E1", "E3"]}}
    record = await ada.json("PATCH", path, json=linked, headers=FIRST)
    assert ["ev-1", "ev-11"] == [event["key"] for event in record["draft"]["earlier_events"]]
    too_late = {"headline": {"links": ["E4"]}}
    answer = await ada("PATCH", path, json=too_late, headers={"If-Match": '"2"'})
    assert "/headline/links/0" == refused(answer, 422, "patch-refused")["errors"][0]["pointer"]


async def test_any_of_several_tags_may_match(ada: Desk, claimed: str) -> None:
    answer = await ada("PATCH", claimed, json=patch(), headers={"If-Match": '"7", "1"'})
    assert 200 == answer.status_code


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"headline": {"text": "Mine"}}),
        ("POST", "/statements/s1/verdict", {"verdict": "verified", "reason": "asked"}),
        ("POST", "/approve", YES),
        ("POST", "/reject", {"reason": "no"}),
    ],
)
async def test_what_another_editor_holds_is_not_yours(
    ben: Desk, claimed: str, method: str, path: str, body: object
) -> None:
    answer = await ben(method, claimed + path, json=body, headers=FIRST)
    assert "Ada" in refused(answer, 409, "not-yours")["detail"]


async def test_what_nobody_has_claimed_cannot_be_edited(ada: Desk, draft: str) -> None:
    answer = await ada("PATCH", draft, json=patch(), headers=FIRST)
    refused(answer, 409, "wrong-state")


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        ({"bodi": None}, "/bodi"),
        ({"headline": None}, "/headline"),
        ({"headline": {"cites": ["R1.S99"]}}, "/headline/cites/0"),
        ({"headline": {"id": "s99", "text": "New"}}, "/headline/id"),
        ({"category": "gossip"}, "/category"),
        ({"provenance": {"seconds": 0}}, "/provenance"),
    ],
)
async def test_a_bad_patch_is_refused_with_the_place(
    ada: Desk, claimed: str, bad: dict[str, object], pointer: str
) -> None:
    answer = await ada("PATCH", claimed, json=bad, headers=FIRST)
    [wrong] = refused(answer, 422, "patch-refused")["errors"]
    assert pointer == wrong["pointer"]
    assert 1 == (await ada.json("GET", claimed))["revision"]


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
async def test_a_patch_with_what_is_no_character_is_refused(
    ada: Desk, claimed: str, text: str
) -> None:
    for bad in (patch(text), {text: None}, {"null_reasons": {text: "why"}}):
        content = json.dumps(bad).encode()
        answer = await ada("PATCH", claimed, content=content, headers=FIRST | JSON)
        refused(answer, 422, "invalid-request")


async def test_a_patch_that_is_no_object_is_refused(ada: Desk, claimed: str) -> None:
    answer = await ada("PATCH", claimed, json=["headline"], headers=FIRST)
    refused(answer, 422, "invalid-request")


async def test_a_verdict_is_kept_with_the_text_it_was_given_for(ada: Desk, claimed: str) -> None:
    given = {"verdict": "verified", "reason": "The mayor's office says so too."}
    record = await ada.json("POST", f"{claimed}/statements/s1/verdict", json=given, headers=FIRST)
    [verdict] = record["verdicts"]
    assert given | {"statement": "s1", "text": HEADLINE, "by": "Ada"} == {
        name: verdict[name] for name in (*given, "statement", "text", "by")
    }


@pytest.mark.parametrize("given", [{"verdict": "verified"}, {"verdict": "nice", "reason": "so"}])
async def test_a_verdict_needs_its_word_and_a_reason(
    ada: Desk, claimed: str, given: dict[str, str]
) -> None:
    answer = await ada("POST", f"{claimed}/statements/s1/verdict", json=given, headers=FIRST)
    refused(answer, 422, "invalid-request")


@pytest.mark.parametrize("name", ["s99", "s0", "headline"])
async def test_a_statement_that_is_not_there_answers_404(
    ada: Desk, claimed: str, name: str
) -> None:
    given = {"verdict": "verified", "reason": "so"}
    answer = await ada("POST", f"{claimed}/statements/{name}/verdict", json=given, headers=FIRST)
    refused(answer, 404, "not-found")


@pytest.mark.parametrize("same", [{}, patch(HEADLINE)])
async def test_a_patch_that_changes_nothing_is_no_revision(
    ada: Desk, claimed: str, same: dict[str, object]
) -> None:
    before = await ada.json("GET", claimed)
    answer = await ada("PATCH", claimed, json=same, headers=FIRST)
    assert (200, '"1"') == (answer.status_code, answer.headers["ETag"])
    assert before == answer.json() == await ada.json("GET", claimed)


async def test_an_order_whose_events_do_not_fit_its_draft_is_no_fault_of_ours(
    served: Served, ada: Desk
) -> None:
    report = await served.newsroom.reports.add(factories.report(), "Ada")
    storm = factories.event(date(2025, 11, 18), "A storm damaged the old bridge.")
    linked = factories.statement("A storm came first", basis=Basis.BACKGROUND, links=("E1",))
    made = factories.draft(factories.plan_of(earlier=[storm]), headline=linked)
    order = factories.order(report).model_copy(
        update={"earlier": (storm.model_copy(update={"key": "ev-2"}),)}
    )
    record = await served.newsroom.drafts.hand_in(order, made, "Ada")
    path = f"/v1/drafts/{record.id}"
    await ada("POST", f"{path}/claim")
    answer = await ada("PATCH", path, json=patch(), headers=FIRST)
    assert "ask for a new draft" in refused(answer, 409, "wrong-state")["detail"]


async def test_an_approved_draft_can_no_longer_be_edited(ada: Desk, claimed: str) -> None:
    await ada.json("POST", f"{claimed}/approve", json=YES, headers=FIRST)
    refused(await ada("PATCH", claimed, json=patch(), headers=FIRST), 409, "wrong-state")


async def test_a_rejection_keeps_its_reason(ada: Desk, claimed: str) -> None:
    record = await ada.json("POST", f"{claimed}/reject", json={"reason": "Too early."})
    assert ("rejected", "Too early.") == (record["state"], record["history"][-1]["reason"])


@pytest.mark.parametrize("reason", ["  ", "-", "\u200b", "x"])
async def test_a_rejection_without_a_reason_is_refused(
    ada: Desk, claimed: str, reason: str
) -> None:
    answer = await ada("POST", f"{claimed}/reject", json={"reason": reason})
    assert "/reason" == refused(answer, 422, "invalid-request")["errors"][0]["pointer"]
