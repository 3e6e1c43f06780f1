"""Many drafts at once: each is made or refused by itself."""

from pathlib import Path
from typing import Any

import pytest

from drafter.errors import StoreError
from tests.api.samples import REPORT, THIN, refused
from tests.api.serving import Desk, Served, serving, settings_for
from tests.api.test_costs import BY_MODEL, PRICE, limited

PATH = "/v1/drafts:batch"
ONCE = {"Idempotency-Key": "the-whole-batch"}


def wanted(number: int, **more: object) -> dict[str, Any]:
    """What one of several drafts is asked for with."""
    return {"reports": [REPORT | {"headline": f"Bridge {number} closes"}]} | more


def batch(*drafts: object) -> dict[str, Any]:
    return {"json": {"drafts": drafts}}


async def results(desk: Desk, *drafts: object, **request: Any) -> list[dict[str, Any]]:
    answer = await desk("POST", PATH, **batch(*drafts), **request)
    assert 207 == answer.status_code
    return list(answer.json()["results"])


async def count(desk: Desk) -> int:
    return len((await desk.json("GET", "/v1/drafts"))["drafts"])


async def test_each_draft_is_made_and_told_of_in_order(served: Served, ada: Desk) -> None:
    told = await results(ada, *(wanted(number, topic=f"bridge-{number}") for number in range(3)))
    assert [202] * 3 == [one["status"] for one in told]
    assert ["bridge-0", "bridge-1", "bridge-2"] == [one["body"]["topic"] for one in told]
    assert [one["location"] for one in told] == [f"/v1/drafts/{one['body']['id']}" for one in told]
    assert [one["body"]["id"] for one in told] == served.queue.enqueued
    for one in told:
        assert "queued" == (await ada.json("GET", one["location"]))["state"]


async def test_one_that_is_refused_keeps_no_other_back(ada: Desk) -> None:
    told = await results(
        ada, wanted(0), wanted(1, priority="now"), {"reports": [REPORT, THIN]}, wanted(3)
    )
    assert [202, 422, 422, 202] == [one["status"] for one in told]
    shape, report = told[1]["body"], told[2]["body"]
    assert "urn:drafter:problem:invalid-request" == shape["type"]
    assert ["/drafts/1/priority"] == [wrong["pointer"] for wrong in shape["errors"]]
    assert "urn:drafter:problem:report-refused" == report["type"]
    assert ["/drafts/2/reports/1"] == [wrong["pointer"] for wrong in report["errors"]]
    assert {PATH} == {shape["instance"], report["instance"]}
    assert "current_revision" not in report
    assert told[1]["location"] is None
    assert 2 == await count(ada)


@pytest.mark.parametrize("given", ["a bridge", 7, None, []])
async def test_one_that_is_no_object_is_refused_with_the_whole(ada: Desk, given: object) -> None:
    problem = refused(await ada("POST", PATH, **batch(wanted(0), given)), 422, "invalid-request")
    assert ["/drafts/1"] == [wrong["pointer"] for wrong in problem["errors"]]
    assert 0 == await count(ada)


async def test_a_batch_has_between_1_and_100_drafts(ada: Desk) -> None:
    refused(await ada("POST", PATH, **batch()), 422, "invalid-request")
    refused(await ada("POST", PATH, **batch(*[{}] * 101)), 422, "invalid-request")
    assert [422] * 100 == [one["status"] for one in await results(ada, *[{}] * 100)]


async def test_a_draft_with_a_key_of_its_own_is_made_once_in_a_batch_or_alone(ada: Desk) -> None:
    item = wanted(0, idempotency_key="bridge-0")
    [first] = await results(ada, item)
    [second, third] = await results(ada, item, wanted(1))
    alone = await ada(
        "POST", "/v1/drafts", json=wanted(0), headers={"Idempotency-Key": '"bridge-0"'}
    )
    assert first | {"replayed": True} == second
    assert first["body"] == alone.json()
    assert (False, False) == (first["replayed"], third["replayed"])
    assert "true" == alone.headers["Idempotency-Replayed"]
    assert 2 == await count(ada)


async def test_another_draft_under_the_same_key_of_its_own_is_refused(ada: Desk) -> None:
    keyed = [wanted(number, idempotency_key="bridge") for number in range(2)]
    told = await results(ada, *keyed)
    assert [202, 422] == [one["status"] for one in told]
    assert "urn:drafter:problem:idempotency-key-reused" == told[1]["body"]["type"]


async def test_the_same_batch_again_has_the_first_answer_again(served: Served, ada: Desk) -> None:
    sent = batch(wanted(0), wanted(1, priority="now"))
    first, second = [await ada("POST", PATH, **sent, headers=ONCE) for _ in range(2)]
    assert first.content == second.content
    assert "true" == second.headers["Idempotency-Replayed"]
    assert 1 == len(served.queue.enqueued)
    refused(
        await ada("POST", PATH, **batch(wanted(0)), headers=ONCE), 422, "idempotency-key-reused"
    )


async def test_a_batch_that_broke_off_half_way_makes_the_rest_and_nothing_twice(
    served: Served, ada: Desk
) -> None:
    class Broken(Exception):
        """The process is gone."""

    sent = batch(wanted(0), wanted(1))
    served.queue.failure = Broken()
    assert 500 == (await ada("POST", PATH, **sent, headers=ONCE)).status_code
    assert 1 == await count(ada)
    served.queue.failure = None
    told = await results(ada, *sent["json"]["drafts"], headers=ONCE)
    assert [(202, True), (202, False)] == [(one["status"], one["replayed"]) for one in told]
    assert 2 == await count(ada) == len(served.queue.enqueued)


async def test_a_batch_with_a_failure_of_the_moment_is_carried_out_again_and_nothing_twice(
    served: Served, ada: Desk
) -> None:
    served.queue.failure = StoreError("the database is away")
    await results(ada, wanted(0), headers=ONCE)
    served.queue.failure = None
    told = await results(ada, wanted(0), headers=ONCE)
    assert [202] == [one["status"] for one in told]
    assert 1 == await count(ada)


async def test_without_the_database_each_is_told_so(served: Served, ada: Desk) -> None:
    served.queue.failure = StoreError("the database is away")
    told = await results(ada, wanted(0), wanted(1))
    assert [503, 503] == [one["status"] for one in told]


async def test_money_is_put_by_for_each_until_there_is_none(file: Path) -> None:
    async with serving(settings_for(file, price=PRICE, **BY_MODEL)) as priced:
        priced.queue.idle = True
        free = await limited(priced, None, "Ben")
        [made] = await results(free, wanted(0))
        desk = await limited(priced, made["body"]["estimate"]["cost_usd"])
        assert [202, 429, 202] == [
            one["status"]
            for one in await results(desk, wanted(0), wanted(1), wanted(2, engine="extractive"))
        ]


async def test_a_batch_does_not_hide_a_draft_nor_a_draft_a_batch(ada: Desk) -> None:
    assert 405 == (await ada("GET", PATH)).status_code
    assert 404 == (await ada("GET", "/v1/drafts/:batch")).status_code
