"""Webhooks over the API: kept, changed, tested, replayed; the secret is told once."""

import json
from typing import Any

import pytest

from drafter.store.database import Database
from drafter.webhooks.delivering import Delivering
from drafter.webhooks.sending import Sender
from tests.api.samples import REPORT, refused
from tests.api.serving import Desk, Served
from tests.fakes.receiver import receiving, status

URL = "https://cms.courier.example/hooks/drafter"
WANTED: dict[str, Any] = {"url": URL, "events": ["draft.approved"], "description": "CMS"}
PATH = "/v1/webhooks"


async def test_a_webhook_is_kept_and_its_secret_told_this_once(ada: Desk) -> None:
    answer = await ada("POST", PATH, json=WANTED)
    made = answer.json()
    where = answer.headers["Location"]
    assert (201, f"{PATH}/{made['id']}") == (answer.status_code, where)
    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert made == await ada.json("GET", where)
    assert [made] == (await ada.json("GET", PATH))["webhooks"]
    for path in (PATH, where, f"{where}/deliveries"):
        assert secret not in (await ada("GET", path)).text


async def test_asked_twice_under_one_key_it_is_one_webhook_with_the_same_secret(ada: Desk) -> None:
    once = {"Idempotency-Key": "hook-1"}
    first = await ada.json("POST", PATH, json=WANTED, headers=once)
    assert first == await ada.json("POST", PATH, json=WANTED, headers=once)
    assert 1 == len((await ada.json("GET", PATH))["webhooks"])


@pytest.mark.parametrize(
    "url",
    ["http://cms.example/hook", "https://127.0.0.1/hook", "https://[::1]/", "ftp://x.example"],
)
async def test_an_address_that_nothing_is_sent_to_is_refused(ada: Desk, url: str) -> None:
    problem = refused(await ada("POST", PATH, json={"url": url}), 422, "url-refused")
    assert "/url" == problem["errors"][0]["pointer"]
    made = await ada.json("POST", PATH, json=WANTED)
    change = await ada("PATCH", f"{PATH}/{made['id']}", json={"url": url})
    refused(change, 422, "url-refused")


async def test_an_event_that_there_is_not_is_refused(ada: Desk) -> None:
    wanted = WANTED | {"events": ["draft.loved"]}
    refused(await ada("POST", PATH, json=wanted), 422, "invalid-request")


async def test_what_is_named_is_changed_and_the_rest_stays(ada: Desk) -> None:
    path = (await ada("POST", PATH, json=WANTED)).headers["Location"]
    changed = await ada.json("PATCH", path, json={"events": []})
    assert ([], URL, "CMS") == (changed["events"], changed["url"], changed["description"])
    disabled = await ada.json("PATCH", path, json={"disabled_reason": "The CMS is down."})
    assert disabled["disabled_at"] is not None
    refused(await ada("POST", f"{path}/test"), 409, "wrong-state")
    enabled = await ada.json("PATCH", path, json={"disabled_reason": None, "description": None})
    assert (None, None, None) == (
        enabled["disabled_at"],
        enabled["disabled_reason"],
        enabled["description"],
    )


async def test_a_webhook_that_is_deleted_is_gone_with_its_log(ada: Desk) -> None:
    path = (await ada("POST", PATH, json=WANTED | {"events": []})).headers["Location"]
    await ada("POST", f"{path}/test")
    await ada("POST", "/v1/drafts", json={"reports": [REPORT]})
    assert 3 == len((await ada.json("GET", f"{path}/deliveries"))["deliveries"])
    assert 204 == (await ada("DELETE", path)).status_code
    for answer in (
        await ada("GET", path),
        await ada("DELETE", path),
        await ada("GET", f"{path}/deliveries"),
        await ada("POST", f"{path}/test"),
        await ada("POST", f"{path}/rotate"),
        await ada("PATCH", path, json={}),
    ):
        refused(answer, 404, "not-found")


async def test_a_test_is_sent_logged_and_sent_again_on_demand(
    ada: Desk, served: Served, file: Any
) -> None:
    networks = served.newsroom.settings.webhook_networks
    assert () == networks
    made = await ada.json("POST", PATH, json=WANTED)
    path = f"{PATH}/{made['id']}"
    sent = await ada("POST", f"{path}/test")
    where = sent.headers["Location"]
    assert (202, "pending") == (sent.status_code, sent.json()["state"])
    refused(await ada("POST", f"{where}/replay"), 409, "wrong-state")
    database = Database(f"sqlite:///{file}")
    sender = Sender(())  # the name of the example leads nowhere
    await Delivering(database, sender, schedule=()).deliver_all()
    failed = await ada.json("GET", where)
    assert ("failed", 1, "webhook.test") == (failed["state"], failed["attempts"], failed["type"])
    assert "cannot be reached" in failed["tried"][0]["trouble"]
    assert "webhook.test" == failed["payload"]["type"]
    again = await ada.json("POST", f"{where}/replay")
    assert (sent.json()["id"], "pending") == (again["id"], again["state"])
    await sender.close()
    await database.close()


async def test_a_new_secret_signs_with_the_former_one_for_a_while(ada: Desk) -> None:
    made = await ada.json("POST", PATH, json=WANTED)
    turned = await ada.json("POST", f"{PATH}/{made['id']}/rotate", json={"overlap_seconds": 60})
    assert made["secret"] != turned["secret"]
    assert turned["former_until"] is not None


async def test_deliveries_are_listed_by_state_and_none_of_another_webhook_is_told(
    ada: Desk,
) -> None:
    first = (await ada("POST", PATH, json=WANTED)).headers["Location"]
    second = (await ada("POST", PATH, json=WANTED)).headers["Location"]
    test = (await ada("POST", f"{first}/test")).json()
    listed = (await ada.json("GET", f"{first}/deliveries?state=pending"))["deliveries"]
    assert [test["id"]] == [one["id"] for one in listed]
    assert [] == (await ada.json("GET", f"{first}/deliveries?state=failed"))["deliveries"]
    refused(await ada("GET", f"{second}/deliveries/{test['id']}"), 404, "not-found")


async def test_a_receiver_hears_of_a_draft_from_its_asking_to_its_approval(
    ada: Desk, served: Served, file: Any
) -> None:
    """The URL is one that the API refuses; the operator of this test has allowed it."""
    async with receiving(status(204)) as receiver:
        hook = await served.newsroom.webhooks.add(receiver.url, (), "Ada", "whsec_" + "A" * 44)
        draft = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
        await ada("POST", f"{draft}/claim")
        database = Database(f"sqlite:///{file}")
        networks = served.newsroom.settings.model_validate(
            {"webhook_networks": ["127.0.0.0/8"]}
        ).webhook_networks
        sender = Sender(networks)
        await Delivering(database, sender).deliver_all()
        await sender.close()
        await database.close()
    heard = [json.loads(one.body)["type"] for one in receiver.heard]
    assert ["draft.asked", "draft.drafted", "draft.claimed"] == heard
    listed = (await ada.json("GET", f"{PATH}/{hook.id}/deliveries"))["deliveries"]
    assert {"delivered"} == {one["state"] for one in listed}
