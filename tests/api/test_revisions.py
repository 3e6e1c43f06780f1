"""The revisions of a draft, and what differs between two of them, over HTTP."""

from typing import Any

import pytest

from tests.api.samples import HEADLINE, REPORT, patch, refused
from tests.api.serving import Desk, Served

SHUT, CLOSED = "Eastmere shuts its old bridge", "Eastmere closed its old bridge"


@pytest.fixture
async def edited(ada: Desk, claimed: str) -> str:
    """The path of a draft whose headline Ada has edited twice: revision 3."""
    for number, text in ((1, SHUT), (2, CLOSED)):
        tag = {"If-Match": f'"{number}"'}
        await ada.json("PATCH", f"{claimed}?reason=news", json=patch(text), headers=tag)
    return claimed


def headline(made: dict[str, Any]) -> dict[str, Any]:
    """The one statement that differs."""
    (section,) = made["sections"]
    (statement,) = section["statements"]
    return dict(statement)


def runs(made: dict[str, Any]) -> list[tuple[str, str]]:
    return [(run["kind"], run["text"]) for run in headline(made)["runs"]]


async def test_revisions_are_listed_newest_first_with_author_time_and_reason(
    ada: Desk, edited: str
) -> None:
    made = await ada.json("GET", f"{edited}/revisions")
    told = [(one["number"], one["author"], one["reason"]) for one in made["revisions"]]
    assert [(3, "Ada", "news"), (2, "Ada", "news"), (1, "drafter", None)] == told
    times = [one["at"] for one in made["revisions"]]
    assert sorted(times, reverse=True) == times
    assert edited == f"/v1/drafts/{made['draft_id']}"


async def test_a_draft_that_is_not_written_has_no_revisions(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    asked = (await ada.json("POST", "/v1/drafts", json={"reports": [REPORT]}))["id"]
    assert [] == (await ada.json("GET", f"/v1/drafts/{asked}/revisions"))["revisions"]
    problem = refused(await ada("GET", f"/v1/drafts/{asked}/diff"), 404, "not-found")
    assert "not written yet" in problem["detail"]


async def test_an_earlier_revision_can_be_read(ada: Desk, edited: str) -> None:
    texts = [
        (await ada.json("GET", f"{edited}/revisions/{number}"))["headline"]["text"]
        for number in (1, 2, 3)
    ]
    assert [HEADLINE, SHUT, CLOSED] == texts


async def test_left_to_itself_a_diff_tells_what_people_made_of_the_machines_draft(
    ada: Desk, edited: str
) -> None:
    made = await ada.json("GET", f"{edited}/diff")
    assert (1, 3) == (made["from_revision"], made["to_revision"])
    assert [("equal", "Eastmere "), ("delete", "closes"), ("insert", "closed")] == runs(made)[:3]
    assert [2, 3] == headline(made)["by"]
    assert ["Ada", "Ada"] == [line["author"] for line in made["revisions"]]


async def test_any_two_revisions_can_be_compared(ada: Desk, edited: str) -> None:
    one = await ada.json("GET", f"{edited}/diff?from=2&to=3")
    assert [("delete", "shuts"), ("insert", "closed")] == runs(one)[1:3]
    assert [3] == headline(one)["by"]
    back = await ada.json("GET", f"{edited}/diff?from=3&to=1")
    assert [("delete", "closed"), ("insert", "closes")] == runs(back)[1:3]
    assert [] == (await ada.json("GET", f"{edited}/diff?from=2&to=2"))["sections"]
    assert 1 == (await ada.json("GET", f"{edited}/diff?to=2"))["from_revision"]


async def test_all_keeps_what_is_as_it_was(ada: Desk, edited: str) -> None:
    made = await ada.json("GET", f"{edited}/diff?all=true")
    changed = {section["section"]: section["change"] for section in made["sections"]}
    assert ("edited", "unchanged") == (changed["headline"], changed["body"])


async def test_nothing_differs_before_anybody_has_edited(ada: Desk, claimed: str) -> None:
    made = await ada.json("GET", f"{claimed}/diff")
    assert (1, 1, []) == (made["from_revision"], made["to_revision"], made["sections"])


@pytest.mark.parametrize("rest", ["revisions", "revisions/1", "diff", "diff?from=1&to=2"])
async def test_of_a_draft_that_is_not_there_all_answer_404(ada: Desk, rest: str) -> None:
    refused(await ada("GET", f"/v1/drafts/drf-none/{rest}"), 404, "not-found")


@pytest.mark.parametrize("rest", ["revisions/4", "diff?from=4", "diff?to=4", "diff?from=1&to=9"])
async def test_a_revision_that_is_not_there_answers_404(ada: Desk, edited: str, rest: str) -> None:
    problem = refused(await ada("GET", f"{edited}/{rest}"), 404, "not-found")
    assert "has no revision" in problem["detail"]


@pytest.mark.parametrize("query", ["from=0", "to=x", "from=1000001", "all=perhaps", "start=1"])
async def test_a_parameter_of_a_diff_that_does_not_hold_is_refused_by_name(
    ada: Desk, edited: str, query: str
) -> None:
    problem = refused(await ada("GET", f"{edited}/diff?{query}"), 422, "invalid-request")
    assert [query.partition("=")[0]] == [wrong["parameter"] for wrong in problem["errors"]]


@pytest.mark.parametrize("rest", ["revisions", "revisions/1", "diff", "diff?from=1&to=2"])
async def test_what_has_been_read_is_not_sent_again(ada: Desk, edited: str, rest: str) -> None:
    first = await ada("GET", f"{edited}/{rest}")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert 304 == (await ada("GET", f"{edited}/{rest}", headers=tag)).status_code
