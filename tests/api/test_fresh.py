"""If-None-Match on what is read, where it has no ETag of its own."""

from typing import Any

import pytest
from fastapi import Request, Response
from hypothesis import given
from hypothesis import strategies as some

from api.fresh import documented, fresh
from tests.api.samples import YES, patch
from tests.api.serving import Desk, committed

STREAMS = {"/v1/drafts/{draft_id}/events"}


def get(if_none_match: str | None = None, method: str = "GET") -> Request:
    headers = [] if if_none_match is None else [(b"if-none-match", if_none_match.encode())]
    return Request({"type": "http", "method": method, "headers": headers})


@pytest.mark.parametrize("path", ["", "/revisions/1", "/export?format=md&preview=true"])
async def test_what_has_not_changed_is_not_sent_again(ada: Desk, draft: str, path: str) -> None:
    path = f"{draft}{path}" if path else "/v1/drafts"
    first = await ada("GET", path)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = await ada("GET", path, headers={"If-None-Match": tag})
    assert (304, b"", tag) == (again.status_code, again.content, again.headers["ETag"])
    assert "Content-Type" not in again.headers


async def test_what_has_changed_is_sent(ada: Desk, draft: str) -> None:
    tag = (await ada("GET", "/v1/drafts")).headers["ETag"]
    await ada("POST", f"{draft}/claim")
    answer = await ada("GET", "/v1/drafts", headers={"If-None-Match": tag})
    assert 200 == answer.status_code
    assert tag != answer.headers["ETag"]


async def test_an_export_whose_state_alone_has_changed_is_sent(ada: Desk, claimed: str) -> None:
    path = f"{claimed}/export?format=json&preview=true"
    before = await ada("GET", path)
    await ada("POST", f"{claimed}/approve", json=YES, headers={"If-Match": '"1"'})
    after = await ada("GET", path, headers={"If-None-Match": before.headers["ETag"]})
    assert (200, "approved") == (after.status_code, after.headers["Drafter-State"])
    again = await ada("GET", path, headers={"If-None-Match": after.headers["ETag"]})
    assert (304, "approved") == (again.status_code, again.headers["Drafter-State"])


async def test_the_next_page_is_told_of_with_a_304_too(ada: Desk, draft: str) -> None:
    await ada("POST", "/v1/drafts", json={"reports": [(await a_report(ada))]})
    first = await ada("GET", "/v1/drafts?limit=1")
    again = await ada("GET", "/v1/drafts?limit=1", headers={"If-None-Match": first.headers["ETag"]})
    assert (304, first.headers["Link"]) == (again.status_code, again.headers["Link"])
    assert draft


async def a_report(desk: Desk) -> str:
    given = {"text": "The old bridge of Eastmere closes on Friday. " * 12, "headline": "It closes"}
    return str((await desk.json("POST", "/v1/reports", json=given))["id"])


async def test_a_draft_keeps_its_strong_etag(ada: Desk, claimed: str) -> None:
    edited = await ada("PATCH", claimed, json=patch(), headers={"If-Match": '"1"'})
    assert '"2"' == edited.headers["ETag"] == (await ada("GET", claimed)).headers["ETag"]


@given(some.binary(), some.sampled_from(["{}", '"x", {}', '{},W/"y"', "*", "W/{}", " {} "]))
def test_any_body_is_known_by_its_tag(body: bytes, named: str) -> None:
    tag = fresh(get(), Response(body)).headers["ETag"]
    assert 304 == fresh(get(named.format(tag.removeprefix("W/"))), Response(body)).status_code
    assert 200 == fresh(get(named.format(tag)), Response(body + b".")).status_code or named == "*"


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("GET", 404), ("GET", 206)])
def test_only_what_is_read_well_has_a_tag(method: str, status: int) -> None:
    answer = fresh(get("*", method), Response("{}", status_code=status))
    assert (status, None) == (answer.status_code, answer.headers.get("ETag"))


def test_every_read_that_needs_a_key_is_documented_so_and_no_stream() -> None:
    reads: dict[str, Any] = {
        path: operations["get"]
        for path, operations in committed()["paths"].items()
        if "get" in operations and operations["get"].get("security") != []
    }
    conditional = {path for path, read in reads.items() if "304" in read["responses"]}
    assert set(reads) - STREAMS == conditional
    for path in conditional:
        named = [one["name"] for one in reads[path]["parameters"]]
        assert 1 == named.count("If-None-Match")
        assert "ETag" in reads[path]["responses"]["200"]["headers"]


def test_documenting_twice_is_documenting_once() -> None:
    paths = {"/v1/things": {"get": {"responses": {"200": {"description": "well"}}}}}
    documented(paths)
    once = repr(paths)
    documented(paths)
    assert once == repr(paths)
