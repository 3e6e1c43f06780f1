"""What became of scenarios, over HTTP."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from schemas.key import Scope
from tests.api.gate import FIRST, SECOND
from tests.api.samples import JSON, REPORT, YES, refused
from tests.api.serving import Desk, Served

WORD = {
    "outcome": "happened",
    "note": "The council voted.",
    "source": "https://courier.example.org",
}
COULD = "The council could approve the plan."
LATER = "UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE action = 'approved'"


def a_scenario(text: str = COULD, **more: Any) -> Mapping[str, Any]:
    """A scenario as an editor writes it."""
    return {
        "kind": "risk",
        "statement": {"text": text, "basis": "inference"},
        "horizon": "immediate",
        "confidence": "assessed",
        "likelihood": "likely",
        "watch_for": None,
    } | more


async def approved(desk: Desk, path: str, *scenarios: Mapping[str, Any]) -> str:
    """The draft, in the desk's hands, is given these scenarios and approved; its path again."""
    patch = {"scenarios": scenarios or [a_scenario()]}
    record = await desk.json("PATCH", path, json=patch, headers=FIRST)
    for one in record["draft"]["scenarios"]:
        verdict = {"verdict": "verified", "reason": "The clerk says so."}
        to = f"{path}/statements/{one['statement']['id']}/verdict"
        await desk.json("POST", to, json=verdict, headers=SECOND)
    await desk.json("POST", f"{path}/approve", json=YES, headers=SECOND)
    return path


@pytest.fixture
async def followed(ada: Desk, claimed: str) -> str:
    """The path of an approved draft with one scenario."""
    return await approved(ada, claimed)


async def first(desk: Desk, path: str) -> dict[str, Any]:
    """The first scenario of an approved draft."""
    return dict((await desk.json("GET", f"{path}/scenarios"))["scenarios"][0])


async def outcome(desk: Desk, path: str) -> str:
    """Where the outcome of its first scenario is recorded."""
    return f"{path}/scenarios/{(await first(desk, path))['statement']}/outcome"


async def test_what_became_of_a_scenario_is_recorded_and_listed(
    ada: Desk, ben: Desk, followed: str
) -> None:
    to = await outcome(ada, followed)
    answer = await ada("POST", to, json={"outcome": "open"})
    assert (201, f"{followed}/scenarios") == (answer.status_code, answer.headers["Location"])
    kept = await ben.json("POST", to, json=WORD)
    assert (WORD, "Ben", COULD, "likely", "editor") == (
        {name: kept[name] for name in WORD},
        kept["by"],
        kept["text"],
        kept["likelihood"],
        kept["written_by"],
    )
    made = await first(ada, followed)
    words = [(one["outcome"], one["note"], one["by"]) for one in made["recorded"]]
    assert [("happened", "The council voted.", "Ben"), ("open", None, "Ada")] == words


async def test_the_same_word_sent_again_under_one_key_is_kept_once(
    ada: Desk, followed: str
) -> None:
    to = await outcome(ada, followed)
    answers = [
        await ada("POST", to, json=WORD, headers={"Idempotency-Key": "outcome-1"}) for _ in range(2)
    ]
    assert [None, "true"] == [one.headers.get("Idempotency-Replayed") for one in answers]
    assert answers[0].json() == answers[1].json()
    assert 1 == len((await first(ada, followed))["recorded"])


