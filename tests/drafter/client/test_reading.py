"""Answers of this version, of a newer one, and of something else altogether."""

import json
from copy import deepcopy
from typing import Any

import httpx2
import pytest

from api.examples import examples
from drafter.client import Unreadable
from drafter.client.reading import read
from schemas.base import Closed
from schemas.draft import Draft
from schemas.review import Action, DraftRecord
from schemas.review_record import ReviewRecord

EXAMPLES = examples()
MAPS = ("null_reasons", "answers")
"""Objects whose fields are the data itself."""


def answer(body: Any) -> httpx2.Response:
    asked = httpx2.Request("GET", "http://drafter.test/v1/drafts/drf-1")
    return httpx2.Response(200, json=body, request=asked)


def example(name: str) -> Any:
    return deepcopy(EXAMPLES[name]["value"])


def grown(body: Any) -> Any:
    """The same from a service that tells more of everything."""
    if isinstance(body, list):
        return [grown(one) for one in body]
    if isinstance(body, dict):
        same = {name: body[name] if name in MAPS else grown(body[name]) for name in body}
        return same | {"told_later": {"n": 1}}
    return body


@pytest.mark.parametrize(
    ("kind", "name"),
    [(DraftRecord, "in-review"), (Draft, "draft"), (ReviewRecord, "review-record")],
)
def test_fields_that_are_new_are_passed_over(kind: type[Closed], name: str) -> None:
    expected = kind.model_validate(example(name))
    assert expected == read(kind, answer(example(name)))
    assert expected == read(kind, answer(grown(example(name))))


def test_a_word_that_is_new_is_kept_as_it_is() -> None:
    body = example("in-review")
    body["history"][-1]["action"] = body["state"] = "archived"
    record = read(DraftRecord, answer(body))
    assert ("archived", "archived") == (record.state, record.history[-1].action)
    assert Action.ASKED is record.history[0].action
    assert "archived" not in list(Action)
    assert "archived" == json.loads(record.model_dump_json())["state"]


def test_a_draft_of_the_next_minor_version_is_read() -> None:
    body = example("draft")
    body["schema_version"] = "1.1"
    body["null_reasons"]["weather"] = "nothing is said of it"
    draft = read(Draft, answer(body))
    assert "1.1" == str(draft.schema_version)
    assert "nothing is said of it" == {str(k): v for k, v in draft.null_reasons.items()}["weather"]


def test_what_a_verdict_was_given_on_tells_which_kind_it_is() -> None:
    given: dict[str, Any] = {"verdict": "waived", "reason": "seen", "findings": [], "by": "Ada"}
    given |= {"at": "2026-03-05T14:02:00Z", "section": "body"}
    on_section = given | {"sections_sha256": "0" * 64}
    on_statement = given | {"statement": "s1", "text": "It is shut.", "basis": "reported"}
    on_statement |= {"cites": [], "links": []}
    body = example("in-review") | {"verdicts": [on_section, on_statement]}
    expected = DraftRecord.model_validate(body).verdicts
    assert expected == read(DraftRecord, answer(body)).verdicts


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": 5}, "5 is no word of DraftState"),
        ({"revision": "many"}, "valid integer"),
        ({"history": {}}, "{} is no list"),
        ({"draft": "text"}, "Draft is to be an object"),
        ({"verdicts": [None]}, "SectionVerdict is to be an object"),
    ],
)
def test_what_has_another_form_is_refused_with_the_place_that_was_asked(
    change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Unreadable, match=f"GET /v1/drafts/drf-1: this is no DraftRecord: .*{said}"):
        read(DraftRecord, answer(example("in-review") | change))


def test_what_is_missing_is_named() -> None:
    body = example("in-review")
    del body["state"], body["draft"]["headline"]
    with pytest.raises(Unreadable, match="DraftRecord lacks state"):
        read(DraftRecord, answer(body))


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"[]1", b"7", b"\xff"])
def test_an_answer_that_is_no_json_object_is_refused(body: bytes) -> None:
    asked = httpx2.Request("GET", "http://drafter.test/v1/drafts/drf-1")
    with pytest.raises(Unreadable, match="the answer is no JSON object"):
        read(Draft, httpx2.Response(200, content=body, request=asked))
