"""Attempts to get past the gate over HTTP: each is refused, and the database is as it was."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.gate import QUESTIONS
from drafter.store.database import Database
from drafter.store.tables import drafts
from schemas.hashing import sha256_of
from schemas.key import Scope
from schemas.review import Question
from tests.api.gate import (
    FIRST,
    OPEN,
    S1,
    SECOND,
    THIRD,
    VERIFIED,
    WAIVED,
    approve,
    lines,
    unchanged,
)
from tests.api.samples import YES, refused
from tests.api.serving import Desk, Served, committed

# The way through


async def test_a_waived_blocker_and_five_answers_open_the_gate(ada: Desk, faulty: str) -> None:
    [line] = await lines(ada, faulty)
    assert line.startswith("headline, s1: “9,999” does not stand in what it cites.")
    await ada.json("POST", faulty + S1, json=WAIVED, headers=SECOND)
    answer = await approve(ada, faulty)
    assert (200, "approved") == (answer.status_code, answer.json()["state"])


async def test_the_review_record_tells_it_all(ada: Desk, faulty: str) -> None:
    await ada.json("POST", faulty + S1, json=WAIVED, headers=SECOND)
    full = {"holds": True, "note": "Read against the report."}
    given = {"answers": YES["answers"] | {"accuracy": full}, "responsible": "Mara Quist"}
    await ada.json("POST", f"{faulty}/approve", json=given, headers=SECOND)
    record = await ada.json("GET", f"{faulty}/review-record")
    [settled], [change], [approval] = record["settled"], record["changes"], record["approvals"]
    assert ("Ada", "Mara Quist", full) == (
        approval["by"],
        record["responsible"],
        approval["answers"]["accuracy"],
    )
    assert ("waived", "Ada", WAIVED["reason"]) == tuple(
        settled[name] for name in ("verdict", "by", "reason")
    )
    assert ("s1", "edited", ["Ada"], OPEN["headline"]["text"]) == (
        change["statement"],
        change["kind"],
        change["by"],
        change["after"]["text"],
    )


async def test_the_record_is_read_to_the_letter_by_any_key_that_reads(
    served: Served, ada: Desk, claimed: str
) -> None:
    refused(await ada("GET", f"{claimed}/review-record"), 409, "wrong-state")
    refused(await ada("GET", "/v1/drafts/drf-none/review-record"), 404, "not-found")
    await approve(ada, claimed, FIRST)
    plugin = await served.desk("plugin", person=False, scopes=frozenset({Scope.DRAFTS_READ}))
    before = (await plugin("GET", f"{claimed}/review-record")).content
    await plugin("GET", f"{claimed}/export?format=json")
    assert before == (await plugin("GET", f"{claimed}/review-record")).content


async def test_its_hashes_are_those_of_what_the_api_gives_out(ada: Desk, claimed: str) -> None:
    await approve(ada, claimed, FIRST)
    record = await ada.json("GET", f"{claimed}/review-record")
    exported = await ada.json("GET", f"{claimed}/export?format=json")
    revision = await ada.json("GET", f"{claimed}/revisions/1")
    assert {record["draft_sha256"]} == {sha256_of(exported), sha256_of(revision)}
    assert record.pop("sha256") == sha256_of(record)


# Who


@pytest.mark.parametrize("path", ["/approve", S1, "/sections/headline/verdict"])
async def test_a_key_that_is_no_person_or_may_not_review_decides_nothing(
    served: Served, file: Path, faulty: str, path: str
) -> None:
    plugin = await served.desk("plugin", person=False)
    reader = await served.desk("reader", scopes=frozenset(Scope) - {Scope.REVIEW})
    body = YES if path == "/approve" else WAIVED
    async with unchanged(file):
        answer = await plugin("POST", faulty + path, json=body, headers=SECOND)
        refused(answer, 403, "person-required")
        answer = await reader("POST", faulty + path, json=body, headers=SECOND)
        refused(answer, 403, "missing-scope")


async def test_what_nobody_has_claimed_is_not_approved(ada: Desk, file: Path, draft: str) -> None:
    async with unchanged(file):
        refused(await approve(ada, draft, FIRST), 409, "wrong-state")


async def test_another_editor_neither_waives_nor_approves(
    ben: Desk, file: Path, faulty: str
) -> None:
    async with unchanged(file):
        refused(await ben("POST", faulty + S1, json=WAIVED, headers=SECOND), 409, "not-yours")
        refused(await approve(ben, faulty), 409, "not-yours")


async def test_whose_lease_was_taken_over_no_longer_decides(
    ada: Desk, ben: Desk, file: Path, faulty: str
) -> None:
    await ada.json("POST", faulty + S1, json=WAIVED, headers=SECOND)
    database = Database(f"sqlite:///{file}")
    async with database.writing() as connection:
        past = clock.now() - timedelta(seconds=1)
        await connection.execute(sa.update(drafts).values(claimed_until=past))
    await database.close()
    await ben.json("POST", f"{faulty}/claim")
    async with unchanged(file):
        refused(await approve(ada, faulty), 409, "not-yours")
        refused(await ada("POST", faulty + S1, json=WAIVED, headers=SECOND), 409, "not-yours")
    assert 200 == (await approve(ben, faulty)).status_code


# Which revision


@pytest.mark.parametrize("headers", [FIRST, THIRD, {"If-Match": '"x"'}])
async def test_a_revision_that_is_not_the_present_one_is_not_decided_on(
    ada: Desk, file: Path, faulty: str, headers: dict[str, str]
) -> None:
    async with unchanged(file):
        refused(await approve(ada, faulty, headers), 412, "stale-revision")
        answer = await ada("POST", faulty + S1, json=WAIVED, headers=headers)
        refused(answer, 412, "stale-revision")


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
async def test_no_revision_at_all_is_not_decided_on(
    ada: Desk, file: Path, faulty: str, headers: dict[str, str]
) -> None:
    async with unchanged(file):
        for path, body in (("/approve", YES), (S1, WAIVED), ("/sections/body/verdict", VERIFIED)):
            answer = await ada("POST", faulty + path, json=body, headers=headers)
            refused(answer, 428, "precondition-required")


# Which word, and why


async def test_verified_does_not_answer_a_blocker(ada: Desk, faulty: str) -> None:
    await ada.json("POST", faulty + S1, json=VERIFIED, headers=SECOND)
    assert 1 == len(await lines(ada, faulty))


async def test_nothing_is_waived_where_nothing_failed(ada: Desk, file: Path, claimed: str) -> None:
    async with unchanged(file):
        for path in (S1, "/sections/body/verdict"):
            answer = await ada("POST", claimed + path, json=WAIVED, headers=FIRST)
            assert "nothing has failed" in refused(answer, 422, "invalid-request")["detail"]


@pytest.mark.parametrize("path", [S1, "/sections/headline/verdict"])
@pytest.mark.parametrize("reason", ["", "   ", ".", "—", "x", "\u200b", "\u3164\u3164", None])
async def test_an_empty_reason_waives_nothing(
    ada: Desk, file: Path, faulty: str, path: str, reason: str | None
) -> None:
    async with unchanged(file):
        given = WAIVED | {"reason": reason}
        answer = await ada("POST", faulty + path, json=given, headers=SECOND)
        [wrong] = refused(answer, 422, "invalid-request")["errors"]
        assert "/reason" == wrong["pointer"]


async def test_a_section_that_there_is_not_has_no_verdict(ada: Desk, claimed: str) -> None:
    answer = await ada("POST", f"{claimed}/sections/gossip/verdict", json=VERIFIED, headers=FIRST)
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert "name" == wrong["parameter"]


# The five questions


@pytest.mark.parametrize("body", [None, {}, {"answers": {}}])
async def test_without_answers_the_gate_is_shut_and_asks_all_five(
    ada: Desk, file: Path, claimed: str, body: object
) -> None:
    async with unchanged(file):
        answer = await ada("POST", f"{claimed}/approve", json=body, headers=FIRST)
    asked = refused(answer, 409, "gate-closed")["open_findings"]
    assert [f"{name}: {words} (not answered)" for name, words in QUESTIONS.items()] == asked


@pytest.mark.parametrize("no", [False, {"holds": False}, {"holds": False, "note": "One-sided."}])
async def test_a_question_answered_with_no_keeps_the_gate_shut(
    ada: Desk, file: Path, claimed: str, no: object
) -> None:
    given = {"answers": YES["answers"] | {"context": no}}
    async with unchanged(file):
        answer = await ada("POST", f"{claimed}/approve", json=given, headers=FIRST)
    [line] = refused(answer, 409, "gate-closed")["open_findings"]
    assert line.startswith(f"context: {QUESTIONS[Question.CONTEXT]} (answered no")


@pytest.mark.parametrize(
    "body",
    [
        {"answers": YES["answers"] | {"accuracy": "yes"}},
        {"answers": YES["answers"] | {"accuracy": 1}},
        {"answers": YES["answers"] | {"accuracy": None}},
        {"answers": YES["answers"] | {"accuracy": {"holds": "true"}}},
        {"answers": YES["answers"] | {"honesty": True}},
        {"answers": True},
        YES | {"force": True},
        YES | {"responsible": " - "},
        YES | {"revision": 1, "by": "Ben"},
    ],
)
async def test_an_answer_is_true_or_false_and_nothing_goes_beside_it(
    ada: Desk, file: Path, claimed: str, body: object
) -> None:
    async with unchanged(file):
        answer = await ada("POST", f"{claimed}/approve", json=body, headers=FIRST)
        refused(answer, 422, "invalid-request")


@pytest.mark.parametrize(
    ("given", "pointer"), [("yes", "/answers/accuracy"), ({"holds": 1}, "/answers/accuracy/holds")]
)
async def test_a_bad_answer_is_pointed_at_in_the_body_as_it_was_sent(
    ada: Desk, claimed: str, given: object, pointer: str
) -> None:
    body = {"answers": YES["answers"] | {"accuracy": given}}
    answer = await ada("POST", f"{claimed}/approve", json=body, headers=FIRST)
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert pointer == wrong["pointer"]


async def test_an_approval_as_a_form_is_refused(ada: Desk, file: Path, claimed: str) -> None:
    async with unchanged(file):
        answer = await ada("POST", f"{claimed}/approve", data={"accuracy": "true"}, headers=FIRST)
        refused(answer, 415, "unsupported-media-type")


# Twice, and by another door


async def test_there_is_one_approval_and_none_after_a_rejection(
    ada: Desk, file: Path, claimed: str
) -> None:
    await approve(ada, claimed, FIRST)
    async with unchanged(file):
        refused(await approve(ada, claimed, FIRST), 409, "wrong-state")
        answer = await ada("POST", claimed + S1, json=VERIFIED, headers=FIRST)
        refused(answer, 409, "wrong-state")
        answer = await ada("POST", f"{claimed}/reject", json={"reason": "Too late."})
        refused(answer, 409, "wrong-state")
        refused(await ada("POST", f"{claimed}/claim"), 409, "wrong-state")


async def test_what_was_rejected_is_not_approved(ada: Desk, file: Path, claimed: str) -> None:
    await ada.json("POST", f"{claimed}/reject", json={"reason": "Too early."})
    async with unchanged(file):
        refused(await approve(ada, claimed, FIRST), 409, "wrong-state")
        refused(await ada("POST", f"{claimed}/claim"), 409, "wrong-state")
        refused(await ada("GET", f"{claimed}/export?format=json"), 409, "wrong-state")


@pytest.mark.parametrize("form", ["json", "md", "html"])
async def test_nothing_leaves_before_approval(
    ada: Desk, file: Path, faulty: str, form: str
) -> None:
    async with unchanged(file):
        answer = await ada("GET", f"{faulty}/export?format={form}")
        refused(answer, 409, "wrong-state")


def test_no_call_takes_a_draft_that_was_written_elsewhere() -> None:
    """There is no import: a draft is made from reports, or changed by a patch that is checked."""
    bodies = {
        operation["operationId"]: _named(operation["requestBody"])
        for path in committed()["paths"].values()
        for operation in path.values()
        if "requestBody" in operation
    }
    assert {"GivenVerdict"} <= bodies["judge_statement"]
    taken = {name for name, schemas in bodies.items() if schemas & {"Draft", "DraftRecord"}}
    assert set() == taken


def _named(part: object, found: frozenset[str] = frozenset()) -> frozenset[str]:
    """The schemas that a part of the document names, and those that they name."""
    if isinstance(part, dict):
        _, named, name = str(part.get("$ref", "")).rpartition("/schemas/")
        if named and name not in found:
            found = _named(committed()["components"]["schemas"][name], found | {name})
    inside: Iterable[object] = ()
    if isinstance(part, dict | list):
        inside = part.values() if isinstance(part, dict) else part
    for inner in inside:
        found = _named(inner, found)
    return found
