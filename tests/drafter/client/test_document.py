"""The client against the API's document: every operation has a method that reads its answer."""

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_origin

import httpx2
import pytest

from drafter.client import Drafter, Exported
from drafter.client.calls import Call, Listed, Page, Sent
from tests.api.serving import committed

NO_CALL = {"follow_draft", "healthz", "readyz", "metrics"}
"""`follow` is no single call; the others are for those who run the service."""


@cache
def calls() -> Mapping[str, Call[Any]]:
    """A call of each method, with arguments of the right type."""
    methods = inspect.getmembers(Drafter, lambda one: isinstance(one, Sent | Listed))
    made = {
        name: method.describe(None, **dict(arguments(method.describe))) for name, method in methods
    }
    of_statement = Drafter.judge.describe(None, "drf-1", "s7", "waived", "seen", revision=1)
    return made | {"judge, a statement": of_statement}


def arguments(describe: Any) -> Iterator[tuple[str, Any]]:
    """What the parameters without a default, and a revision, may be given."""
    for parameter in list(inspect.signature(describe).parameters.values())[1:]:
        if parameter.name == "revision":
            yield parameter.name, 1
        elif parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD:
            yield parameter.name, some(parameter.annotation)


def some(kind: Any) -> Any:
    """A value of that type."""
    origin = get_origin(kind) or kind
    return {int: 1, Mapping: {}, Sequence: ["rep-1"], Iterable: []}.get(origin, "x/..")


def operation(call: Call[Any]) -> dict[str, Any]:
    """What the document says of the operation that the call asks for."""
    found = [
        dict(operations[call.method.lower()])
        for template, operations in committed()["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), call.path)
        and call.method.lower() in operations
    ]
    assert 1 <= len(found), f"the document has no {call.method} {call.path}"
    return found[0]


def answered(told: Mapping[str, Any]) -> tuple[int, list[Any]]:
    """The status of what goes well, and the examples of its body."""
    status = next(status for status in told["responses"] if status.startswith("2"))
    content = told["responses"][status].get("content", {}).get("application/json", {})
    examples = committed()["components"]["examples"]
    links = [one["$ref"].rpartition("/")[2] for one in content.get("examples", {}).values()]
    return int(status), [examples[name]["value"] for name in links]


def test_every_operation_has_a_method() -> None:
    documented = {
        told["operationId"]
        for operations in committed()["paths"].values()
        for told in operations.values()
    }
    assert documented - NO_CALL == {operation(call)["operationId"] for call in calls().values()}


@pytest.mark.parametrize("name", calls())
def test_a_method_reads_what_the_document_says_is_answered_and_leaves_nothing_out(
    name: str,
) -> None:
    call = calls()[name]
    status, bodies = answered(operation(call))
    asked = httpx2.Request(call.method, f"http://drafter.test{call.path}")
    for body in bodies:
        headers = {"Drafter-State": "approved", "Drafter-Revision": "2"}
        answer = httpx2.Response(status, json=body, headers=headers, request=asked)
        assert_same(body, call.came_to(answer))
    if not bodies:
        assert call.came_to(httpx2.Response(status, request=asked)) is None


def assert_same(body: Any, got: Any) -> None:
    if isinstance(got, Exported) and "provenance" not in body:  # another format than ours
        assert body == json.loads(got.text)
        return
    if isinstance(got, Page):
        assert got.next_cursor == body.get("next_cursor")
        got = got.items
    if isinstance(got, tuple):
        (body,) = (value for value in body.values() if isinstance(value, list))
    assert [] == list(differing(body, plain(got)))


def differing(told: Any, got: Any, place: str = "") -> Iterator[str]:
    """Where what was told stands otherwise in what was read, or not at all."""
    if isinstance(told, dict) and isinstance(got, dict):
        for name, value in told.items():
            yield from differing(value, got.get(name, "nothing"), f"{place}/{name}")
    elif isinstance(told, list) and isinstance(got, list) and len(told) == len(got):
        for number, (one, other) in enumerate(zip(told, got, strict=True)):
            yield from differing(one, other, f"{place}/{number}")
    elif told != got:
        yield place


def plain(got: Any) -> Any:
    """As JSON has it."""
    if isinstance(got, tuple):
        return [plain(one) for one in got]
    whole = json.loads((got.draft() if isinstance(got, Exported) else got).model_dump_json())
    return whole | {"scopes": sorted(whole["scopes"])} if "scopes" in whole else whole


@pytest.mark.parametrize("name", calls())
def test_what_creates_has_an_idempotency_key_and_what_needs_a_revision_names_it(name: str) -> None:
    call = calls()[name]
    told = {one["name"] for one in operation(call).get("parameters", ()) if one["in"] == "header"}
    assert (told & {"Idempotency-Key", "If-Match"}) <= set(call.headers)
