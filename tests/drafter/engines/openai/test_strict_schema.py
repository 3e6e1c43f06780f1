import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, Optional

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
    create_model,
)
from typing_extensions import TypeAliasType

from drafter.engines.openai.strict_schema import strict_schema
from tests.drafter.engines.openai.generated import Colour, Rank, model_with
from tests.drafter.engines.openai.portable import faults


def converted(kind: Any, **field: Any) -> Any:
    """What becomes of a field of that type, after the whole was found portable."""
    schema = strict_schema(model_with(kind, **field))
    assert [] == faults(schema)
    return schema["properties"]["x"]


class Mixed(Enum):
    WORD = "a"
    NUMBER = 2


class Cat(BaseModel):
    lives: int
    kind: Literal["cat"] = "cat"


class Dog(BaseModel):
    """A dog."""

    tricks: list[str]
    kind: Literal["dog", "wolf"]


class Node(BaseModel):
    """A node of a tree."""

    label: str
    parts: list["Node"]
    twin: Optional["Node"] = Field(default=None, description="the same elsewhere")


class Point(NamedTuple):
    x: int
    y: int


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]
NUMBER, TEXT, NULL = {"type": "integer"}, {"type": "string"}, {"type": "null"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (str, TEXT),
        (float, {"type": "number"}),
        (bool, {"type": "boolean"}),
        (None, NULL),
        (Annotated[None, WithJsonSchema({"const": None})], NULL),
        (Literal["a"], {"type": "string", "const": "a"}),
        (Literal[1], {"type": "integer", "const": 1}),
        (Literal[True], {"type": "boolean", "const": True}),
        (Literal["a", "b"], {"type": "string", "enum": ["a", "b"]}),
        (Literal[2, 1], {"type": "integer", "enum": [2, 1]}),
        (Literal[True, False], {"type": "boolean", "enum": [True, False]}),
        (Literal["a", None], {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]}),  # noqa: PYI061 - not the same to pydantic
        (
            Literal[1, "a", True],
            {
                "anyOf": [
                    {"type": "integer", "enum": [1]},
                    {"type": "string", "enum": ["a"]},
                    {"type": "boolean", "enum": [True]},
                ]
            },
        ),
        (int | str | None, {"anyOf": [NUMBER, TEXT, NULL]}),
        (Decimal, {"anyOf": [{"type": "number"}, TEXT]}),
        (list[int], {"type": "array", "items": NUMBER}),
        (tuple[int, ...], {"type": "array", "items": NUMBER}),
    ],
)
def test_what_the_core_has_a_word_for_stays(kind: Any, expected: Any) -> None:
    assert expected == converted(kind)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Colour, {"type": "string", "description": "A string enum.", "enum": ["red", "blue"]}),
        (Rank, {"type": "integer", "enum": [1, 2]}),
        (
            Mixed,
            {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [2]}]},
        ),
    ],
)
def test_an_enum_stays_a_definition_with_one_type_for_each_list_of_values(
    kind: type[Enum], expected: Any
) -> None:
    schema = strict_schema(model_with(kind))

    assert {"$ref": f"#/$defs/{kind.__name__}"} == schema["properties"]["x"]
    assert expected == schema["$defs"][kind.__name__]


@pytest.mark.parametrize("default", [{"default": "a"}, {"default_factory": str}])
def test_what_has_a_default_is_required_without_it(default: dict[str, Any]) -> None:
    schema = strict_schema(model_with(str, title="T", examples=["b"], deprecated=True, **default))

    assert {"x": TEXT} == schema["properties"]
    assert ["x"] == schema["required"]


def test_a_default_that_json_cannot_hold_is_dropped_without_a_warning() -> None:
    assert {"anyOf": [NUMBER, NULL]} == converted(int | None, default=object())


def test_what_is_none_by_default_is_required_and_may_be_null() -> None:
    schema = strict_schema(model_with(Colour | None, default=None))

    assert {"anyOf": [{"$ref": "#/$defs/Colour"}, NULL]} == schema["properties"]["x"]
    assert ["x"] == schema["required"]


def test_nothing_stands_beside_a_reference() -> None:
    assert {"$ref": "#/$defs/Colour"} == converted(Colour, description="which one")


