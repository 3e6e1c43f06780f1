"""Approved drafts leave over HTTP."""

import httpx2
import pytest

from schemas.draft import Draft
from tests.api.samples import HEADLINE, YES, patch, refused
from tests.api.serving import Desk


def told(answer: httpx2.Response) -> tuple[str, str]:
    """State and revision, as the headers tell them."""
    return answer.headers["Drafter-State"], answer.headers["Drafter-Revision"]


@pytest.fixture
async def approved(ada: Desk, claimed: str) -> str:
    """The path of a draft that Ada has approved."""
    await ada.json("POST", f"{claimed}/approve", json=YES, headers={"If-Match": '"1"'})
    return claimed


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("json", "application/json"),
        ("md", "text/markdown; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ],
)
async def test_an_approved_draft_leaves_in_its_format_and_counts_as_exported(
    ada: Desk, approved: str, form: str, media_type: str
) -> None:
    answer = await ada("GET", f"{approved}/export?format={form}")
    assert (200, media_type) == (answer.status_code, answer.headers["Content-Type"])
    assert HEADLINE in answer.text
    assert "exported" == (await ada.json("GET", approved))["state"]
    assert 200 == (await ada("GET", f"{approved}/export?format={form}")).status_code


async def test_the_json_export_is_the_draft(ada: Desk, approved: str) -> None:
    answer = await ada("GET", f"{approved}/export?format=json")
    assert HEADLINE == Draft.model_validate_json(answer.content).headline.text


@pytest.mark.parametrize("form", ["json", "md", "html"])
async def test_every_export_tells_its_state_and_revision(
    ada: Desk, claimed: str, form: str
) -> None:
    await ada.json("PATCH", claimed, json=patch(), headers={"If-Match": '"1"'})
    preview = await ada("GET", f"{claimed}/export?format={form}&preview=true")
    assert ("in_review", "2") == told(preview)
    await ada.json("POST", f"{claimed}/approve", json=YES, headers={"If-Match": '"2"'})
    assert ("exported", "2") == told(await ada("GET", f"{claimed}/export?format={form}"))


async def test_a_briefing_of_which_only_labels_were_edited_says_so(ada: Desk, draft: str) -> None:
    path = f"{draft}/export?format=md&preview=true"
    assert "An editor wrote or changed" not in (await ada("GET", path)).text
    await ada("POST", f"{draft}/claim")
    await ada.json("PATCH", draft, json={"category": "economy"}, headers={"If-Match": '"1"'})
    assert "An editor wrote or changed parts of it" in (await ada("GET", path)).text


async def test_a_page_names_who_reviewed_it_and_may_run_nothing(ada: Desk, approved: str) -> None:
    answer = await ada("GET", f"{approved}/export?format=html")
    assert "Ada" in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_draft_that_is_not_approved_does_not_leave(ada: Desk, claimed: str) -> None:
    refused(await ada("GET", f"{claimed}/export?format=md"), 409, "wrong-state")


async def test_a_preview_shows_any_draft_and_changes_nothing(ada: Desk, approved: str) -> None:
    answer = await ada("GET", f"{approved}/export?format=md&preview=true")
    assert HEADLINE in answer.text
    assert "approved" == (await ada.json("GET", approved))["state"]


async def test_a_preview_of_an_unapproved_draft_is_shown(ada: Desk, draft: str) -> None:
    assert 200 == (await ada("GET", f"{draft}/export?format=md&preview=true")).status_code


@pytest.mark.parametrize("query", ["format=pdf", "", "format=md&preview=perhaps"])
async def test_a_format_that_there_is_not_is_refused(ada: Desk, approved: str, query: str) -> None:
    refused(await ada("GET", f"{approved}/export?{query}"), 422, "invalid-request")