async def test_nothing_is_recorded_before_approval_or_of_what_is_no_scenario(
    ada: Desk, claimed: str
) -> None:
    refused(await ada("GET", f"{claimed}/scenarios"), 409, "wrong-state")
    answer = await ada("POST", f"{claimed}/scenarios/s1/outcome", json=WORD)
    assert "once it is approved" in refused(answer, 409, "wrong-state")["detail"]
    await approved(ada, claimed)
    answer = await ada("POST", f"{claimed}/scenarios/s1/outcome", json=WORD)
    refused(answer, 404, "not-found")
    refused(await ada("GET", "/v1/drafts/drf-none/scenarios"), 404, "not-found")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/outcome"),
        ({"outcome": "maybe"}, "/outcome"),
        (WORD | {"source": "javascript:alert(1)"}, "/source"),
        (WORD | {"source": "https://courier.example.org/a b"}, "/source"),
        (WORD | {"source": "https://\x00"}, "/source"),
        (WORD | {"note": " "}, "/note"),
        (WORD | {"by": "Cy"}, "/by"),
    ],
)
async def test_a_word_that_does_not_hold_is_refused_where_it_is_wrong(
    ada: Desk, followed: str, body: dict[str, Any], pointer: str
) -> None:
    answer = await ada("POST", await outcome(ada, followed), json=body)
    assert [pointer] == [
        one["pointer"] for one in refused(answer, 422, "invalid-request")["errors"]
    ]


async def test_only_a_person_who_reviews_may_say_what_became_of_a_scenario(
    served: Served, ada: Desk, followed: str
) -> None:
    to = await outcome(ada, followed)
    program = await served.desk("Courier", person=False)
    refused(await program("POST", to, json=WORD), 403, "person-required")
    reader = await served.desk("Cy", scopes=frozenset({Scope.DRAFTS_READ}))
    refused(await reader("POST", to, json=WORD, headers=JSON), 403, "missing-scope")
    assert [] == (await first(reader, followed))["recorded"]


async def test_a_withdrawn_draft_is_followed_up_all_the_same(ada: Desk, followed: str) -> None:
    note = {"note": "The council voted on Thursday."}
    await ada.json("POST", f"{followed}/withdraw", json=note, headers=SECOND)
    assert (await ada("POST", await outcome(ada, followed), json=WORD)).is_success


async def test_what_has_been_read_is_not_sent_again_until_there_is_a_word(
    ada: Desk, followed: str
) -> None:
    tag = (await ada("GET", f"{followed}/scenarios")).headers["ETag"]
    again = {"If-None-Match": tag}
    assert 304 == (await ada("GET", f"{followed}/scenarios", headers=again)).status_code
    await ada.json("POST", await outcome(ada, followed), json=WORD)
    assert 200 == (await ada("GET", f"{followed}/scenarios", headers=again)).status_code


def long_ago(file: Path) -> None:
    """All approvals were in January."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER audit_is_kept_update")
        connection.execute(LATER)


async def test_what_is_due_is_listed_until_it_is_settled(
    ada: Desk, followed: str, file: Path
) -> None:
    assert [] == (await ada.json("GET", "/v1/scenarios/due"))["scenarios"]
    long_ago(file)
    [due] = (await ada.json("GET", "/v1/scenarios/due"))["scenarios"]
    assert (followed, "2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z") == (
        f"/v1/drafts/{due['draft_id']}",
        due["approved_at"],
        due["due_at"],
    )
    await ada.json("POST", await outcome(ada, followed), json=WORD)
    assert [] == (await ada.json("GET", "/v1/scenarios/due"))["scenarios"]


async def test_due_scenarios_are_paged_by_links(ada: Desk, followed: str, file: Path) -> None:
    wanted = {"reports": [REPORT], "topic": "harbour-bridge"}
    other = str((await ada("POST", "/v1/drafts", json=wanted)).headers["Location"])
    await ada("POST", f"{other}/claim")
    await approved(ada, other)
    long_ago(file)
    path, seen = "/v1/scenarios/due?limit=1&topic=harbour-bridge", []
    while path:
        answer = await ada("GET", path)
        seen += [f"/v1/drafts/{one['draft_id']}" for one in answer.json()["scenarios"]]
        path = answer.links.get("next", {}).get("url", "")
        assert not path or "topic=harbour-bridge" in urlsplit(path).query
    assert {followed, other} == set(seen)
    refused(await ada("GET", "/v1/scenarios/due?cursor=x"), 422, "invalid-request")
