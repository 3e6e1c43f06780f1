"""Every refusal is a problem document."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from api.bounds import MOST_BYTES
from api.problems import KINDS, Kind, Problem, ProblemDocument, Wrong, problem_of
from drafter.editing import pointer_to
from drafter.errors import DrafterError, GateClosed, PatchRefused, StaleRevision, StoreError
from tests.api.samples import JSON, REPORT, refused
from tests.api.serving import Desk, Served

DOCS = (Path(__file__).parents[2] / "docs" / "problems.md").read_text(encoding="utf-8")


def errors(root: type[DrafterError] = DrafterError) -> Iterator[type[DrafterError]]:
    yield root
    for below in root.__subclasses__():
        yield from errors(below)


def documented(problem: Problem) -> ProblemDocument:
    return problem.document(instance="/v1", request_id="request-1")


@pytest.mark.parametrize("error", sorted(errors(), key=str))
def test_every_error_of_the_project_has_a_kind_of_its_own(error: type[DrafterError]) -> None:
    assert error in KINDS


def test_no_two_kinds_share_a_type() -> None:
    assert len(Kind) == len({kind.type for kind in Kind})


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_explained_with_its_status(kind: Kind) -> None:
    assert f"| `{kind.type}` | {kind.status} |" in DOCS


def test_what_an_error_knows_goes_into_the_document() -> None:
    stale = documented(problem_of(StaleRevision("changed", 3)))
    closed = documented(problem_of(GateClosed("shut", ["body, s5: wrong"])))
    refused_patch = documented(problem_of(PatchRefused("no such section", "/bodi")))
    assert 3 == stale.current_revision
    assert ("body, s5: wrong",) == closed.open_findings
    assert (Wrong(pointer="/bodi", code="patch-refused", detail="no such section"),) == (
        refused_patch.errors
    )


def test_a_pointer_escapes_what_a_name_may_hold() -> None:
    assert "/a~1b/c~0d/0" == pointer_to(("a/b", "c~d", 0))


async def test_an_unknown_path_answers_404(ada: Desk) -> None:
    refused(await ada("GET", "/v1/nowhere"), 404, "not-found")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/v1/reports", "GET, POST"), ("/v1/drafts", "GET, POST"), ("/v1/drafts/drf-1", "GET, PATCH")],
)
async def test_a_wrong_method_answers_405_with_all_that_are_allowed(
    ada: Desk, path: str, allowed: str
) -> None:
    answer = await ada("DELETE", path)
    refused(answer, 405, "method-not-allowed")
    assert allowed == answer.headers["Allow"]


async def test_a_body_that_says_it_is_too_large_answers_413(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", content=b" " * (MOST_BYTES + 1))
    refused(answer, 413, "body-too-large")


async def test_a_body_that_turns_out_too_large_answers_413(ada: Desk) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (MOST_BYTES // 2)

    for path in ("/v1/drafts", "/v1/reports"):
        answer = await ada("POST", path, content=endless(), headers=JSON)
        refused(answer, 413, "body-too-large")


@pytest.mark.parametrize("media_type", ["text/csv", "application/xml", ""])
async def test_a_body_of_another_type_answers_415(ada: Desk, media_type: str) -> None:
    for path in ("/v1/drafts", "/v1/reports"):
        headers = {"Content-Type": media_type}
        answer = await ada("POST", path, content=b"{}", headers=headers)
        refused(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"reports": []}, "/reports"),
        ({"reports": ["rep-1", 7]}, "/reports/1"),
        ({"reports": ["rep-\ud800"]}, "/reports/0"),
        ({"reports": [{"headline": ["\x00"]}]}, "/reports/0"),
        ({"topic": "No Slug"}, "/topic"),
        ({"engine": "quill"}, "/engine"),
        ({"priority": "now"}, "/priority"),
        ({"instructions": "\ud800"}, "/instructions"),
        ({"colour": "red"}, "/colour"),
        ({"earlier": [{"id": "ev-1"}]}, "/earlier/0/date"),
    ],
)
async def test_a_field_that_does_not_fit_is_named_by_its_pointer(
    ada: Desk, change: dict[str, object], pointer: str
) -> None:
    content = json.dumps({"reports": [REPORT]} | change).encode()
    answer = await ada("POST", "/v1/drafts", content=content, headers=JSON)
    found = refused(answer, 422, "invalid-request")["errors"]
    assert pointer == found[0]["pointer"]


async def test_a_parameter_that_does_not_fit_is_named(ada: Desk) -> None:
    answer = await ada("GET", "/v1/drafts?limit=0")
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert "limit" == wrong["parameter"]


async def test_broken_json_says_where_it_breaks(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", content=b'{"reports": [', headers=JSON)
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert ("", "broken JSON at 13") == (wrong["pointer"], wrong["detail"])


async def test_a_body_that_is_not_utf_8_answers_400(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", content=b'{"a": "\xff"}', headers=JSON)
    refused(answer, 400, "malformed-body")


@pytest.mark.parametrize(
    ("failure", "status", "kind"),
    [
        (ZeroDivisionError("the secret of the house"), 500, "internal"),
        (StoreError("the secret of the house"), 503, "store-unavailable"),
    ],
)
async def test_what_breaks_inside_tells_the_log_and_not_the_caller(
    served: Served,
    ada: Desk,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    status: int,
    kind: str,
) -> None:
    served.queue.failure = failure
    with caplog.at_level(logging.ERROR):
        answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    refused(answer, status, kind)
    assert "secret" not in answer.text
    assert "the secret of the house" in caplog.text
    assert answer.headers["X-Request-ID"] in caplog.text


async def test_the_callers_request_id_comes_back(ada: Desk) -> None:
    answer = await ada("GET", "/healthz", headers={"X-Request-ID": "plugin-0000-42"})
    assert "plugin-0000-42" == answer.headers["X-Request-ID"]


@pytest.mark.parametrize("told", ["x", "a" * 65, "line one\\nline two", "<script>alert(1)"])
async def test_a_request_id_that_is_not_plain_is_replaced(ada: Desk, told: str) -> None:
    answer = await ada("GET", "/healthz", headers={"X-Request-ID": told})
    assert told != answer.headers["X-Request-ID"]
