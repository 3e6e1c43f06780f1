"""What a plan will cost, told before a model is asked, against what whole drafts were."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.estimating import ROOM_TO_REASON, estimate, most_output_tokens
from drafter.engines.openai.messages import messages_of
from drafter.ingest.events import read_events
from drafter.ingest.reading import read_file
from drafter.planning import Plan, SectionCall, plan
from drafter.settings import Price
from drafter.spending.prices import Prices
from drafter.spending.tokens import tokens_in
from prompts.reader import Recipe, read_recipe
from schemas.estimate import Estimate
from schemas.limits import Limits
from schemas.sections import SectionName
from tests.factories import plan_of, report

HERE = Path(__file__).parent
CASEBOOK = HERE.parents[3] / "evals" / "casebook"
OWN = Prices(Price(input=Decimal(1), output=Decimal(10)))
RECIPES = pytest.mark.parametrize("recipe", ["briefing", "single"])


def sample(recipe: str) -> Plan:
    """The plan that the cassettes were recorded for."""
    one = read_file(str(CASEBOOK / "reports" / "harbour-bridge.txt"))
    events = read_events(str(CASEBOOK / "events" / "harbour-bridge.jsonl"))
    return plan([one], read_recipe(recipe), topic="harbour-bridge", earlier=events)


def briefing() -> Recipe:
    return read_recipe("briefing")


def recorded(recipe: str) -> list[tuple[dict[str, Any], str]]:
    """The requests on a cassette that are no repairs, and their replies without needless space."""
    file = HERE / "cassettes" / "test_relayed" / f"{recipe}.yaml"
    pairs = []
    for played in yaml.safe_load(file.read_text("utf-8"))["interactions"]:
        request = json.loads(played["request"]["body"])
        answer = json.loads(played["response"]["body"]["string"])
        reply = json.loads(answer["choices"][0]["message"]["content"])
        if len(request["messages"]) == 2:
            compact = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
            pairs.append((request, compact))
    return pairs


def estimated(of: Plan, *, repairs: int = 1, prices: Prices = OWN) -> Estimate:
    return estimate(of, "brief-writer-1", prices, "127.0.0.1:8080", repairs=repairs)


@RECIPES
def test_its_output_is_about_what_a_whole_draft_was(recipe: str) -> None:
    written = sum(tokens_in(reply) for _, reply in recorded(recipe))
    assert written == pytest.approx(estimated(sample(recipe)).output_tokens, rel=0.3)


@RECIPES
def test_its_input_is_about_what_was_sent_messages_and_schema(recipe: str) -> None:
    sent = sum(
        tokens_in(json.dumps(request["response_format"]["json_schema"]["schema"]))
        + sum(tokens_in(message["content"]) for message in request["messages"])
        for request, _ in recorded(recipe)
    )
    assert sent == pytest.approx(estimated(sample(recipe)).input_tokens, rel=0.15)


def test_the_tokens_of_what_was_sent_are_what_a_tokenizer_counted() -> None:
    """o200k_base counted 5,424 in the first request of briefing, without its schema."""
    request, _ = recorded("briefing")[1]
    counted = sum(tokens_in(message["content"]) for message in request["messages"])
    assert 5_424 == pytest.approx(counted, rel=0.1)


def test_every_call_is_counted() -> None:
    assert (5, 1) == (estimated(sample("briefing")).calls, estimated(sample("single")).calls)


def test_the_whole_input_is_that_of_each_call_by_itself() -> None:
    whole = sample("briefing")
    each = [
        tokens_in(json.dumps(contract_of(call).schema, ensure_ascii=False))
        + sum(tokens_in(m["content"]) for m in messages_of(whole, call, None, state_schema=False))
        for call in whole.calls
    ]
    assert sum(each) == pytest.approx(estimated(whole).input_tokens, rel=0.001)


def test_all_calls_but_the_first_can_take_their_shared_prefix_from_a_cache() -> None:
    made = estimated(sample("briefing"))
    assert 0.6 < made.cached_tokens / made.input_tokens < 0.8
    assert 0 == made.cached_tokens % 4


def test_one_call_shares_nothing() -> None:
    assert 0 == estimated(sample("single")).cached_tokens


def test_the_likely_cost_counts_nothing_as_cached() -> None:
    """The calls start together, so that the last one finds no cache filled by the first."""
    made = estimated(sample("briefing"), prices=OWN)
    expected = (made.input_tokens + 10 * made.output_tokens) / Decimal(1_000_000)
    assert expected == made.cost_usd


def test_an_unknown_price_is_null_and_the_tokens_are_told_all_the_same() -> None:
    made = estimated(sample("briefing"), prices=Prices())
    assert (None, None) == (made.cost_usd, made.most_usd)
    assert made.input_tokens > 20_000


def test_a_longer_report_costs_more_input() -> None:
    longer = plan_of(report(), report(*["The harbour was quiet."] * 200), recipe=briefing())
    short = plan_of(report(), report(), recipe=briefing())
    assert estimated(longer).input_tokens > estimated(short).input_tokens + 5 * 1000


def test_the_most_is_every_ceiling_with_the_input_where_nothing_is_repaired() -> None:
    of = sample("briefing")
    made = estimated(of, repairs=0)
    ceilings = sum(most_output_tokens(call, of.limits) for call in of.calls)
    assert made.input_tokens + ceilings == made.most_tokens


def test_each_repair_sends_more_than_the_first_time_and_may_write_as_much() -> None:
    none, one, two = (estimated(sample("briefing"), repairs=n).most_tokens for n in range(3))
    assert two - one == one - none
    assert one - none > none


def test_the_most_is_over_the_likely_in_tokens_and_in_money() -> None:
    made = estimated(sample("single"))
    assert made.most_tokens > made.input_tokens + made.output_tokens
    assert made.cost_usd is not None
    assert made.most_usd is not None
    assert made.most_usd > made.cost_usd


def test_a_language_of_longer_words_takes_more_output() -> None:
    finnish = report(
        "Kaupunginvaltuusto äänestää perjantaina vanhan sillan korjaussuunnitelmasta.",
        language="fi",
    )
    english = report("The council will vote on Friday on a plan to repair the old bridge.")
    longer, shorter = (
        estimated(plan_of(one, recipe=briefing())).output_tokens for one in (finnish, english)
    )
    assert longer > 1.2 * shorter


def test_a_language_without_spaces_does_not_multiply_the_output() -> None:
    chinese = report(
        "市议会将于周五就旧桥的维修方案进行表决，市长表示，封闭至少将持续六周。", language="zh"
    )
    assert estimated(plan_of(chinese, recipe=briefing())).output_tokens < 15_000


@RECIPES
def test_no_good_reply_comes_near_the_ceiling_even_without_its_room_to_reason(recipe: str) -> None:
    of = sample(recipe)
    replies = {tuple(json.loads(reply)): tokens_in(reply) for _, reply in recorded(recipe)}
    for call in of.calls:
        ceiling = most_output_tokens(call, of.limits) - ROOM_TO_REASON
        assert replies[contract_of(call).keys] < ceiling / 2


def test_the_ceiling_of_a_call_of_briefing_fits_what_most_models_can_write() -> None:
    of = sample("briefing")
    assert max(most_output_tokens(call, of.limits) for call in of.calls) <= 16_384


@pytest.mark.parametrize("section", SectionName)
def test_the_ceiling_leaves_room_for_every_section(section: SectionName) -> None:
    call = SectionCall("one", "briefing", (), (section,))
    assert most_output_tokens(call, Limits()) > ROOM_TO_REASON


def test_the_ceiling_follows_the_recipes_limits() -> None:
    call = SectionCall("one", "briefing", (), (SectionName.BODY,))
    longer = Limits(body_words=Limits().body_words + 100)
    assert 800 == most_output_tokens(call, longer) - most_output_tokens(call, Limits())
