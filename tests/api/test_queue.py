"""Editors take the next draft, comment on it, withdraw it, and approve it in twos."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.gate import FIRST, approve
from tests.api.samples import REPORT, YES, patch, refused
from tests.api.serving import Desk, Served, serving, settings_for

NOTE = {"note": "The council voted on Thursday, not on Friday."}
SAID = {"on": "s1", "said": "Is that the name of the bridge?"}


@pytest.fixture
async def strict(file: Path) -> AsyncIterator[Served]:
    """A newsroom in which two people approve."""
    async with serving(settings_for(file, approvals=2)) as running:
        yield running


async def test_an_editor_is_given_the_next_draft_until_there_is_none(
    ada: Desk, ben: Desk, draft: str
) -> None:
    answer = await ada("POST", "/v1/queue/next")
    assert (draft, "Ada") == (f"/v1/drafts/{answer.json()['id']}", answer.json()["claimed_by"])
    assert '"1"' == answer.headers["ETag"]
    nothing = await ben("POST", "/v1/queue/next", json={})
    assert (204, b"") == (nothing.status_code, nothing.content)


async def test_an_editor_is_given_drafts_of_the_desk_that_was_asked_for(ada: Desk) -> None:
    asked = {"reports": [REPORT], "desk": "harbour"}
    draft = (await ada.json("POST", "/v1/drafts", json=asked))["id"]
    assert 204 == (await ada("POST", "/v1/queue/next", json={"desk": "city"})).status_code
    taken = await ada.json("POST", "/v1/queue/next", json={"desk": "harbour"})
    assert (draft, "harbour") == (taken["id"], taken["desk"])


async def test_a_comment_is_kept_answered_and_resolved(ada: Desk, ben: Desk, draft: str) -> None:
    path = f"{draft}/comments"
    made = await ada("POST", path, json=SAID)
    assert (201, path) == (made.status_code, made.headers["Location"])
    comment = made.json()
    again = {"on": "s1", "said": "It is.", "answers_to": comment["id"]}
    answer = await ben.json("POST", path, json=again)
    done = await ben.json("POST", f"{path}/{comment['id']}/resolve")
    assert "Ben" == done["resolved_by"]
    assert [done, answer] == (await ada.json("GET", path))["comments"]
    assert [answer] == (await ada.json("GET", f"{path}?resolved=false"))["comments"]


async def test_a_comment_sent_twice_under_one_key_is_one(ada: Desk, draft: str) -> None:
    once = {"Idempotency-Key": "comment-1"}
    first = await ada.json("POST", f"{draft}/comments", json=SAID, headers=once)
    assert first == await ada.json("POST", f"{draft}/comments", json=SAID, headers=once)
    assert [first] == (await ada.json("GET", f"{draft}/comments"))["comments"]


async def test_what_was_approved_is_withdrawn_with_a_note_that_goes_out(
    ada: Desk, claimed: str
) -> None:
    await approve(ada, claimed, FIRST)
    refused(await ada("POST", f"{claimed}/withdraw", json=NOTE), 428, "precondition-required")
    stale = {"If-Match": '"9"'}
    refused(
        await ada("POST", f"{claimed}/withdraw", json=NOTE, headers=stale), 412, "stale-revision"
    )
    record = await ada.json("POST", f"{claimed}/withdraw", json=NOTE, headers=FIRST)
    assert ("withdrawn", NOTE["note"]) == (record["state"], record["correction"])
    refused(await ada("GET", f"{claimed}/export?format=md"), 409, "wrong-state")


async def test_a_rejection_may_be_counted_by_a_word(ada: Desk, claimed: str) -> None:
    said = {"reason": "The figures are old.", "code": "outdated"}
    record = await ada.json("POST", f"{claimed}/reject", json=said)
    assert "outdated: The figures are old." == record["history"][-1]["reason"]


async def test_a_draft_is_approved_by_two_people_and_both_stand_in_its_record(
    strict: Served,
) -> None:
    ada, ben = await strict.desk("Ada"), await strict.desk("Ben")
    draft = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    await ada("POST", "/v1/queue/next")
    first = (await approve(ada, draft, FIRST)).json()
    assert ("queued", ["Ada"]) == (first["state"], first["endorsed_by"])
    refused(await ben("GET", f"{draft}/export?format=md"), 409, "wrong-state")
    assert 204 == (await ada("POST", "/v1/queue/next")).status_code
    await ada("POST", f"{draft}/claim")
    refused(await approve(ada, draft, FIRST), 409, "not-yours")
    await ada("POST", f"{draft}/release")
    await ben("POST", "/v1/queue/next")
    assert "approved" == (await approve(ben, draft, FIRST)).json()["state"]
    record = await ben.json("GET", f"{draft}/review-record")
    assert ["Ada", "Ben"] == [one["by"] for one in record["approvals"]]
    assert [YES["answers"]] * 2 == [
        {name: said["holds"] for name, said in one["answers"].items()}
        for one in record["approvals"]
    ]


async def test_an_edit_after_the_first_approval_needs_two_approvals_again(strict: Served) -> None:
    ada, ben = await strict.desk("Ada"), await strict.desk("Ben")
    draft = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    await ada("POST", f"{draft}/claim")
    await approve(ada, draft, FIRST)
    await ben("POST", f"{draft}/claim")
    words = patch("Eastmere closes its old bridge on Tuesday")
    edited = await ben.json("PATCH", draft, json=words, headers=FIRST)
    assert (2, []) == (edited["revision"], edited["endorsed_by"])
