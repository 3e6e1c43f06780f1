import itertools
import json
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field, create_model

from drafter.engines.openai.contract import Contract, contract_of
from drafter.engines.openai.strict_schema import strict_schema
from drafter.planning import SectionCall
from prompts.reader import read_recipe, recipe_names
from schemas.sections import NULLABLE, SectionName
from tests.fakes.replies import valid_reply

KEYWORDS = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "description",
    "enum",
    "items",
    "properties",
    "required",
    "type",
}


def calls() -> Iterator[SectionCall]:
    """Every call of every recipe, whole and with each section left out that a plan may leave."""
    left_out = (SectionName.SYNTHESIS, SectionName.CONFLICTS)
    for name in recipe_names():
        for call in read_recipe(name).calls:
            for count in range(len(left_out) + 1):
                for out in itertools.combinations(left_out, count):
                    sections = tuple(s for s in map(SectionName, call.sections) if s not in out)
                    yield SectionCall(call.name, call.prompt, call.notes, sections)


CONTRACTS = list({id(contract): contract for contract in map(contract_of, calls())}.values())


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    yield node
    inner = [*node.get("properties", {}).values(), *node.get("$defs", {}).values()]
    inner += [*node.get("anyOf", []), *([node["items"]] if "items" in node else [])]
    for part in inner:
        yield from nodes(part)


def depth(node: dict[str, Any], defs: dict[str, Any]) -> int:
    """How many objects stand in one another."""
    if "$ref" in node:
        return depth(defs[node["$ref"].removeprefix("#/$defs/")], defs)
    inner = [*node.get("properties", {}).values(), *node.get("anyOf", [])]
    inner += [node["items"]] if "items" in node else []
    return ("properties" in node) + max((depth(part, defs) for part in inner), default=0)


def assert_portable(schema: dict[str, Any]) -> None:
    assert "object" == schema["type"]
    for node in nodes(schema):
        assert set() == set(node) - KEYWORDS
        assert "$ref" not in node or {"$ref"} == set(node)
        assert "$ref" in node or "type" in node or "anyOf" in node
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert list(node["properties"]) == node["required"]
        if node.get("type") == "array":
            assert "items" in node


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_schema_of_every_reply_is_in_the_portable_core(contract: Contract) -> None:
    assert_portable(contract.schema)
    Draft202012Validator.check_schema(contract.schema)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_no_reply_is_nested_deeper_than_the_oldest_endpoints_allow(contract: Contract) -> None:
    assert depth(contract.schema, contract.schema["$defs"]) <= 5


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_fakes_reply_is_valid_by_the_schema_and_by_the_model(contract: Contract) -> None:
    form = {"type": "json_schema", "json_schema": {"schema": contract.schema}}
    messages = [{"content": ""}, {"content": "[R1.S1] The bridge is closed."}]

    reply = valid_reply({"response_format": form, "messages": messages})

    Draft202012Validator(contract.schema).validate(json.loads(reply))
    assert contract.keys == tuple(contract.model.model_validate_json(reply).model_dump())


def test_a_reply_is_written_in_the_order_of_its_keys_notes_first_and_reasons_last() -> None:
    call = SectionCall("report", "briefing", ("main_facts",), (SectionName.HEADLINE, *NULLABLE[:1]))

    expected = ("main_facts", "category", "status", "headline", "standfirst", "null_reasons")
    assert expected == contract_of(call).keys
    assert list(expected) == list(contract_of(call).schema["properties"])


def test_a_contract_is_made_once_for_a_kind_of_call() -> None:
    one = SectionCall("one", "briefing", (), (SectionName.SCENARIOS,))
    two = SectionCall("two", "briefing", (), (SectionName.SCENARIOS,))

    assert contract_of(one) is contract_of(two)


class Described(BaseModel):
    """A reference with a description beside it."""

    section: SectionName = Field(description="which one")


def test_nothing_stands_beside_a_reference() -> None:
    schema = strict_schema(Described)

    assert ["$ref"] == list(schema["properties"]["section"])


class Bounded(BaseModel):
    """Bounds that the core has no word for."""

    names: list[str] = Field(min_length=2, description="who")
    code: str = Field(default="a", pattern="^[a-z]$")
    kind: Literal["x"]


def test_bounds_are_said_in_the_description_and_defaults_are_dropped() -> None:
    properties = strict_schema(Bounded)["properties"]

    assert "who; at least 2 items" == properties["names"]["description"]
    assert {"type": "string", "description": "matches ^[a-z]$"} == properties["code"]


class Pair(BaseModel):
    pair: tuple[int, str]


class Unique(BaseModel):
    names: set[str]


class Open(BaseModel):
    table: dict[str, int]


@pytest.mark.parametrize("model", [Pair, Unique, Open])
def test_what_endpoints_refuse_is_refused_here_with_its_place(model: type[BaseModel]) -> None:
    with pytest.raises(ValueError, match="#/"):
        strict_schema(model)


LEAVES = st.sampled_from([str, int, float, bool, Literal["a", "b"]])
TYPES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda t: t | None),
        inner.map(lambda t: list[t]),  # type: ignore[valid-type]
        inner.map(lambda t: create_model("Inner", field=(t, ...))),
    ),
    max_leaves=4,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), TYPES, min_size=1))
def test_any_model_of_the_core_comes_out_portable(fields: dict[str, Any]) -> None:
    wanted: dict[str, Any] = {name: (kind, ...) for name, kind in fields.items()}

    assert_portable(strict_schema(create_model("Any", **wanted)))
