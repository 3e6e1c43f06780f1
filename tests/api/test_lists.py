"""Lists of drafts and reports: filters, pages and search over HTTP."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from schemas.review import DraftState
from tests.api.samples import HEADLINE, REPORT, refused
from tests.api.serving import Desk

ASKED = {"reports": [REPORT], "topic": "harbour-bridge"}


async def ask(by: Desk, **more: object) -> str:
    return str((await by.json("POST", "/v1/drafts", json=ASKED | more))["id"])


async def listed(desk: Desk, query: str = "") -> list[str]:
    page = await desk.json("GET", f"/v1/drafts?{query}")
    return [record["id"] for record in page["drafts"]]


async def test_the_list_is_paged_by_its_links_newest_first(ada: Desk) -> None:
    asked = [await ask(ada) for _ in range(5)]
    await ask(ada, topic="ferries")
    path, seen, pages = "/v1/drafts?limit=2&status=queued&topic=harbour-bridge", [], 0
    while path:
        answer = await ada("GET", path)
        seen += [record["id"] for record in answer.json()["drafts"]]
        link = answer.links.get("next", {}).get("url", "")
        assert bool(link) == bool(answer.json()["next_cursor"])
        path, pages = link, pages + 1
        if pages == 1:
            await ask(ada)
    assert (asked[::-1], 3) == (seen, pages)


async def test_the_link_asks_the_same_again_with_the_next_cursor(ada: Desk) -> None:
    for _ in range(2):
        await ask(ada)
    query = "status=queued&status=in_review&q=%22old%20bridge%22&sort=queue&limit=1"
    answer = await ada("GET", f"/v1/drafts?{query}")
    link = urlsplit(answer.links["next"]["url"])
    assert [*parse_qsl(query), ("cursor", answer.json()["next_cursor"])] == parse_qsl(link.query)


async def test_the_list_is_narrowed_by_filters(ada: Desk) -> None:
    bridge = await ask(ada, desk="home")
    ferries = await ask(ada, topic="ferries", priority="breaking")
    await ada("POST", f"/v1/drafts/{bridge}/claim")
    for query, expected in (
        ("", [ferries, bridge]),
        ("topic=ferries", [ferries]),
        ("desk=home", [bridge]),
        ("status=in_review", [bridge]),
        ("status=queued&status=in_review", [ferries, bridge]),
        ("status=approved", []),
        ("assignee=me", [bridge]),
        ("assignee=Ada", [bridge]),
        ("assignee=Ben", []),
        ("engine=extractive", [ferries, bridge]),
        ("engine=openai", []),
        ("recipe=extractive", [ferries, bridge]),
        ("degraded=false", [ferries, bridge]),
        ("degraded=true", []),
        ("priority=breaking", [ferries]),
        ("created_by=Ada", [ferries, bridge]),
        ("created_by=Ben", []),
        ("created_after=2020-01-01T00:00:00Z", [ferries, bridge]),
        ("created_before=2020-01-01T00:00:00%2B05:30", []),
        ("updated_after=2120-01-01T00:00:00Z", []),
        ("q=bridge", [ferries, bridge]),
        ("q=zeppelin", []),
        ("sort=queue", [ferries, bridge]),
        ("sort=updated", [bridge, ferries]),
    ):
        assert (query, expected) == (query, await listed(ada, query))


async def test_me_is_whoever_asks(ada: Desk, ben: Desk) -> None:
    mine = await ask(ada)
    await ada("POST", f"/v1/drafts/{mine}/claim")
    assert ([mine], []) == (await listed(ada, "assignee=me"), await listed(ben, "assignee=me"))


async def test_a_cursor_of_me_is_of_no_use_to_another(ada: Desk, ben: Desk) -> None:
    for _ in range(2):
        await ada("POST", f"/v1/drafts/{await ask(ada)}/claim")
    page = await ada.json("GET", "/v1/drafts?assignee=me&limit=1")
    answer = await ben("GET", f"/v1/drafts?assignee=me&cursor={page['next_cursor']}")
    refused(answer, 422, "invalid-request")


async def test_a_listed_draft_comes_without_its_text(ada: Desk, draft: str) -> None:
    [record] = (await ada.json("GET", "/v1/drafts"))["drafts"]
    assert (draft, HEADLINE, None) == (
        f"/v1/drafts/{record['id']}",
        record["headline"],
        record["draft"],
    )


@pytest.mark.parametrize("cursor", ["nonsense", "%00", "AAAA", "é", "", "WyJ4IiwwLCJ4IiwieCJd"])
async def test_a_cursor_that_is_none_of_ours_is_refused(ada: Desk, cursor: str) -> None:
    for path in ("/v1/drafts", "/v1/reports"):
        refused(await ada("GET", f"{path}?cursor={cursor}"), 422, "invalid-request")


async def test_a_cursor_under_other_filters_is_refused_with_the_way_out(ada: Desk) -> None:
    for _ in range(2):
        await ask(ada)
    cursor = (await ada.json("GET", "/v1/drafts?limit=1"))["next_cursor"]
    answer = await ada("GET", f"/v1/drafts?status=queued&cursor={cursor}")
    assert "other filters" in refused(answer, 422, "invalid-request")["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("state=queued", "state"),
        ("status=open", "status"),
        ("status=queued&" * (len(DraftState) + 1), "status"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("topic=Harbour%20Bridge", "topic"),
        ("sort=oldest", "sort"),
        ("created_after=2026-03-05", "created_after"),
        ("created_after=2026-03-05T12:00:00", "created_after"),
        ("updated_after=0001-01-01T00:00:00%2B14:00", "updated_after"),
        ("created_by=%00", "created_by"),
        ("assignee=", "assignee"),
        ("q=" + "x" * 201, "q"),
    ],
)
async def test_a_parameter_that_is_none_or_does_not_hold_is_refused_by_name(
    ada: Desk, query: str, parameter: str
) -> None:
    """A filter that was misspelt would give the whole list, and nobody would notice."""
    problem = refused(await ada("GET", f"/v1/drafts?{query}"), 422, "invalid-request")
    assert [parameter] == [wrong["parameter"] for wrong in problem["errors"]]


async def test_a_query_without_a_word_is_refused(ada: Desk) -> None:
    for path in ("/v1/drafts", "/v1/reports"):
        answer = await ada("GET", f"{path}?q=%22*%22")
        assert "holds no word" in refused(answer, 422, "invalid-request")["detail"]


@pytest.mark.parametrize("path", ["/v1/drafts", "/v1/reports"])
async def test_no_query_breaks_the_search(ada: Desk, draft: str, path: str) -> None:
    found: list[int] = []

    @given(
        some.text(
            some.sampled_from("ab\"'*()&|!:^~-+,.<>\\%_{}\0\n é橋")
            | some.characters(codec="utf-8"),
            max_size=30,
        )
    )
    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
    def collect(query: str) -> None:
        queries.append(query)

    queries: list[str] = []
    collect()
    for query in {*queries, 'a" OR b', "NEAR(a b, 2)", "a:*", "a & !b", "' OR 1=1 --", '{a b}:"c'}:
        answer = await ada("GET", f"{path}?q={quote(query, safe='')}")
        found.append(answer.status_code)
        assert answer.status_code in (200, 422), (query, draft)
    assert 200 in found


async def test_reports_are_listed_without_their_texts(ada: Desk) -> None:
    for headline in ("Bridge shut", "Ferries are full", "Café by the bridge"):
        await ada.json("POST", "/v1/reports", json=REPORT | {"headline": headline})
    first = await ada("GET", "/v1/reports?limit=2")
    rest = await ada("GET", first.links["next"]["url"])
    lines = [*first.json()["reports"], *rest.json()["reports"]]
    assert ["Café by the bridge", "Ferries are full", "Bridge shut"] == [
        line["headline"] for line in lines
    ]
    assert {"id", "headline", "publisher", "url", "published", "emptied_at"} | {
        "created_at",
        "created_by",
    } == set(lines[0])
    found = await ada.json("GET", "/v1/reports?q=cafe&publisher=Eastmere%20Courier")
    assert [lines[0]] == found["reports"]
    assert [] == (await ada.json("GET", "/v1/reports?publisher=Coast"))["reports"]


@pytest.mark.parametrize("told", ["0.5", "1772719320", "yesterday"])
async def test_a_time_is_written_out_and_no_number(ada: Desk, told: str) -> None:
    answer = await ada("GET", f"/v1/drafts?updated_after={told}")
    assert 422 == answer.status_code
    assert "updated_after" == answer.json()["errors"][0]["parameter"]
