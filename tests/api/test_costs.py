"""What a draft will cost is told when it is asked for, and refused where a key may not spend it."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.store.keys import Keys
from schemas.estimate import NOTHING, Estimate
from tests.api.samples import REPORT, refused
from tests.api.serving import ALL, Desk, Served, serving, settings_for

PRICE = {"input": "1", "output": "10"}
BY_MODEL = {"engine": "openai", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "model": "writer"}


def asked(**more: object) -> dict[str, Any]:
    return {"json": {"reports": [REPORT]} | more}


async def limited(served: Served, usd: str | None, name: str = "Ada") -> Desk:
    """The desk of someone whose key may spend so much in a day."""
    limit = Decimal(usd) if usd else None
    keys: Keys = served.newsroom.keys
    return served.with_token(await keys.create(name, person=True, scopes=ALL, daily_usd=limit))


@pytest.fixture
async def priced(file: Path) -> AsyncIterator[Served]:
    """An app with a model of a known price, whose queue only notes what it is asked."""
    async with serving(settings_for(file, price=PRICE, **BY_MODEL)) as running:
        running.queue.idle = True
        yield running


@pytest.fixture
async def unpriced(file: Path) -> AsyncIterator[Served]:
    async with serving(settings_for(file, **BY_MODEL)) as running:
        running.queue.idle = True
        yield running


async def likely(served: Served) -> Estimate:
    desk = await limited(served, None, "Someone")
    record = await desk.json("POST", "/v1/drafts", **asked())
    return Estimate.model_validate(record["estimate"])


async def test_the_answer_carries_the_estimate(priced: Served) -> None:
    made = await likely(priced)
    assert ("writer", 5) == (made.model, made.calls)
    assert made.cost_usd == (made.input_tokens + 10 * made.output_tokens) / Decimal(1_000_000)
    assert made.most_tokens > made.input_tokens + made.output_tokens > 20_000


async def test_without_a_model_the_estimate_is_nothing_at_all(ada: Desk) -> None:
    record = await ada.json("POST", "/v1/drafts", **asked())
    assert NOTHING == Estimate.model_validate(record["estimate"])


async def test_without_a_known_price_the_tokens_are_told_and_the_cost_is_null(
    unpriced: Served,
) -> None:
    made = await likely(unpriced)
    assert (None, None) == (made.cost_usd, made.most_usd)
    assert made.input_tokens > 10_000


async def test_where_no_model_is_named_the_price_of_ones_own_counts_all_the_same(
    file: Path,
) -> None:
    settings = settings_for(file, price=PRICE, **BY_MODEL | {"model": None})
    async with serving(settings) as served:
        served.queue.idle = True
        made = await likely(served)
    assert made.model is None
    assert made.cost_usd


async def test_one_report_twice_is_estimated_as_one(priced: Served) -> None:
    once = await likely(priced)
    desk = await limited(priced, None)
    record = await desk.json("POST", "/v1/drafts", json={"reports": [REPORT, REPORT]})
    assert once == Estimate.model_validate(record["estimate"])


async def test_an_order_within_the_keys_limit_is_taken_and_put_by(priced: Served) -> None:
    made = await likely(priced)
    desk = await limited(priced, str(made.cost_usd))
    assert 202 == (await desk("POST", "/v1/drafts", **asked())).status_code
    spent = await priced.newsroom.keys.spent_today()
    assert [made.cost_usd] * 2 == list(spent.values())


async def test_what_is_left_today_is_refused_with_the_seconds_until_midnight(
    priced: Served,
) -> None:
    made = await likely(priced)
    desk = await limited(priced, str(made.cost_usd))
    await desk.json("POST", "/v1/drafts", **asked())
    enqueued = list(priced.queue.enqueued)
    answer = await desk("POST", "/v1/drafts", **asked())
    assert "ask again after midnight UTC" in refused(answer, 429, "spent-today")["detail"]
    assert 0 < int(answer.headers["Retry-After"]) <= 24 * 60 * 60
    assert enqueued == priced.queue.enqueued


async def test_more_than_a_whole_days_limit_is_refused_for_good(priced: Served) -> None:
    desk = await limited(priced, "0.000001")
    answer = await desk("POST", "/v1/drafts", **asked())
    refused(answer, 403, "over-budget")
    assert "Retry-After" not in answer.headers
    assert [] == priced.queue.enqueued


async def test_a_limited_key_cannot_ask_a_model_of_unknown_price(unpriced: Served) -> None:
    desk = await limited(unpriced, "100")
    answer = await desk("POST", "/v1/drafts", **asked())
    assert "DRAFTER_PRICE" in refused(answer, 403, "over-budget")["detail"]


async def test_a_limited_key_may_always_ask_for_the_extractive_engine(unpriced: Served) -> None:
    desk = await limited(unpriced, "0.000001")
    answer = await desk("POST", "/v1/drafts", **asked(engine="extractive"))
    assert 202 == answer.status_code
    assert {} == await unpriced.newsroom.keys.spent_today()


async def test_a_models_word_on_each_statement_is_in_the_estimate(priced: Served) -> None:
    plain = await likely(priced)
    desk = await limited(priced, None, "Another")
    record = await desk.json("POST", "/v1/drafts", **asked(support=True))
    assert Estimate.model_validate(record["estimate"]).calls > plain.calls
