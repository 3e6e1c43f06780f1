"""ninjs against the IPTC's own schema, where it is at hand.

DRAFTER_TEST_SCHEMAS names a folder that holds `ninjs-schema_3.1.json`. It is not ours to keep
here, so that without it these tests are skipped, and contracts.py is what holds.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.review import DraftState
from tests.drafter.exports.briefings import arabic, by_model, rich, sparse, with_text
from tests.drafter.exports.standings import ADA, CORRECTION, standing
from tests.drafter.exports.test_any_text import NASTY

FOLDER = os.environ.get("DRAFTER_TEST_SCHEMAS", "")
FILE = Path(FOLDER) / "ninjs-schema_3.1.json"
GEOJSON = "https://geojson.org/schema/GeoJSON.json"
"""Named by the schema for places, which we tell none of; it would be fetched otherwise."""

pytestmark = pytest.mark.skipif(
    not FOLDER or not FILE.is_file(),
    reason="DRAFTER_TEST_SCHEMAS names no folder with ninjs-schema_3.1.json",
)


@cache
def validator() -> Any:
    stub: Resource[Any] = Resource.from_contents({}, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(GEOJSON, stub)
    return Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")), registry=registry)


@pytest.mark.parametrize("state", [None, *DraftState])
@pytest.mark.parametrize(
    "draft",
    [rich(), sparse(), arabic(), by_model(rich()), with_text(NASTY)],
    ids=["rich", "sparse", "arabic", "model", "nasty"],
)
def test_every_export_holds_to_the_schema(draft: Draft, state: DraftState | None) -> None:
    at = standing(state, *ADA, correction=CORRECTION) if state else Standing()
    item = json.loads(render(draft, Format.NINJS, at))
    assert [] == [error.message for error in validator().iter_errors(item)]


def test_the_schema_refuses_a_field_of_our_own() -> None:
    item = json.loads(render(rich(), Format.NINJS)) | {"drafter": "ours"}
    assert not validator().is_valid(item)