@pytest.mark.parametrize("kind", [Pet, list[Pet], Pet | None])
def test_the_kinds_of_a_union_come_first_in_its_objects(kind: Any) -> None:
    schema = strict_schema(model_with(kind))

    assert [] == faults(schema)
    assert '{"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]' in json.dumps(schema)
    for name, own in (("Cat", "lives"), ("Dog", "tricks")):
        assert ["kind", own] == list(schema["$defs"][name]["properties"])
        assert ["kind", own] == schema["$defs"][name]["required"]


class Red(BaseModel):
    size: int
    shade: Literal["light"]
    hue: Literal["red"]


class DarkRed(BaseModel):
    size: int
    shade: Literal["dark"]
    hue: Literal["red"]


class Blue(BaseModel):
    size: int
    hue: Literal["blue"]


Reds = TypeAliasType("Reds", Annotated[Red | DarkRed, Field(discriminator="shade")])


@pytest.mark.parametrize("reds", [Reds, Annotated[Red | DarkRed, Field(discriminator="shade")]])
def test_an_object_of_a_union_in_a_union_has_both_kinds_at_its_head(reds: Any) -> None:
    schema = strict_schema(model_with(Annotated[reds | Blue, Field(discriminator="hue")]))

    assert [] == faults(schema)
    for name in ("Red", "DarkRed"):
        assert {"shade", "hue"} == set(list(schema["$defs"][name]["properties"])[:2])
    assert ["hue", "size"] == schema["$defs"]["Blue"]["required"]


def test_a_model_may_hold_itself() -> None:
    schema = strict_schema(model_with(Node))

    assert [] == faults(schema)
    node = schema["$defs"]["Node"]["properties"]
    assert {"type": "array", "items": {"$ref": "#/$defs/Node"}} == node["parts"]
    assert "the same elsewhere" == node["twin"]["description"]


@pytest.mark.parametrize("model", [Node, RootModel[Node]])
def test_a_root_that_holds_itself_is_an_object_and_a_definition(model: type[BaseModel]) -> None:
    schema = strict_schema(model)

    assert [] == faults(schema)
    assert schema["$defs"]["Node"] == {key: schema[key] for key in schema if key != "$defs"}


def test_another_name_for_a_definition_leads_to_it_directly() -> None:
    schema = strict_schema(model_with(TypeAliasType("Branch", Node)))

    assert {"$ref": "#/$defs/Node"} == schema["properties"]["x"]
    assert ["Node"] == list(schema["$defs"])


def test_the_ways_of_a_union_are_each_there_once() -> None:
    assert {"anyOf": [TEXT, NULL]} == converted(str | Annotated[str, Field(title="T")] | None)


def test_the_values_of_an_enum_are_each_there_once() -> None:
    twice: Any = Annotated[str, WithJsonSchema({"enum": ["a", "b", "a"]})]

    assert {"type": "string", "enum": ["a", "b"]} == converted(twice)


def test_a_tuple_of_one_type_is_a_list_whatever_its_places_are_called() -> None:
    assert {"type": "array", "items": NUMBER} == {
        key: part
        for key, part in strict_schema(model_with(Point))["$defs"]["Point"].items()
        if key != "description"
    }


@pytest.mark.parametrize(
    "ref", ["https://example.org/x.json", "other.json#/X", "#/$defs/Nowhere", "#/properties/y"]
)
def test_a_reference_to_anything_but_a_definition_is_refused(ref: str) -> None:
    class Astray(BaseModel):
        model_config = ConfigDict(json_schema_extra=lambda schema: schema.update({"$ref": ref}))

    with pytest.raises(ValueError, match=r"^Astray#: \$ref .* is not portable"):
        strict_schema(Astray)


@pytest.mark.parametrize("model", [RootModel[list[int]], RootModel[Pet], RootModel[int]])
def test_a_root_that_is_no_object_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(ValueError, match="no object is not portable; write a model with this as"):
        strict_schema(model)


@pytest.mark.parametrize(
    "kind", [Callable[[], int], type, Callable[[], int] | None, list[int | type]]
)
def test_a_type_that_json_does_not_have_is_refused(kind: Any) -> None:
    with pytest.raises(ValueError, match=r"^Reply has no JSON Schema .*write types that JSON has$"):
        strict_schema(model_with(kind))


def test_a_chain_of_hundreds_of_models_is_refused_and_does_not_break() -> None:
    model = model_with(int)
    for number in range(400):
        model = create_model(f"Level{number}", x=(model, ...))

    with pytest.raises(ValueError, match=r"^Level399 is nested too deeply"):
        strict_schema(model)
