"""The JSON Schemas that outsiders rely on are those of the models."""

import json

import pytest
from jsonschema import Draft202012Validator

from schemas.publish import FOLDER, PUBLISHED, document
from tests.factories import draft, report


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_committed_schema_is_the_models(name: str) -> None:
    committed = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert committed == document(name), "run: python -m schemas.publish"


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_schema_is_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(document(name))


def test_a_draft_and_a_report_fit_their_published_schemas() -> None:
    for name, made in (("draft", draft()), ("report", report())):
        Draft202012Validator(document(name)).validate(json.loads(made.model_dump_json()))


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_every_object_of_a_published_schema_is_closed(name: str) -> None:
    open_objects = [
        title
        for title, part in (document(name)["$defs"] | {name: document(name)}).items()
        if part.get("type") == "object" and part.get("additionalProperties") is not False
    ]
    assert [] == open_objects
