"""Approved drafts leave over HTTP."""

import httpx2
import pytest

from drafter.exports.formats import FORMATS
from schemas.draft import Draft
from schemas.sections import SectionName
from tests.api.samples import HEADLINE, YES, patch, refused
from tests.api.serving import Desk

CORRECTION = "Three piers are cracked, not two."
WORD = "is closed"
"""Stands in the text, and not in the headline."""
FOR_MACHINES = ["ninjs", "ninjs-superdesk", "jsonld"]


def told(answer: httpx2.Response) -> tuple[str, str]:
    """State and revision, as the headers tell them."""
    return answer.headers["Drafter-State"], answer.headers["Drafter-Revision"]


@pytest.fixture
async def approved(ada: Desk, claimed: str) -> str:
    """The path of a draft that Ada has approved."""
    await ada.json("POST", f"{claimed}/approve", json=YES, headers={"If-Match": '"1"'})
    return claimed


@pytest.fixture
async def withdrawn(ada: Desk, approved: str) -> str:
    """The path of a draft that Ada has approved and taken back."""
    body = {"note": CORRECTION}
    await ada.json("POST", f"{approved}/withdraw", json=body, headers={"If-Match": '"1"'})
    return approved


@pytest.mark.parametrize(("form", "media_type"), FORMATS.items())
async def test_an_approved_draft_leaves_in_its_format_and_counts_as_exported(
    ada: Desk, approved: str, form: str, media_type: str
) -> None:
    answer = await ada("GET", f"{approved}/export?format={form}")
    assert (200, media_type) == (answer.status_code, answer.headers["Content-Type"])
    assert WORD in answer.text
    assert "exported" == (await ada.json("GET", approved))["state"]
    assert 200 == (await ada("GET", f"{approved}/export?format={form}")).status_code


@pytest.mark.parametrize(
    ("form", "ending"), [("md", "md"), ("ninjs", "ninjs.json"), ("wp", "wp.html")]
)
async def test_an_export_has_the_name_of_a_file(
    ada: Desk, approved: str, form: str, ending: str
) -> None:
    answer = await ada("GET", f"{approved}/export?format={form}")
    expected = f'inline; filename="eastmere-closes-its-old-bridge.{ending}"'
    assert expected == answer.headers["Content-Disposition"]


@pytest.mark.parametrize("form", FORMATS)
async def test_what_has_not_changed_is_not_sent_again(ada: Desk, approved: str, form: str) -> None:
    first = await ada("GET", f"{approved}/export?format={form}")
    have = {"If-None-Match": first.headers["ETag"]}
    again = await ada("GET", f"{approved}/export?format={form}", headers=have)
    assert (304, b"", "1") == (again.status_code, again.content, again.headers["Drafter-Revision"])


async def test_the_json_export_is_the_draft(ada: Desk, approved: str) -> None:
    answer = await ada("GET", f"{approved}/export?format=json")
    assert HEADLINE == Draft.model_validate_json(answer.content).headline.text


@pytest.mark.parametrize("form", FORMATS)
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


@pytest.mark.parametrize("query", ["", "&preview=true"])
@pytest.mark.parametrize("form", FOR_MACHINES)
async def test_a_withdrawn_draft_leaves_as_its_cancellation(
    ada: Desk, withdrawn: str, form: str, query: str
) -> None:
    answer = await ada("GET", f"{withdrawn}/export?format={form}{query}")
    assert ("withdrawn", "1") == told(answer)
    shown = (HEADLINE in answer.text, CORRECTION in answer.text, WORD in answer.text)
    assert (True, True, False) == shown
    assert "withdrawn" == (await ada.json("GET", withdrawn))["state"]


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in FOR_MACHINES])
async def test_a_withdrawn_draft_leaves_for_people_as_a_preview_alone(
    ada: Desk, withdrawn: str, form: str
) -> None:
    refused(await ada("GET", f"{withdrawn}/export?format={form}"), 409, "wrong-state")
    assert WORD in (await ada("GET", f"{withdrawn}/export?format={form}&preview=true")).text


async def test_a_draft_that_was_never_approved_has_no_cancellation(ada: Desk, claimed: str) -> None:
    await ada.json("POST", f"{claimed}/reject", json={"reason": "Old news by now."})
    refused(await ada("GET", f"{claimed}/export?format=ninjs"), 409, "wrong-state")


async def test_a_draft_that_people_rewrote_is_held_against_what_the_machine_wrote(
    ada: Desk, claimed: str
) -> None:
    path = f"{claimed}/export?format=ninjs&preview=true"
    made = (await ada.json("GET", claimed))["draft"]
    bare: dict[str, object] = {name: None for name in SectionName if made[name]}
    bare["headline"] = {"text": "A town without its crossing"}

    async def source() -> str:
        uri = (await ada.json("GET", path))["digitalSourceType"]["uri"]
        return str(uri).rpartition("/")[2]

    assert "algorithmicMedia" == await source()
    await ada.json("PATCH", claimed, json=bare, headers={"If-Match": '"1"'})
    assert "humanEdits" == await source()
    await ada.json("PATCH", claimed, json=patch(HEADLINE + " now"), headers={"If-Match": '"2"'})
    assert "algorithmicMedia" == await source()
