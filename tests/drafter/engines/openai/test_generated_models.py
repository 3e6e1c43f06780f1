from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from drafter.engines.openai.strict_schema import strict_schema
from tests.drafter.engines.openai.generated import MODELS, Kind, unportable_models
from tests.drafter.engines.openai.portable import faults


@settings(max_examples=150, deadline=None)
@given(MODELS, st.data())
def test_any_model_comes_out_portable_and_whatever_it_holds_is_valid(
    made: Kind, data: st.DataObject
) -> None:
    schema = strict_schema(made.type)

    assert [] == faults(schema)
    Draft202012Validator.check_schema(schema)
    held: BaseModel = data.draw(made.values)
    Draft202012Validator(schema).validate(held.model_dump(mode="json"))


def unions(node: Any) -> list[Any]:
    """The unions in pydantic's schema that a discriminator tells apart."""
    if isinstance(node, list):
        return [found for part in node for found in unions(part)]
    if not isinstance(node, dict):
        return []
    own = [node] if "discriminator" in node else []
    return [*own, *(found for part in node.values() for found in unions(part))]


@settings(max_examples=100, deadline=None)
@given(MODELS)
def test_the_key_that_tells_the_kind_comes_first_in_every_model(made: Kind) -> None:
    defs = strict_schema(made.type).get("$defs", {})

    for union in unions(made.type.model_json_schema()):
        for way in union["oneOf"]:
            name = way["$ref"].removeprefix("#/$defs/")
            assert "kind" == next(iter(defs[name]["properties"]))


@settings(max_examples=100, deadline=None)
@given(unportable_models())
def test_any_model_with_something_that_is_not_portable_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(ValueError, match=r"^Reply.*; write "):
        strict_schema(model)
