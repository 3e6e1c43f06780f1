"""The OpenAPI document."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.document import FILE, written
from api.problems import MEDIA_TYPE
from tests.api.serving import committed

DOCUMENT = committed()
OPERATIONS = {
    operation["operationId"]: operation
    for path in DOCUMENT["paths"].values()
    for operation in path.values()
}
REF = "#/components/examples/"
WITHOUT_A_KEY = {"healthz", "readyz"}


def contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What goes in and out of an operation, each with its schema and examples."""
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for answer in operation["responses"].values():
        yield from answer.get("content", {}).values()


def test_the_published_document_is_that_of_the_routes() -> None:
    assert written() == FILE.read_text(encoding="utf-8"), "run: python -m api.document"


def test_operation_ids_are_plain_names() -> None:
    expected = {
        "add_comment",
        "add_report",
        "approve_draft",
        "ask_for_draft",
        "ask_for_drafts",
        "cancel_draft",
        "change_webhook",
        "claim_draft",
        "claim_next",
        "create_key",
        "create_webhook",
        "delete_webhook",
        "diff_revisions",
        "edit_draft",
        "edit_statistics",
        "export_draft",
        "follow_draft",
        "get_delivery",
        "get_draft",
        "get_key",
        "get_own_key",
        "get_report",
        "get_review_record",
        "get_revision",
        "get_webhook",
        "healthz",
        "hold_draft",
        "judge_section",
        "judge_statement",
        "list_comments",
        "list_deliveries",
        "list_drafts",
        "list_due_scenarios",
        "list_keys",
        "list_reports",
        "list_revisions",
        "list_scenarios",
        "list_webhooks",
        "metrics",
        "readyz",
        "record_outcome",
        "redraft",
        "redraft_section",
        "reject_draft",
        "release_draft",
        "replay_delivery",
        "resolve_comment",
        "retry_draft",
        "revoke_key",
        "rotate_key",
        "rotate_webhook_secret",
        "scenario_statistics",
        "test_webhook",
        "withdraw_draft",
    }
    assert expected == set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_says_what_it_is_for(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - WITHOUT_A_KEY))
def test_every_refusal_is_documented_as_a_problem(name: str) -> None:
    answers = OPERATIONS[name]["responses"]
    refusals = {status: answer for status, answer in answers.items() if status >= "400"}
    assert {"401", "403", "500", "503"} <= set(refusals)
    assert {MEDIA_TYPE} == {media for answer in refusals.values() for media in answer["content"]}


def test_the_frameworks_own_error_shape_is_gone() -> None:
    assert set() == {"HTTPValidationError", "ValidationError"} & set(
        DOCUMENT["components"]["schemas"]
    )


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_example_fits_its_schema(name: str) -> None:
    for content in contents(OPERATIONS[name]):
        schema = {"components": DOCUMENT["components"]} | content.get("schema", {})
        for example in content.get("examples", {}).values():
            value = DOCUMENT["components"]["examples"][example["$ref"].removeprefix(REF)]["value"]
            assert [] == [e.message for e in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize(
    "name", sorted(set(OPERATIONS) - {"healthz", "metrics", "revoke_key", "delete_webhook"})
)
def test_every_answer_that_goes_well_has_an_example(name: str) -> None:
    answers = OPERATIONS[name]["responses"]
    [good] = [
        answer for status, answer in answers.items() if status in ("200", "201", "202", "207")
    ]
    assert next(iter(good["content"].values()))["examples"]


def test_every_example_is_used() -> None:
    used = {
        example["$ref"].removeprefix(REF)
        for operation in OPERATIONS.values()
        for content in contents(operation)
        for example in content.get("examples", {}).values()
    }
    unused = set(DOCUMENT["components"]["examples"]) - used
    # What any route may answer, whichever it is, is told in docs/problems.md alone.
    of_any = {"method-not-allowed", "provider-refused", "provider-unavailable"}
    assert of_any | {"webhook-payload"} == unused  # which is sent, not answered


def test_all_but_health_ask_for_a_key() -> None:
    assert [{"key": []}] == DOCUMENT["security"]
    assert WITHOUT_A_KEY == {name for name, o in OPERATIONS.items() if o.get("security") == []}


def test_an_export_is_said_to_tell_its_state_and_revision() -> None:
    headers = OPERATIONS["export_draft"]["responses"]["200"]["headers"]
    assert {"Drafter-State", "Drafter-Revision", "ETag"} <= set(headers)


def test_a_change_has_to_send_if_match() -> None:
    for name in ("edit_draft", "approve_draft", "judge_statement", "judge_section"):
        [header] = [p for p in OPERATIONS[name]["parameters"] if p["name"] == "If-Match"]
        assert header["required"], name


def test_a_move_may_send_it() -> None:
    for name in ("cancel_draft", "retry_draft", "hold_draft", "release_draft", "redraft"):
        [header] = [p for p in OPERATIONS[name]["parameters"] if p["name"] == "If-Match"]
        assert not header["required"], name
