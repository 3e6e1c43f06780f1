"""What the clients send, and what a refusal becomes."""

import asyncio
import json
import sys
from typing import Any

import httpx2
import pytest

from drafter.client import (
    YES,
    ApiProblem,
    AsyncDrafter,
    Drafter,
    Exported,
    GateClosed,
    NotAllowed,
    StaleRevision,
    Unreachable,
)
from tests.drafter.client.conftest import Starts
from tests.drafter.client.scripted import HERE, KEY, Service, problem
from tests.drafter.client.test_reading import example


def record() -> httpx2.Response:
    return httpx2.Response(200, json=example("in-review"))


def page(*ids: str, then: str | None = None) -> httpx2.Response:
    (one,) = example("draft-page")["drafts"]
    drafts = [one | {"id": draft_id} for draft_id in ids]
    return httpx2.Response(200, json={"drafts": drafts, "next_cursor": then})


async def test_a_list_is_gone_through_page_by_page_with_the_same_filters(plugin: Starts) -> None:
    service = Service(page("drf-1", "drf-2", then="c2"), page(then="c3"), page("drf-3"))
    found = await plugin(service).all("drafts", status="approved", topic="harbour-bridge")
    assert ["drf-1", "drf-2", "drf-3"] == [one.id for one in found]
    filters = {"status": "approved", "topic": "harbour-bridge"}
    asked = [dict(request.url.params) for request in service.requests]
    assert [filters, filters | {"cursor": "c2"}, filters | {"cursor": "c3"}] == asked


async def test_pages_are_fetched_only_as_far_as_one_goes(plugin: Starts) -> None:
    service = Service(page("drf-1", then="c2"))
    client = plugin(service).client
    if isinstance(client, Drafter):
        first = next(client.drafts())
    else:
        first = await anext(client.drafts())
    assert ("drf-1", 1) == (first.id, len(service.requests))


async def test_an_edit_names_its_revision_and_is_a_merge_patch(plugin: Starts) -> None:
    service = Service(record())
    await plugin(service).call("edit", "drf-1", {"body": None}, revision=3, reason="too long")
    (request,) = service.requests
    assert ("PATCH", "/v1/drafts/drf-1") == (request.method, request.url.path)
    assert ('"3"', "too long") == (request.headers["If-Match"], request.url.params["reason"])
    assert "application/merge-patch+json" == request.headers["Content-Type"]
    assert {"body": None} == json.loads(request.content)


async def test_what_is_left_out_is_not_sent(plugin: Starts) -> None:
    diff = httpx2.Response(200, json=example("draft-diff"))
    service = Service(diff, record())
    courier = plugin(service)
    await courier.call("diff", "drf-1", after=3)
    await courier.call("edit", "drf-1", {}, revision=3)
    assert ["to=3", ""] == [request.url.query.decode() for request in service.requests]


@pytest.mark.parametrize(("on", "kind"), [("s7", "statements"), ("body", "sections")])
async def test_a_verdict_is_on_a_statement_or_on_a_section(
    plugin: Starts, on: str, kind: str
) -> None:
    service = Service(record())
    await plugin(service).call("judge", "drf-1", on, "waived", "it may stand", revision=3)
    assert f"/v1/drafts/drf-1/{kind}/{on}/verdict" == service.requests[0].url.path


async def test_who_waits_for_a_draft_says_so_and_has_the_time(plugin: Starts) -> None:
    service = Service(httpx2.Response(202, json=example("drafting")))
    await plugin(service).call("ask", ["rep-1"], wait=20, topic="harbour-bridge")
    (request,) = service.requests
    assert "wait=20" == request.headers["Prefer"]
    assert 50 == request.extensions["timeout"]["read"]
    assert {"reports": ["rep-1"], "topic": "harbour-bridge"} == json.loads(request.content)


async def test_a_report_is_sent_as_what_it_is(plugin: Starts) -> None:
    stored = [httpx2.Response(201, json=example("stored-report")) for _ in range(3)]
    service = Service(*stored)
    courier = plugin(service)
    await courier.call("file_report", "Bridge shut\n\nThe bridge is shut.")
    await courier.call("file_report", "# Bridge shut", media_type="text/markdown")
    await courier.call("file_report", {"headline": "Bridge shut"})
    assert ["text/plain", "text/markdown", "application/json"] == service.sent("Content-Type")


@pytest.mark.parametrize("draft_id", ["drf-1/claim", "../keys", "drf 1?x=1#y"])
async def test_an_id_stays_one_part_of_the_path(plugin: Starts, draft_id: str) -> None:
    service = Service(record())
    await plugin(service).call("draft", draft_id)
    (request,) = service.requests
    assert 4 == request.url.raw_path.count(b"/") + 1
    assert b"/v1/drafts/" == request.url.raw_path[:11]
    assert (b"", "") == (request.url.query, request.url.fragment)


