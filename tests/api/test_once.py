"""Under one Idempotency-Key, the same request again has the first answer again."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter

from api.once import IdempotencyKey, asked, idempotency_key
from drafter.errors import StoreError
from tests.api.samples import EVENT, REPORT, TEXT, THIN, refused
from tests.api.serving import ALL, Desk, Served, serving, settings_for
from tests.api.test_costs import BY_MODEL, PRICE, limited
from tests.postgres import Server

ORDER: dict[str, Any] = {"reports": [REPORT], "topic": "harbour-bridge", "earlier": [EVENT]}
ONCE = "8e03978e-40d5-43dd-bc93-6894a57f9324"
REPLAYED = "Idempotency-Replayed"
OTHERS: list[dict[str, Any]] = [
    {"topic": "old-bridge"},
    {"reports": [REPORT | {"headline": "Ferries are full"}]},
    {"reports": [REPORT, REPORT | {"headline": "Ferries are full"}]},
    {"priority": "breaking"},
    {"instructions": "Say early what commuters can do."},
    {"support": True},
]
OF_THE_ANSWER = ("Location", "ETag", "Retry-After", "Content-Type")


async def ask(desk: Desk, once: str | bytes = ONCE, **change: object) -> Any:
    return await post(desk, "/v1/drafts", once, json=ORDER | change)


async def post(desk: Desk, path: str, once: str | bytes = ONCE, **request: Any) -> Any:
    headers = {"Idempotency-Key": once} | request.pop("headers", {})
    return await desk("POST", path, headers=headers, **request)


async def drafts(desk: Desk) -> list[str]:
    """The ids of all drafts that there are."""
    return [one["id"] for one in (await desk.json("GET", "/v1/drafts"))["drafts"]]


def replayed(first: httpx2.Response, second: httpx2.Response) -> bool:
    """Whether the second answer is the first one again."""
    assert REPLAYED not in first.headers
    assert first.status_code == second.status_code
    assert first.content == second.content
    for name in OF_THE_ANSWER:
        assert first.headers.get(name) == second.headers.get(name)
    return second.headers.get(REPLAYED) == "true"


async def test_the_same_order_again_has_the_first_answer_again(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    first, second = await ask(ada), await ask(ada)
    assert replayed(first, second)
    assert [first.json()["id"]] == await drafts(ada)


async def test_the_first_answer_stays_what_it_was_whatever_became_of_the_draft(ada: Desk) -> None:
    first = await ask(ada)
    await ada.json("POST", f"{first.headers['Location']}/claim")
    assert replayed(first, await ask(ada))
    assert "drafting" == first.json()["state"]


async def test_a_repeat_is_answered_though_it_could_no_longer_be_asked_for(
    served: Served, file: Path, ada: Desk
) -> None:
    first = await ask(ada, engine="extractive")
    async with serving(settings_for(file, max_usd="0.000001", price=PRICE, **BY_MODEL)) as other:
        assert replayed(first, await ask(other.with_token(ada.token), engine="extractive"))
    assert 1 == len(served.queue.enqueued)


async def test_json_in_another_order_and_spacing_is_the_same(ada: Desk) -> None:
    first = await ask(ada)
    text = str(asked("", "", dict(reversed(ORDER.items()))), "utf-8").strip()
    spaced = text.replace('"reports":', '"reports" :\n  ')
    json = {"Content-Type": "application/json; charset=utf-8"}
    assert replayed(first, await post(ada, "/v1/drafts", content=spaced, headers=json))


@pytest.mark.parametrize("move", ["cancel", "hold"])
async def test_a_repeat_does_not_bring_back_what_was_called_off_or_held(
    served: Served, ada: Desk, move: str
) -> None:
    served.queue.idle = True
    first = (await ask(ada)).json()
    path = f"/v1/drafts/{first['id']}"
    moved = await ada.json("POST", f"{path}/{move}", json={"reason": "Wait for Friday."})
    await ask(ada)
    assert moved == await ada.json("GET", path)
    assert [first["id"]] == served.queue.enqueued


async def test_where_the_first_request_died_before_it_queued_the_second_does(
    served: Served, ada: Desk
) -> None:
    served.queue.failure = StoreError("the database is away")
    refused(await ask(ada), 503, "store-unavailable")
    [kept] = await drafts(ada)
    assert [] == served.queue.enqueued
    served.queue.failure = None
    assert kept == (await ask(ada)).json()["id"]
    assert [kept] == served.queue.enqueued
    assert "queued" == (await ada.json("GET", f"/v1/drafts/{kept}"))["state"]


@pytest.mark.parametrize("other", OTHERS)
async def test_another_order_under_the_same_key_is_refused_and_not_kept(
    served: Served, ada: Desk, other: dict[str, Any]
) -> None:
    first = (await ask(ada)).json()
    refused(await ask(ada, **other), 422, "idempotency-key-reused")
    assert [first["id"]] == await drafts(ada) == served.queue.enqueued


async def test_another_path_under_the_same_key_is_refused(ada: Desk, draft: str) -> None:
    await ask(ada)
    for path in ("/v1/reports", f"{draft}/redraft"):
        refused(await post(ada, path, json=ORDER), 422, "idempotency-key-reused")


async def test_another_api_key_has_idempotency_keys_of_its_own(ada: Desk, ben: Desk) -> None:
    ours, theirs = (await ask(ada)).json(), (await ask(ben, topic="old-bridge")).json()
    assert ours["id"] != theirs["id"]
    assert ("Ada", "Ben") == (ours["created_by"], theirs["created_by"])


async def test_another_idempotency_key_is_another_draft(ada: Desk) -> None:
    names = [ONCE, ONCE.upper(), "1", "!", "~" * 255, '"two words"']
    assert len(names) == len({(await ask(ada, name)).json()["id"] for name in names})


@pytest.mark.parametrize(
    ("bare", "quoted"), [(ONCE, f'"{ONCE}"'), ("a\\b", r'"a\\b"'), ('a"b', r'"a\"b"')]
)
async def test_a_quoted_idempotency_key_is_the_bare_one(ada: Desk, bare: str, quoted: str) -> None:
    assert replayed(await ask(ada, bare), await ask(ada, quoted))


@given(some.text(alphabet=some.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_what_a_structured_field_quotes_is_had_back(key: str) -> None:
    quoted = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if len(quoted) <= 255:
        told = TypeAdapter(IdempotencyKey).validate_python(quoted)
        assert key == idempotency_key(told)


async def test_without_the_header_each_order_is_a_draft(ada: Desk) -> None:
    made = [(await ada.json("POST", "/v1/drafts", json=ORDER))["id"] for _ in range(2)]
    assert 2 == len(set(made))


@pytest.mark.parametrize(
    "once",
    [
        "",
        " ",
        "two words",
        "x" * 256,
        "tab\tbed",
        b"\xc3\xa9t\xc3\xa9",
        b"\x7f",
        '"',
        '""',
        '"open',
        '"a"b"',
        '"a";p=1',
        '"\\n"',
    ],
)
async def test_an_idempotency_key_that_is_none_is_refused(ada: Desk, once: str | bytes) -> None:
    [wrong] = refused(await ask(ada, once), 422, "invalid-request")["errors"]
    assert "Idempotency-Key" == wrong["parameter"]
    assert [] == await drafts(ada)


@pytest.fixture(params=["sqlite", "postgresql"])
async def anywhere(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[Served]:
    """The app over either database, with a queue that only notes what it is asked."""
    if request.param == "sqlite":
        async with serving(settings_for(file)) as running:
            running.queue.idle = True
            yield running
        return
    server: Server = request.getfixturevalue("postgres")
    with server.lent() as url:
        async with serving(settings_for(file, database_url=url)) as running:
            running.queue.idle = True
            yield running


async def test_of_eight_who_ask_at_once_one_makes_a_draft_and_the_others_wait_or_have_its_answer(
    anywhere: Served,
) -> None:
    desk = await anywhere.desk()
    answers = await asyncio.gather(*(ask(desk) for _ in range(8)))
    made = [answer for answer in answers if answer.status_code == 202]
    for answer in answers:
        if answer not in made:
            refused(answer, 409, "idempotency-running")
            assert "1" == answer.headers["Retry-After"]
    assert 1 == len([answer for answer in made if REPLAYED not in answer.headers])
    assert await drafts(desk) == list({answer.json()["id"] for answer in made})
    assert 202 == (await ask(desk)).status_code


async def test_of_five_other_orders_at_once_one_is_taken(anywhere: Served) -> None:
    desk = await anywhere.desk()
    answers = await asyncio.gather(*(ask(desk, topic=f"bridge-{n}") for n in range(5)))
    assert [202, 422, 422, 422, 422] == sorted(answer.status_code for answer in answers)
    [won] = [answer.json()["id"] for answer in answers if answer.status_code == 202]
    assert [won] == await drafts(desk)


async def test_it_is_one_draft_from_two_processes_over_one_database(
    served: Served, file: Path
) -> None:
    served.queue.idle = True
    token = await served.newsroom.keys.create("Ada", person=True, scopes=ALL)
    async with serving(settings_for(file)) as other:
        desks = [served.with_token(token), other.with_token(token)] * 4
        answers = await asyncio.gather(*map(ask, desks))
        assert {202, 409} >= {answer.status_code for answer in answers}
        assert 1 == len(await drafts(desks[0]))


@pytest.fixture
async def priced(file: Path) -> AsyncIterator[Served]:
    """An app with a model of a known price, whose queue only notes what it is asked."""
    async with serving(settings_for(file, price=PRICE, **BY_MODEL)) as running:
        running.queue.idle = True
        yield running


async def test_a_repeat_puts_nothing_by_even_where_the_key_has_nothing_left(
    priced: Served,
) -> None:
    free = await limited(priced, None, "Ben")
    cost = (await ask(free)).json()["estimate"]["cost_usd"]
    desk = await limited(priced, cost)
    answers = [await ask(desk) for _ in range(4)]
    assert [202] * 4 == [answer.status_code for answer in answers]
    assert {cost} == {answer.json()["estimate"]["cost_usd"] for answer in answers}
    spent = [str(usd) for usd in (await priced.newsroom.keys.spent_today()).values()]
    assert [cost] * 2 == spent
    refused(await ask(desk, "another"), 429, "spent-today")


async def test_an_order_that_was_refused_leaves_its_key_free(priced: Served) -> None:
    desk = await limited(priced, "0.000001")
    refused(await ask(desk), 403, "over-budget")
    assert 202 == (await ask(desk, engine="extractive")).status_code


@pytest.mark.parametrize(
    "request_",
    [
        {"json": REPORT},
        {"content": TEXT, "headers": {"Content-Type": "text/plain"}},
        {"files": {"file": ("report.txt", TEXT.encode(), "text/plain")}},
    ],
    ids=["json", "text", "form"],
)
async def test_a_report_is_filed_once_however_it_comes(ada: Desk, request_: dict[str, Any]) -> None:
    first = await post(ada, "/v1/reports", **request_)
    assert 201 == first.status_code
    assert replayed(first, await post(ada, "/v1/reports", **request_))


async def test_a_report_that_was_refused_may_be_mended_under_the_same_key(ada: Desk) -> None:
    refused(await post(ada, "/v1/reports", json=THIN), 422, "report-refused")
    assert 201 == (await post(ada, "/v1/reports", json=REPORT)).status_code


async def test_the_same_text_as_another_type_is_another_request(ada: Desk) -> None:
    plain, marked = ({"Content-Type": f"text/{kind}"} for kind in ("plain", "markdown"))
    await post(ada, "/v1/reports", content=TEXT, headers=plain)
    answer = await post(ada, "/v1/reports", content=TEXT, headers=marked)
    refused(answer, 422, "idempotency-key-reused")
