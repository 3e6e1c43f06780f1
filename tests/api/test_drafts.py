"""Drafts are asked for and followed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.review import DraftRecord
from tests import factories
from tests.api.samples import EVENT, HEADLINE, REPORT, THIN, patch, refused
from tests.api.serving import Desk, Served, serving, settings_for


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that any database is asked to carry out meanwhile."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


async def test_a_draft_asked_for_answers_202_with_where_it_is(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    record = answer.json()
    assert (202, "drafting", None) == (answer.status_code, record["state"], record["draft"])
    assert f"/v1/drafts/{record['id']}" == answer.headers["Location"]
    assert ("2", '"0"') == (answer.headers["Retry-After"], answer.headers["ETag"])
    assert [record["id"]] == served.queue.enqueued


async def test_the_order_keeps_all_that_was_asked_for(served: Served, ada: Desk) -> None:
    stored = await ada.json("POST", "/v1/reports", json=REPORT | {"headline": "Ferries are full"})
    asked = {
        "reports": [stored["id"], REPORT],
        "topic": "harbour-bridge",
        "language": "de",
        "priority": "breaking",
        "instructions": " Say early what commuters can do. ",
        "earlier": [EVENT],
        "support": True,
    }
    record = await ada.json("POST", "/v1/drafts", json=asked)
    order, reports = await served.newsroom.drafts.inputs(record["id"])
    assert ["Ferries are full", HEADLINE] == [report.headline for report in reports]
    assert ("harbour-bridge", "de", Priority.BREAKING) == (
        order.topic,
        order.language,
        order.priority,
    )
    assert "Say early what commuters can do." == order.instructions
    assert ["ev-1"] == [event.key for event in order.earlier]
    assert order.support
    assert (EngineName.EXTRACTIVE, "extractive") == (order.engine, order.recipe)


async def test_a_report_that_is_not_there_is_pointed_to(served: Served, ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT, "rep-none"]})
    [wrong] = refused(answer, 422, "invalid-request")["errors"]
    assert ("/reports/1", "there is no report rep-none") == (wrong["pointer"], wrong["detail"])
    assert [] == served.queue.enqueued


async def test_an_inline_report_that_is_refused_is_pointed_to(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT, THIN]})
    assert "/reports/1" == refused(answer, 422, "report-refused")["errors"][0]["pointer"]


async def test_one_event_twice_is_refused(ada: Desk) -> None:
    asked = {"reports": [REPORT], "earlier": [EVENT, EVENT]}
    problem = refused(await ada("POST", "/v1/drafts", json=asked), 422, "events-refused")
    assert "/earlier" == problem["errors"][0]["pointer"]


async def test_more_than_a_thousand_events_are_refused(ada: Desk) -> None:
    events = [EVENT | {"id": f"ev-{number}"} for number in range(1001)]
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT], "earlier": events})
    assert "/earlier" == refused(answer, 422, "invalid-request")["errors"][0]["pointer"]


async def test_a_stored_report_is_read_once(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    stored = await ada.json("POST", "/v1/reports", json=REPORT)
    with queries() as asked:
        await ada.json("POST", "/v1/drafts", json={"reports": [stored["id"]]})
    assert 1 == sum("reports.document" in query for query in asked)


REFUSED_PARTS = [
    {"reports": [REPORT, THIN]},
    {"reports": [REPORT, "rep-none"]},
    {"reports": [REPORT], "earlier": [EVENT, EVENT]},
    {"reports": [REPORT], "recipe": "stew"},
    {"reports": [REPORT], "engine": "openai"},
]


@pytest.mark.parametrize("asked", REFUSED_PARTS)
async def test_where_a_part_is_refused_no_report_is_stored(
    ada: Desk, asked: dict[str, object]
) -> None:
    with queries() as made:
        assert 422 == (await ada("POST", "/v1/drafts", json=asked)).status_code
    assert [] == [query for query in made if query.startswith("INSERT")]


async def test_an_unknown_recipe_is_refused_with_the_list(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT], "recipe": "stew"})
    problem = refused(answer, 422, "invalid-request")
    assert "no recipe 'stew'; there are: briefing, extractive, plain, single" == problem["detail"]
    assert "/recipe" == problem["errors"][0]["pointer"]


async def test_an_engine_that_is_not_set_up_is_refused_with_how_to(ada: Desk) -> None:
    answer = await ada("POST", "/v1/drafts", json={"reports": [REPORT], "engine": "openai"})
    problem = refused(answer, 422, "not-configured")
    assert "OPENAI_API_KEY" in problem["detail"]
    assert "/engine" == problem["errors"][0]["pointer"]


async def test_engine_and_recipe_come_from_the_settings_where_none_is_named(file: Path) -> None:
    settings = settings_for(file, engine="auto", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    async with serving(settings) as served:
        desk = await served.desk()
        served.queue.idle = True
        record = await desk.json("POST", "/v1/drafts", json={"reports": [REPORT]})
        assert ("openai", "briefing") == (record["engine"], record["recipe"])
        asked = {"reports": [REPORT], "recipe": "extractive"}
        refused(await desk("POST", "/v1/drafts", json=asked), 422, "invalid-request")


async def test_a_draft_is_read_with_its_revision_as_etag(ada: Desk, draft: str) -> None:
    answer = await ada("GET", draft)
    record = DraftRecord.model_validate_json(answer.content)
    assert ('"1"', 1, "queued") == (answer.headers["ETag"], record.revision, record.state)


@pytest.mark.parametrize("tags", ['"1"', 'W/"1"', '"0", "1"'])
async def test_an_unchanged_draft_answers_304_with_no_body(
    ada: Desk, draft: str, tags: str
) -> None:
    answer = await ada("GET", draft, headers={"If-None-Match": tags})
    assert (304, b"", '"1"') == (answer.status_code, answer.content, answer.headers["ETag"])


@pytest.mark.parametrize("tags", ['"0"', '"11"', "1", "nonsense"])
async def test_a_tag_of_another_revision_gets_the_draft(ada: Desk, draft: str, tags: str) -> None:
    assert 200 == (await ada("GET", draft, headers={"If-None-Match": tags})).status_code


async def test_a_draft_that_failed_is_news_though_its_revision_is_the_same(
    served: Served, ada: Desk
) -> None:
    served.queue.idle = True
    asked = await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    path, tag = asked.headers["Location"], {"If-None-Match": asked.headers["ETag"]}
    assert 304 == (await ada("GET", path, headers=tag)).status_code
    await served.newsroom.drafts.fail(asked.json()["id"], "the endpoint is down")
    answer = await ada("GET", path, headers=tag)
    assert (200, "the endpoint is down") == (answer.status_code, answer.json()["failure"])


async def test_a_claimed_draft_is_news_though_its_revision_is_the_same(
    ada: Desk, claimed: str
) -> None:
    answer = await ada("GET", claimed, headers={"If-None-Match": '"1"'})
    assert (200, "Ada") == (answer.status_code, answer.json()["claimed_by"])


async def test_a_renewed_claim_is_news_though_its_revision_is_the_same(
    ada: Desk, claimed: str
) -> None:
    edited = await ada("PATCH", claimed, json=patch(), headers={"If-Match": '"1"'})
    tag = {"If-None-Match": edited.headers["ETag"]}
    assert 304 == (await ada("GET", claimed, headers=tag)).status_code
    renewed = await ada.json("POST", f"{claimed}/claim")
    answer = await ada("GET", claimed, headers=tag)
    assert (200, renewed) == (answer.status_code, answer.json())


async def test_a_draft_that_is_not_there_answers_404(ada: Desk) -> None:
    refused(await ada("GET", "/v1/drafts/drf-none"), 404, "not-found")


async def test_a_degraded_draft_is_redrafted_and_followed_like_a_new_one(
    served: Served, ada: Desk
) -> None:
    served.queue.idle = True
    asked = (await ada.json("POST", "/v1/drafts", json={"reports": [REPORT]}))["id"]
    draft = factories.draft()
    by = draft.provenance.model_copy(update={"fallback_reason": "the endpoint is down"})
    await served.newsroom.drafts.finish(asked, draft.model_copy(update={"provenance": by}))
    assert (await ada.json("GET", f"/v1/drafts/{asked}"))["degraded"]

    answer = await ada("POST", f"/v1/drafts/{asked}/redraft")

    assert (202, "drafting") == (answer.status_code, answer.json()["state"])
    assert f"/v1/drafts/{asked}" == answer.headers["Location"]
    assert [asked, asked] == served.queue.enqueued


async def test_a_draft_that_is_not_degraded_is_not_redrafted(served: Served, ada: Desk) -> None:
    asked = (await ada.json("POST", "/v1/drafts", json={"reports": [REPORT]}))["id"]
    refused(await ada("POST", f"/v1/drafts/{asked}/redraft"), 409, "wrong-state")
    assert [asked] == served.queue.enqueued