@pytest.mark.parametrize("draft_id", ["", ".", ".."])
async def test_what_would_lead_elsewhere_is_no_id(plugin: Starts, draft_id: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        await plugin(Service()).call("draft", draft_id)


async def test_the_key_goes_to_the_service_and_nowhere_else(plugin: Starts) -> None:
    elsewhere = httpx2.Response(307, headers={"Location": "http://elsewhere.test/"})
    service = Service(record(), elsewhere)
    courier = plugin(service)
    await courier.call("draft", "drf-1")
    assert [f"Bearer {KEY}"] == service.sent("Authorization")
    with pytest.raises(ApiProblem, match="307 Temporary Redirect"):
        await courier.call("draft", "drf-1")
    assert KEY not in repr(courier.client) + str(vars(courier.client))


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel"])
def test_what_is_no_key_is_refused_without_telling_it(key: str) -> None:
    with pytest.raises(
        ValueError, match=r"^this is no key: one is a single word, such as drf_\.\.\.$"
    ):
        Drafter(HERE, key)


@pytest.mark.parametrize("url", [HERE, f"{HERE}/", f"{HERE}/v1", f"{HERE}/v1/"])
async def test_the_address_may_end_in_v1_and_the_key_in_a_line_feed(url: str) -> None:
    service = Service(record())
    with Drafter(url, f"{KEY}\n", transport=httpx2.MockTransport(service)) as drafter:
        drafter.draft("drf-1")
    assert [f"{HERE}/v1/drafts/drf-1"] == [str(request.url) for request in service.requests]
    assert [f"Bearer {KEY}"] == service.sent("Authorization")


async def test_a_refusal_has_all_that_the_service_said(plugin: Starts) -> None:
    errors = [{"pointer": "/priority", "code": "enum", "detail": "no"}]
    refusal = problem(412, "stale-revision", current_revision=4, request_id="r-1", errors=errors)
    with pytest.raises(StaleRevision, match="412 stale-revision: no") as caught:
        await plugin(Service(refusal)).call("approve", "drf-1", YES, revision=3)
    stale = caught.value
    assert ("urn:drafter:problem:stale-revision", "stale-revision") == (stale.type, stale.kind)
    assert (4, "r-1", tuple(errors)) == (stale.current_revision, stale.request_id, stale.errors)


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (lambda: problem(409, "gate-closed", open_findings=["body, s5: no"]), GateClosed),
        (lambda: problem(403, "person-required"), NotAllowed),
        (lambda: problem(418, "brewing"), ApiProblem),
    ],
)
async def test_a_refusal_is_an_error_of_its_kind(plugin: Starts, refusal: Any, kind: Any) -> None:
    with pytest.raises(ApiProblem) as caught:
        await plugin(Service(refusal())).call("claim", "drf-1")
    assert kind is type(caught.value)
    assert tuple(refusal().json().get("open_findings", ())) == caught.value.open_findings


async def test_a_page_of_a_gateway_is_a_refusal_without_a_kind(plugin: Starts) -> None:
    with pytest.raises(ApiProblem) as caught:
        await plugin(Service(httpx2.Response(413, text="<h1>Too large</h1>"))).call(
            "claim", "drf-1"
        )
    assert ("about:blank", "", 413) == (caught.value.type, caught.value.kind, caught.value.status)


@pytest.mark.parametrize("text", ["# Bridge shut", "{}", "[]"])
def test_a_draft_is_read_from_an_export_as_json_alone(text: str) -> None:
    exported = Exported(text=text, media_type="text/markdown", state="approved", revision=2)
    with pytest.raises(ValueError, match="this text/markdown is no draft: export it as json"):
        exported.draft()


@pytest.mark.parametrize("client", [Drafter, AsyncDrafter])
def test_a_method_says_what_it_does(client: type[Drafter | AsyncDrafter]) -> None:
    made = client(HERE, KEY)
    assert "claim" == made.claim.__name__
    assert str(made.claim.__doc__).startswith("Take a draft for review")


async def test_clients_close_after_a_with() -> None:
    with Drafter(HERE, KEY, transport=httpx2.MockTransport(Service(record()))) as drafter:
        assert "in_review" == drafter.draft("drf-1").state
    with pytest.raises(RuntimeError, match="closed"):
        drafter.draft("drf-1")
    async with AsyncDrafter(HERE, KEY, transport=httpx2.MockTransport(Service(record()))) as later:
        assert "in_review" == (await later.draft("drf-1")).state
    with pytest.raises(RuntimeError, match="closed"):
        await later.draft("drf-1")


async def test_where_nobody_listens_that_is_said(plugin: Starts) -> None:
    failures = [httpx2.ConnectError("refused")] * 3
    with pytest.raises(Unreachable, match="POST /v1/drafts/drf-1/claim: ConnectError"):
        await plugin(Service(*failures)).call("claim", "drf-1")


async def test_a_plugin_loads_nothing_of_the_server() -> None:
    code = "import sys, drafter.client; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    loaded = (await process.communicate())[0].decode().split()
    assert "httpx2" in loaded
    assert set() == {"api", "dbos", "fastapi", "jinja2", "openai", "sqlalchemy"} & set(loaded)
