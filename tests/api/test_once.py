"""Under one Idempotency-Key, the same order twice is one draft."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import StoreError
from tests.api.samples import EVENT, REPORT, refused
from tests.api.serving import ALL, Desk, Served, serving, settings_for
from tests.api.test_costs import BY_MODEL, PRICE, limited

ORDER: dict[str, Any] = {"reports": [REPORT], "topic": "harbour-bridge", "earlier": [EVENT]}
ONCE = "8e03978e-40d5-43dd-bc93-6894a57f9324"
OTHERS: list[dict[str, Any]] = [
    {"topic": "old-bridge"},
    {"reports": [REPORT | {"headline": "Ferries are full"}]},
    {"reports": [REPORT, REPORT | {"headline": "Ferries are full"}]},
    {"priority": "breaking"},
    {"instructions": "Say early what commuters can do."},
    {"support": True},
]


async def ask(desk: Desk, once: str | bytes = ONCE, **change: object) -> Any:
    headers = {"Idempotency-Key": once}
    return await desk("POST", "/v1/drafts", json=ORDER | change, headers=headers)


async def drafts(desk: Desk) -> list[str]:
    """The ids of all drafts that there are."""
    return [one["id"] for one in (await desk.json("GET", "/v1/drafts"))["drafts"]]


async def test_the_same_order_again_is_the_draft_that_there_is(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    first, second = await ask(ada), await ask(ada)
    assert (202, 202) == (first.status_code, second.status_code)
    assert first.json() == second.json()
    assert first.headers["Location"] == second.headers["Location"]
    assert ("2", '"0"') == (second.headers["Retry-After"], second.headers["ETag"])
    assert [first.json()["id"]] == await drafts(ada)


async def test_the_id_of_such_a_draft_looks_like_any_other(ada: Desk) -> None:
    prefix, _, rest = (await ask(ada)).json()["id"].partition("-")
    assert ("drf", 16, rest.lower()) == (prefix, len(rest), rest)
    assert ONCE not in rest


async def test_a_stored_report_is_the_same_as_the_report_itself(ada: Desk) -> None:
    first = (await ask(ada)).json()
    stored = await ada.json("POST", "/v1/reports", json=REPORT)
    assert first["id"] == (await ask(ada, reports=[stored["id"]])).json()["id"]


async def test_a_repeat_tells_how_far_the_draft_is_and_queues_nothing(
    served: Served, ada: Desk
) -> None:
    first = (await ask(ada)).json()
    await ada.json("POST", f"/v1/drafts/{first['id']}/claim")
    again = (await ask(ada)).json()
    assert ("in_review", 1, "Ada") == (again["state"], again["revision"], again["claimed_by"])
    assert first["estimate"] == again["estimate"]
    assert [first["id"]] == served.queue.enqueued


@pytest.mark.parametrize("move", ["cancel", "hold"])
async def test_a_repeat_does_not_bring_back_what_was_called_off_or_held(
    served: Served, ada: Desk, move: str
) -> None:
    served.queue.idle = True
    first = (await ask(ada)).json()
    path = f"/v1/drafts/{first['id']}"
    moved = await ada.json("POST", f"{path}/{move}", json={"reason": "Wait for Friday."})
    assert moved["state"] == (await ask(ada)).json()["state"]
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
    answer = await ask(ada, **other)
    assert first["id"] in refused(answer, 422, "idempotency-key-reused")["detail"]
    assert [first["id"]] == await drafts(ada) == served.queue.enqueued


async def test_another_api_key_has_idempotency_keys_of_its_own(ada: Desk, ben: Desk) -> None:
    ours, theirs = (await ask(ada)).json(), (await ask(ben, topic="old-bridge")).json()
    assert ours["id"] != theirs["id"]
    assert ("Ada", "Ben") == (ours["created_by"], theirs["created_by"])


async def test_another_idempotency_key_is_another_draft(ada: Desk) -> None:
    names = [ONCE, ONCE.upper(), "1", "!", "~" * 255, '"quoted"']
    assert len(names) == len({(await ask(ada, name)).json()["id"] for name in names})


async def test_without_the_header_each_order_is_a_draft(ada: Desk) -> None:
    made = [(await ada.json("POST", "/v1/drafts", json=ORDER))["id"] for _ in range(2)]
    assert 2 == len(set(made))


@pytest.mark.parametrize(
    "once", ["", " ", "two words", "x" * 256, "tab\tbed", b"\xc3\xa9t\xc3\xa9", b"\x7f"]
)
async def test_an_idempotency_key_that_is_none_is_refused(ada: Desk, once: str | bytes) -> None:
    [wrong] = refused(await ask(ada, once), 422, "invalid-request")["errors"]
    assert "Idempotency-Key" == wrong["parameter"]
    assert [] == await drafts(ada)


async def test_of_five_who_ask_at_once_all_are_given_one_draft(served: Served, ada: Desk) -> None:
    served.queue.idle = True
    answers = await asyncio.gather(*(ask(ada) for _ in range(5)))
    assert [202] * 5 == [answer.status_code for answer in answers]
    assert await drafts(ada) == list({answer.json()["id"] for answer in answers})


async def test_of_five_other_orders_at_once_one_is_taken(ada: Desk) -> None:
    asked = [ask(ada, topic=f"bridge-{number}") for number in range(5)]
    answers = await asyncio.gather(*asked)
    assert [202, 422, 422, 422, 422] == sorted(answer.status_code for answer in answers)
    [won] = [answer.json()["id"] for answer in answers if answer.status_code == 202]
    assert [won] == await drafts(ada)


async def test_it_is_one_draft_from_two_processes_over_one_database(
    served: Served, file: Path
) -> None:
    token = await served.newsroom.keys.create("Ada", person=True, scopes=ALL)
    async with serving(settings_for(file)) as other:
        desks = [served.with_token(token), other.with_token(token)] * 3
        answers = await asyncio.gather(*map(ask, desks))
        assert [202] * 6 == [answer.status_code for answer in answers]
        assert 1 == len({answer.json()["id"] for answer in answers})


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
    answers = [await ask(desk), *await asyncio.gather(*(ask(desk) for _ in range(4)))]
    assert [202] * 5 == [answer.status_code for answer in answers]
    assert {cost} == {answer.json()["estimate"]["cost_usd"] for answer in answers}
    spent = [str(usd) for usd in (await priced.newsroom.keys.spent_today()).values()]
    assert [cost] * 2 == spent
    refused(await ask(desk, "another"), 429, "spent-today")


async def test_an_order_that_was_refused_leaves_its_key_free(priced: Served) -> None:
    desk = await limited(priced, "0.000001")
    refused(await ask(desk), 403, "over-budget")
    assert 202 == (await ask(desk, engine="extractive")).status_code
