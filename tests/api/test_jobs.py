"""Drafts are called off, put aside, released, and gone on with."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import StoreError
from schemas.estimate import Estimate
from tests.api.samples import REPORT, YES, patch, refused
from tests.api.serving import Desk, Served, serving, settings_for
from tests.api.test_costs import BY_MODEL, PRICE, limited

WHY = {"json": {"reason": "The court decides on Friday."}}
ORDER = {"json": {"reports": [REPORT]}}
SENT: dict[str, dict[str, Any]] = {"cancel": {}, "hold": WHY, "release": {}, "retry": {}}
WRONG, TAKEN = "wrong-state", "not-yours"
MATRIX = {
    "drafting": ("cancelled", "held", WRONG, WRONG),
    "queued": (WRONG, "held", WRONG, WRONG),
    "in_review": (WRONG, "held", "queued", WRONG),
    "in another's review": (WRONG, TAKEN, TAKEN, WRONG),
    "approved": (WRONG, WRONG, WRONG, WRONG),
    "exported": (WRONG, WRONG, WRONG, WRONG),
    "rejected": (WRONG, WRONG, WRONG, WRONG),
    "failed": (WRONG, WRONG, WRONG, "drafting"),
    "cancelled": (WRONG, WRONG, WRONG, "drafting"),
    "held while drafting": (WRONG, WRONG, "drafting", WRONG),
    "held": (WRONG, WRONG, "queued", WRONG),
}
"""What becomes of a draft in each state by each move of `SENT`, or which problem is told."""
UNWRITTEN = {"drafting", "failed", "cancelled", "held while drafting"}
WAYS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "in_review": [("claim", {})],
    "approved": [("claim", {}), ("approve", {"json": YES, "headers": {"If-Match": '"1"'}})],
    "rejected": [("claim", {}), ("reject", {"json": {"reason": "Old news."}})],
    "cancelled": [("cancel", {})],
    "held": [("hold", WHY)],
    "held while drafting": [("hold", WHY)],
}


async def draft_in(state: str, served: Served, ada: Desk, ben: Desk) -> str:
    """The path of a draft in this state. Its queue is idle from then on."""
    served.queue.idle = state in UNWRITTEN
    path = str((await ada("POST", "/v1/drafts", **ORDER)).headers["Location"])
    served.queue.idle = True
    if state == "failed":
        await served.newsroom.drafts.fail(path.rpartition("/")[2], "the model is gone")
    if state == "in another's review":
        await ben.json("POST", f"{path}/claim")
    way = "approved" if state == "exported" else state
    for move, sent in WAYS.get(way, []):
        await ada.json("POST", f"{path}/{move}", **sent)
    if state == "exported":
        await ada("GET", f"{path}/export?format=markdown")
    return path


@pytest.mark.parametrize("move", SENT)
@pytest.mark.parametrize("state", MATRIX)
async def test_a_move_leads_where_the_table_of_states_says(
    served: Served, ada: Desk, ben: Desk, state: str, move: str
) -> None:
    path = await draft_in(state, served, ada, ben)
    before = await ada.json("GET", path)
    expected = MATRIX[state][list(SENT).index(move)]
    answer = await ada("POST", f"{path}/{move}", **SENT[move])
    after = await ada.json("GET", path)
    if expected in (WRONG, TAKEN):
        refused(answer, 409, expected)
        assert before == after
        return
    assert (202 if move == "retry" else 200, expected) == (answer.status_code, after["state"])
    said = {name: value for name, value in answer.json().items() if name != "estimate"}
    assert after == said
    assert f'"{after["revision"]}"' == answer.headers["ETag"]
    assert (None, None) == (after["claimed_by"], after["claimed_until"])
    assert (move, after["id"]) == served.queue.moves[-1]


@pytest.mark.parametrize("move", SENT)
async def test_a_draft_that_is_not_there_answers_404(ada: Desk, move: str) -> None:
    answer = await ada("POST", f"/v1/drafts/drf-none/{move}", **SENT[move])
    refused(answer, 404, "not-found")


@pytest.mark.parametrize("move", SENT)
async def test_a_program_may_call_off_and_retry_but_neither_hold_nor_release(
    served: Served, ada: Desk, ben: Desk, move: str
) -> None:
    program = await served.desk("plugin", person=False)
    state = {"cancel": "drafting", "hold": "drafting", "release": "held", "retry": "failed"}[move]
    path = await draft_in(state, served, ada, ben)
    answer = await program("POST", f"{path}/{move}", **SENT[move])
    if move in ("hold", "release"):
        refused(answer, 403, "person-required")
    else:
        assert "plugin" == answer.json()["history"][-1]["by"]


@pytest.mark.parametrize("reason", ["", " ", "-", "\u3164\u3164", "aa", None, 7])
async def test_a_hold_without_a_reason_that_tells_something_is_refused(
    served: Served, ada: Desk, ben: Desk, reason: object
) -> None:
    path = await draft_in("drafting", served, ada, ben)
    answer = await ada("POST", f"{path}/hold", json={"reason": reason})
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert "/reason" == wrong["pointer"]
    assert [] == served.queue.moves


async def test_a_hold_without_a_body_is_refused(ada: Desk, draft: str) -> None:
    refused(await ada("POST", f"{draft}/hold"), 415, "unsupported-media-type")


async def test_the_reason_of_a_hold_is_in_the_audit_trail(ada: Desk, draft: str) -> None:
    record = await ada.json("POST", f"{draft}/hold", json={"reason": " Wait for Friday. "})
    entry = record["history"][-1]
    assert ("held", "Ada", "Wait for Friday.") == (entry["action"], entry["by"], entry["reason"])


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({}, None),
        ({"json": {}}, None),
        ({"json": {"reason": None}}, None),
        ({"json": {"reason": " The wire has withdrawn it. "}}, "The wire has withdrawn it."),
    ],
)
async def test_a_draft_may_be_called_off_with_a_reason_or_without_a_word(
    served: Served, ada: Desk, ben: Desk, sent: dict[str, Any], reason: str | None
) -> None:
    path = await draft_in("drafting", served, ada, ben)
    record = await ada.json("POST", f"{path}/cancel", **sent)
    entry = record["history"][-1]
    assert ("cancelled", "Ada", reason) == (entry["action"], entry["by"], entry["reason"])


@pytest.mark.parametrize("given", [{"reason": ""}, {"reason": 7}, {"because": "so"}, []])
async def test_a_cancellation_that_does_not_fit_calls_nothing_off(
    served: Served, ada: Desk, ben: Desk, given: object
) -> None:
    path = await draft_in("drafting", served, ada, ben)
    refused(await ada("POST", f"{path}/cancel", json=given), 422, "invalid-request")
    assert [] == served.queue.moves
    assert "drafting" == (await ada.json("GET", path))["state"]


async def test_what_one_editor_held_another_may_release(ada: Desk, ben: Desk, claimed: str) -> None:
    await ada.json("POST", f"{claimed}/hold", **WHY)
    record = await ben.json("POST", f"{claimed}/release")
    assert ["held", "released"] == [entry["action"] for entry in record["history"][-2:]]
    assert "in_review" == (await ben.json("POST", f"{claimed}/claim"))["state"]


async def test_an_edit_survives_hold_and_release(ada: Desk, claimed: str) -> None:
    edited = await ada.json("PATCH", claimed, json=patch(), headers={"If-Match": '"1"'})
    await ada.json("POST", f"{claimed}/hold", **WHY)
    released = await ada.json("POST", f"{claimed}/release")
    assert (2, edited["draft"]) == (released["revision"], released["draft"])


async def test_a_draft_held_before_it_was_written_is_written_after_its_release(
    served: Served, ada: Desk, ben: Desk
) -> None:
    path = await draft_in("held while drafting", served, ada, ben)
    served.queue.idle = False
    assert "drafting" == (await ada.json("POST", f"{path}/release"))["state"]
    assert "queued" == (await ada.json("GET", path))["state"]


async def test_a_retry_says_where_to_follow_it_and_clears_the_failure(
    served: Served, ada: Desk, ben: Desk
) -> None:
    path = await draft_in("failed", served, ada, ben)
    assert "the model is gone" == (await ada.json("GET", path))["failure"]
    served.queue.idle = False
    answer = await ada("POST", f"{path}/retry")
    assert (path, "2") == (answer.headers["Location"], answer.headers["Retry-After"])
    assert None is answer.json()["failure"]
    assert "queued" == (await ada.json("GET", path))["state"]


@pytest.mark.parametrize("move", ["cancel", "hold", "release", "retry"])
async def test_where_the_jobs_cannot_be_reached_a_move_answers_503(
    served: Served, ada: Desk, ben: Desk, move: str
) -> None:
    state = {"cancel": "drafting", "hold": "drafting", "release": "held", "retry": "failed"}[move]
    path = await draft_in(state, served, ada, ben)
    served.queue.failure = StoreError("the database is away")
    refused(await ada("POST", f"{path}/{move}", **SENT[move]), 503, "store-unavailable")


@pytest.fixture
async def priced(file: Path) -> AsyncIterator[Served]:
    """An app with a model of a known price, whose queue only notes what it is asked."""
    async with serving(settings_for(file, price=PRICE, **BY_MODEL)) as running:
        running.queue.idle = True
        yield running


async def test_a_retry_tells_the_estimate_and_puts_it_by(priced: Served) -> None:
    desk = await limited(priced, "100")
    asked = await desk.json("POST", "/v1/drafts", **ORDER)
    await desk.json("POST", f"/v1/drafts/{asked['id']}/cancel")
    assert [0] == list((await priced.newsroom.keys.spent_today()).values())
    retried = await desk.json("POST", f"/v1/drafts/{asked['id']}/retry")
    assert asked["estimate"] == retried["estimate"]
    cost = Estimate.model_validate(retried["estimate"]).cost_usd
    assert [cost] == list((await priced.newsroom.keys.spent_today()).values())


async def test_a_retry_that_the_key_cannot_pay_for_is_refused_and_changes_nothing(
    priced: Served,
) -> None:
    asked = await (await limited(priced, None)).json("POST", "/v1/drafts", **ORDER)
    cost = Decimal(asked["estimate"]["cost_usd"])
    await priced.newsroom.drafts.fail(asked["id"], "the model is gone", cost)
    spending = await limited(priced, str(cost), "Ben")
    await spending.json("POST", "/v1/drafts", **ORDER)
    path = f"/v1/drafts/{asked['id']}"
    answer = await spending("POST", f"{path}/retry")
    refused(answer, 429, "spent-today")
    assert 0 < int(answer.headers["Retry-After"])
    poor = await limited(priced, "0.000001", "Cleo")
    refused(await poor("POST", f"{path}/retry"), 403, "over-budget")
    assert "failed" == (await poor.json("GET", path))["state"]
    assert [] == priced.queue.moves
