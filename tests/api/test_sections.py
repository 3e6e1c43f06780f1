"""One section is written anew over HTTP."""

import json

import httpx2
import pytest

from schemas.key import Scope
from tests.api.samples import patch, refused
from tests.api.serving import Desk, Served

FIRST = {"If-Match": '"1"'}
WISH = {"instructions": "Begin with the ferries."}


async def redraft(
    desk: Desk, draft: str, section: str = "body", body: object = WISH, **headers: str
) -> httpx2.Response:
    named = FIRST | {name.replace("_", "-"): value for name, value in headers.items()}
    return await desk("POST", f"{draft}/sections/{section}/redraft", json=body, headers=named)


async def test_a_section_is_written_anew_and_the_draft_is_back_in_the_editors_hands(
    ada: Desk, claimed: str
) -> None:
    before = await ada.json("GET", claimed)
    answer = await redraft(ada, claimed)
    assert 202 == answer.status_code, answer.text
    asked = answer.json()
    assert ("drafting", 1, 0) == (asked["state"], asked["revision"], asked["estimate"]["calls"])
    assert (claimed, '"1"') == (answer.headers["Location"], answer.headers["ETag"])
    assert int(answer.headers["Retry-After"]) > 0
    after = await ada.json("GET", claimed)
    assert ("in_review", "Ada", 2) == (after["state"], after["claimed_by"], after["revision"])
    assert before["draft"]["body"] != after["draft"]["body"]
    assert before["draft"]["headline"] == after["draft"]["headline"]
    lines = [(line["action"], line["reason"]) for line in after["history"]][-2:]
    note = "body written anew; the extractive engine reads no instructions"
    assert [("redrafted", "body: Begin with the ferries."), ("drafted", note)] == lines


async def test_a_body_may_be_left_out(ada: Desk, claimed: str) -> None:
    answer = await ada("POST", f"{claimed}/sections/body/redraft", headers=FIRST)
    assert 202 == answer.status_code
    assert 2 == (await ada.json("GET", claimed))["revision"]


async def test_a_draft_that_nobody_has_comes_back_to_the_queue(ada: Desk, draft: str) -> None:
    await redraft(ada, draft)
    after = await ada.json("GET", draft)
    assert ("queued", None, 2) == (after["state"], after["claimed_by"], after["revision"])


async def test_a_persons_own_headline_is_written_over_only_where_that_is_said(
    ada: Desk, claimed: str
) -> None:
    await ada.json("PATCH", claimed, json=patch("Bridge shut"), headers=FIRST)
    answer = await redraft(ada, claimed, "headline", If_Match='"2"')
    assert "overwrite" in refused(answer, 409, "wrong-state")["detail"]
    answer = await redraft(ada, claimed, "headline", {"overwrite": True}, If_Match='"2"')
    assert 202 == answer.status_code
    headline = (await ada.json("GET", claimed))["draft"]["headline"]
    assert "engine" == headline["written_by"]


async def test_a_section_that_came_to_nothing_leaves_the_draft_and_says_why(
    served: Served, ada: Desk, claimed: str
) -> None:
    served.queue.idle = True
    before = await ada.json("GET", claimed)
    await redraft(ada, claimed)
    await served.newsroom.drafts.fail(before["id"], "the endpoint is down")
    after = await ada.json("GET", claimed)
    assert before["draft"] == after["draft"]
    assert ("in_review", "Ada", 1) == (after["state"], after["claimed_by"], after["revision"])
    assert "the endpoint is down" == after["history"][-1]["reason"]


async def test_a_section_that_nothing_can_be_written_from_is_refused_at_once(
    ada: Desk, claimed: str
) -> None:
    detail = refused(await redraft(ada, claimed, "synthesis"), 409, "wrong-state")["detail"]
    assert "no earlier events" in detail
    assert "in_review" == (await ada.json("GET", claimed))["state"]


async def test_another_editors_draft_is_not_redrafted(ben: Desk, claimed: str) -> None:
    refused(await redraft(ben, claimed), 409, "not-yours")


async def test_a_revision_has_to_be_named_and_be_the_last(ada: Desk, claimed: str) -> None:
    path = f"{claimed}/sections/body/redraft"
    refused(await ada("POST", path, json=WISH), 428, "precondition-required")
    stale = refused(await redraft(ada, claimed, If_Match='"9"'), 412, "stale-revision")
    assert 1 == stale["current_revision"]


@pytest.mark.parametrize("section", ["sources", "null_reasons", "category", "nothing"])
async def test_what_no_engine_writes_is_not_redrafted(
    ada: Desk, claimed: str, section: str
) -> None:
    refused(await redraft(ada, claimed, section), 422, "invalid-request")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"overwrite": "yes"}, "/overwrite"), ({"instructions": " "}, "/instructions")],
)
async def test_a_wish_that_does_not_hold_is_refused_with_its_place(
    ada: Desk, claimed: str, body: object, pointer: str
) -> None:
    problem = refused(await redraft(ada, claimed, body=body), 422, "invalid-request")
    assert pointer == problem["errors"][0]["pointer"]


async def test_only_a_person_who_may_review_asks_for_it(served: Served, draft: str) -> None:
    plugin = await served.desk("Plugin", person=False)
    refused(await redraft(plugin, draft), 403, "person-required")
    reader = await served.desk("Cleo", scopes=frozenset({Scope.DRAFTS_READ, Scope.DRAFTS_WRITE}))
    refused(await redraft(reader, draft), 403, "missing-scope")


async def test_a_draft_that_is_not_there_is_not_found(ada: Desk) -> None:
    refused(await redraft(ada, "/v1/drafts/drf-none"), 404, "not-found")


async def test_the_same_request_again_has_the_first_answer_and_writes_nothing_more(
    served: Served, ada: Desk, claimed: str
) -> None:
    first = await redraft(ada, claimed, Idempotency_Key="k-1")
    second = await redraft(ada, claimed, Idempotency_Key="k-1")
    assert json.loads(first.content) == json.loads(second.content)
    assert "true" == second.headers["Idempotency-Replayed"]
    assert 2 == (await ada.json("GET", claimed))["revision"]
    assert 2 == len(served.queue.enqueued)
    other = await redraft(ada, claimed, body={"overwrite": True}, Idempotency_Key="k-1")
    refused(other, 422, "idempotency-key-reused")


async def test_a_verdict_and_the_ids_of_other_sections_stay(ada: Desk, claimed: str) -> None:
    said = {"verdict": "verified", "reason": "asked the council"}
    before = await ada.json("POST", f"{claimed}/statements/s1/verdict", json=said, headers=FIRST)
    await redraft(ada, claimed)
    after = await ada.json("GET", claimed)
    assert before["verdicts"] == after["verdicts"]
    assert before["draft"]["headline"] == after["draft"]["headline"]
