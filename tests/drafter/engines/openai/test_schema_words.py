import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from pydantic import (
    AnyUrl,
    BaseModel,
    Field,
    Json,
    ValidationError,
    WithJsonSchema,
    create_model,
)

from drafter.engines.openai.strict_schema import strict_schema
from tests.drafter.engines.openai.generated import Colour, Open, model_with
from tests.drafter.engines.openai.portable import faults


@pytest.mark.parametrize(
    ("kind", "bounds", "said"),
    [
        (list[str], {"min_length": 2, "description": "who"}, "who; at least 2 items"),
        (list[str], {"max_length": 3}, "at most 3 items"),
        (
            str,
            {"min_length": 1, "max_length": 9},
            "at least 1 character(s); at most 9 character(s)",
        ),
        (str, {"pattern": "^[a-z]$"}, "matches ^[a-z]$"),
        (int, {"ge": 1, "lt": 9, "multiple_of": 2}, "at least 1; less than 9; a multiple of 2"),
        (float, {"gt": 0.5, "le": 1}, "more than 0.5; at most 1"),
        (set[int], {}, "no item twice"),
        (frozenset[str], {"min_length": 1}, "at least 1 items; no item twice"),
        (tuple[int, int], {}, "at least 2 items; at most 2 items"),
        (date, {}, "a date as YYYY-MM-DD"),
        (datetime, {}, "a date and time as YYYY-MM-DDThh:mm:ssZ"),
        (time, {}, "a time of day as hh:mm:ss"),
        (timedelta, {}, "a length of time in ISO 8601, such as P3DT4H"),
        (
            UUID,
            {"description": "its id"},
            "its id; a UUID, such as 123e4567-e89b-12d3-a456-426614174000",
        ),
        (AnyUrl, {}, "at least 1 character(s); a URL"),
        (str, {"json_schema_extra": {"format": "isbn"}}, "in the format isbn"),
    ],
)
def test_bounds_and_formats_are_said_in_the_description(
    kind: Any, bounds: dict[str, Any], said: str
) -> None:
    schema = strict_schema(model_with(kind, **bounds))
    made = schema["properties"]["x"]

    assert [] == faults(schema)
    assert said == made["description"]
    assert {"type", "description"} == set(made) - {"items"}


class Empty(BaseModel):
    pass


class Deep(BaseModel):
    inner: dict[str, int]


def given(**schema: Any) -> Any:
    """A type that says this of itself."""
    return Annotated[Any, WithJsonSchema(schema)]


REFUSED = [
    (dict[str, int], "#/properties/x: additionalProperties", "list of objects"),
    (dict, "#/properties/x: additionalProperties", "list of objects"),
    (dict[Colour, int], "#/properties/x: propertyNames", "list of objects"),
    (list[Deep], "#/$defs/Deep/properties/inner: additionalProperties", "list of objects"),
    (Open, "#/$defs/Open: additionalProperties", "extra='forbid'"),
    (Empty, "#/$defs/Empty: an object without properties", "at least one field"),
    (Any, "#/properties/x: a schema without a type", "one type by its name"),
    (object, "#/properties/x: a schema without a type", "one type by its name"),
    (list, "#/properties/x/items: a schema without a type", "one type by its name"),
    (int | list[Any], "#/properties/x/anyOf/1/items: a schema without", "one type by its name"),
    (tuple[int, str], "#/properties/x: prefixItems", "a model with a named field"),
    (tuple[()], "#/properties/x: an array without the type", "list[str]"),
    (
        given(type="array", prefixItems=[{"type": "integer"}], items={"type": "string"}),
        "#/properties/x: prefixItems",
        "a model with a named field",
    ),
    (Json[int], "#/properties/x: contentMediaType", "not JSON within a string"),
    (given(allOf=[{"type": "string"}]), "#/properties/x: allOf", "one model with all the fields"),
    (
        given(type="string", **{"not": {"type": "string"}}),
        "#/properties/x: not",
        "check it in a validator",
    ),
    (
        given(**{"if": {"type": "string"}, "then": {"type": "string"}}),
        "#/properties/x: if",
        "check it in a validator",
    ),
    (given(type=["string", "null"]), "#/properties/x: the type ['string', 'null']", "a union"),
    (given(type="any"), "#/properties/x: the type 'any'", "a union"),
    (given(enum=[[1]]), "#/properties/x: the value [1]", "strings, numbers"),
    (given(type="string", enum=[]), "#/properties/x: an enum without values", "strings, numbers"),
    (given(type="array", items=True), "#/properties/x/items: a schema without", "one type"),
    (given(type="string", contains=1), "#/properties/x: contains", "check it in a validator"),
    (given(type="string", **{"x-own": 1}), "#/properties/x: x-own", "check it in a validator"),
]


@pytest.mark.parametrize(("kind", "place", "instead"), REFUSED)
def test_what_endpoints_refuse_is_refused_with_its_place_and_what_to_write(
    kind: Any, place: str, instead: str
) -> None:
    with pytest.raises(ValueError, match="is not portable; write ") as refused:
        strict_schema(model_with(kind))

    assert str(refused.value).startswith(f"Reply{place}")
    assert instead in str(refused.value).partition("; write ")[2]


def test_a_place_is_a_json_pointer() -> None:
    model = create_model("Reply", x=(dict[str, int], Field(alias="a/b~c")))

    with pytest.raises(ValueError, match=r"^Reply#/properties/a~1b~0c: "):
        strict_schema(model)


JUDGED = [
    (list[str], {"min_length": 2}, ["a"]),
    (Annotated[list[str], Field(max_length=1)], {}, ["a", "b"]),
    (str, {"min_length": 1}, ""),
    (str, {"max_length": 1}, "ab"),
    (str, {"pattern": "^[a-z]$"}, "A"),
    (int, {"ge": 1}, 0),
    (int, {"gt": 1}, 1),
    (float, {"le": 1}, 1.5),
    (float, {"lt": 1}, 1.0),
    (int, {"multiple_of": 2}, 3),
    (tuple[int, int], {}, [1]),
    (date, {}, "tomorrow"),
    (UUID, {}, "one"),
    (Decimal, {}, "many"),
    (Decimal, {"max_digits": 3}, "1234"),
]


@pytest.mark.parametrize(("kind", "bounds", "value"), JUDGED)
def test_what_the_schema_does_not_bound_the_model_does(
    kind: Any, bounds: dict[str, Any], value: Any
) -> None:
    model = model_with(kind, **bounds)

    Draft202012Validator(strict_schema(model)).validate({"x": value})
    with pytest.raises(ValidationError):
        model.model_validate_json(json.dumps({"x": value}))
