"""What verdicts will cost, against requests made of two whole drafts."""

import json

import pytest

from drafter.engines.base import Batch
from drafter.engines.openai.contract import support_contract
from drafter.engines.openai.estimating import ROOM_TO_REASON
from drafter.engines.openai.queries import messages_about
from drafter.engines.openai.support_estimate import estimate_support, most_verdict_tokens
from drafter.numbering import merged, numbered
from drafter.planning import Plan
from drafter.spending.prices import Prices
from drafter.spending.tokens import tokens_in
from drafter.verify.support import BATCH, Query, queries_of
from schemas.estimate import Estimate
from schemas.written import Written
from tests.drafter.engines.openai.test_estimating import OWN, RECIPES, recorded, sample
from tests.factories import plan_of


def estimated(of: Plan, claims: int | None = None, prices: Prices = OWN) -> Estimate:
    return estimate_support(of, "judge-1", prices, "127.0.0.1:8080", claims=claims)


def queries(recipe: str) -> tuple[Query, ...]:
    """What would be asked of the draft that a cassette holds."""
    plan, replies = sample(recipe), []
    for _, text in recorded(recipe):
        given = {key: value or None for key, value in json.loads(text).items()}
        kept = Written.model_fields.keys() - {"null_reasons"}
        replies.append(Written.model_validate({k: v for k, v in given.items() if k in kept}))
    return queries_of(numbered(merged(replies), plan), plan.evidence)


def sent(recipe: str) -> int:
    """Tokens of all requests, messages and schema."""
    asked, plan = queries(recipe), sample(recipe)
    schema = tokens_in(json.dumps(support_contract().schema))
    total = 0
    for start in range(0, len(asked), BATCH):
        batch = Batch(1, asked[start : start + BATCH])
        messages = messages_about(plan, batch, state_schema=False)
        total += schema + sum(tokens_in(message["content"]) for message in messages)
    return total


@RECIPES
def test_before_the_draft_its_statements_are_guessed_from_its_limits(recipe: str) -> None:
    guessed = estimated(sample(recipe)).output_tokens
    assert estimated(sample(recipe), len(queries(recipe))).output_tokens == pytest.approx(
        guessed, rel=0.25
    )


@RECIPES
def test_its_input_is_about_what_is_sent(recipe: str) -> None:
    told = estimated(sample(recipe), len(queries(recipe))).input_tokens
    assert sent(recipe) == pytest.approx(told, rel=0.1)


@pytest.mark.parametrize(("claims", "calls"), [(0, 0), (1, 1), (12, 1), (13, 2)])
def test_there_is_a_request_for_each_dozen(claims: int, calls: int) -> None:
    assert calls == estimated(plan_of(), claims).calls


def test_the_most_includes_asking_all_of_it_again_by_halves() -> None:
    told = estimated(plan_of(), 12)
    assert told.most_tokens > 2 * told.input_tokens + 3 * ROOM_TO_REASON
    assert told.most_usd is not None
    assert told.cost_usd is not None
    assert told.most_usd > 2 * told.cost_usd


def test_where_the_price_is_not_known_neither_is_the_cost() -> None:
    assert estimated(plan_of(), 12, Prices()).cost_usd is None


def test_the_ceiling_of_a_reply_grows_with_its_claims_and_leaves_room_to_reason() -> None:
    assert ROOM_TO_REASON == most_verdict_tokens(0)
    assert 2 * (most_verdict_tokens(6) - ROOM_TO_REASON) == most_verdict_tokens(12) - ROOM_TO_REASON
