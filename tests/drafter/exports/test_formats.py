"""The formats: which there are, and that JSON is the draft itself."""

import json

import pytest

from drafter.errors import InputError
from drafter.exports.formats import ENDINGS, FORMATS, Format, is_cancellation, render
from schemas.draft import Draft
from schemas.review import DraftState
from tests.drafter.exports.briefings import arabic, rich, sparse

DRAFTS = [rich(), sparse(), arabic()]


@pytest.mark.parametrize("draft", DRAFTS)
def test_json_reads_back_as_the_same_draft(draft: Draft) -> None:
    assert draft == Draft.model_validate_json(render(draft, Format.JSON))


def test_json_keeps_the_order_of_the_schema() -> None:
    assert list(Draft.model_fields) == list(json.loads(render(rich(), "json")))


def test_json_writes_letters_as_letters() -> None:
    assert "البلدة" in render(arabic(), Format.JSON)


@pytest.mark.parametrize("form", Format)
def test_a_format_renders_the_same_draft_the_same_way_twice(form: Format) -> None:
    assert render(rich(), form) == render(rich(), form)


@pytest.mark.parametrize("form", Format)
def test_a_format_ends_with_one_line_feed(form: Format) -> None:
    text = render(rich(), form)
    assert (True, False) == (text.endswith("\n"), text.endswith("\n\n"))


def test_every_format_has_a_media_type() -> None:
    expected = {
        "json": "application/json",
        "md": "text/markdown; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "ninjs": (
            'application/json; profile="http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"'
        ),
        "ninjs-superdesk": 'application/json; profile="urn:drafter:ninjs-superdesk"',
        "jsonld": "application/ld+json",
        "wp": "text/html; charset=utf-8",
    }
    assert expected == dict(FORMATS)


def test_every_format_has_an_ending_for_its_files() -> None:
    assert set(Format) == set(ENDINGS)


@pytest.mark.parametrize("form", Format)
def test_only_a_withdrawn_draft_in_a_format_for_machines_is_a_cancellation(form: Format) -> None:
    for_machines = form in {"ninjs", "ninjs-superdesk", "jsonld"}
    assert for_machines == is_cancellation(form, DraftState.WITHDRAWN)
    assert not any(
        is_cancellation(form, state) for state in DraftState if state is not DraftState.WITHDRAWN
    )


def test_a_format_that_there_is_not_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputError, match="no format 'pdf'; choose one of json, md, html, ninjs"):
        render(rich(), "pdf")
