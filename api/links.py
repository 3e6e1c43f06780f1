"""Links of the OpenAPI document: from an answer to what may be asked next, with what it told."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

ID = "$response.body#/id"
ETAG = "$response.header.ETag"
DRAFT = {"draft_id": ID}
OF_REVISION = DRAFT | {"If-Match": ETAG}

_NEXT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "get_draft": DRAFT,
        "claim_draft": DRAFT,
        "release_draft": DRAFT,
        "hold_draft": DRAFT,
        "cancel_draft": DRAFT,
        "retry_draft": DRAFT,
        "redraft": DRAFT,
        "edit_draft": OF_REVISION,
        "judge_statement": OF_REVISION,
        "judge_section": OF_REVISION,
        "redraft_section": OF_REVISION,
        "approve_draft": OF_REVISION,
        "reject_draft": DRAFT,
        "withdraw_draft": OF_REVISION,
        "add_comment": DRAFT,
        "list_comments": DRAFT,
        "list_scenarios": DRAFT,
        "list_revisions": DRAFT,
        "diff_revisions": DRAFT,
        "export_draft": DRAFT,
        "get_review_record": DRAFT,
    }
)
"""What may be done next with a draft that an answer tells of."""

_LINKS: Mapping[tuple[str, str], Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        ("add_report", "201"): {"get_report": {"report_id": ID}},
        ("ask_for_draft", "202"): {name: _NEXT[name] for name in ("get_draft", "cancel_draft")},
        ("get_draft", "200"): {n: v for n, v in _NEXT.items() if n != "get_draft"},
        ("claim_draft", "200"): {n: v for n, v in _NEXT.items() if n != "claim_draft"},
        ("claim_next", "200"): _NEXT,
        ("add_comment", "201"): {
            "resolve_comment": {"draft_id": "$response.body#/draft_id", "comment_id": ID}
        },
        ("list_scenarios", "200"): {
            "record_outcome": {
                "draft_id": "$response.body#/draft_id",
                "statement_id": "$response.body#/scenarios/0/statement",
            }
        },
        ("record_outcome", "201"): {"list_scenarios": {"draft_id": "$response.body#/draft_id"}},
        ("create_key", "201"): {"get_key": {"key_id": ID}},
        ("create_webhook", "201"): {
            name: {"webhook_id": ID}
            for name in ("get_webhook", "change_webhook", "test_webhook", "list_deliveries")
        },
        ("test_webhook", "202"): {
            name: {"webhook_id": "$response.body#/webhook_id", "delivery_id": ID}
            for name in ("get_delivery", "replay_delivery")
        },
    }
)


def linked(paths: Mapping[str, Any]) -> None:
    """Add the links to the answers of a document's paths, in place.

    Raises:
        KeyError: a link names an operation or an answer that there is not.
    """
    operations = {one["operationId"]: one for one in _operations(paths)}
    for (name, status), following in _LINKS.items():
        answer = operations[name]["responses"][status]
        answer["links"] = {
            target: {
                "operationId": operations[target]["operationId"],
                "parameters": dict(parameters),
            }
            for target, parameters in following.items()
        }


def _operations(paths: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path in paths.values():
        yield from path.values()
