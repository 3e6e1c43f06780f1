"""What verdicts on the statements of a draft will cost, told before or after it is written."""

import json
from functools import cache

from drafter.engines.openai.contract import support_contract
from drafter.engines.openai.estimating import LONGEST_WORD, ROOM_TO_REASON
from drafter.engines.openai.queries import SUPPORT
from drafter.planning import Plan
from drafter.spending.lengths import words_in
from drafter.spending.prices import Prices
from drafter.spending.tokens import tokens_in
from drafter.verify.support import BATCH
from prompts.reader import read_prompt
from schemas.estimate import Estimate
from schemas.provenance import Usage
from schemas.sections import SectionName

WORDS_A_STATEMENT = 22
"""The mean of two whole drafts (tests/.../cassettes), subheads counted."""
OF_A_CLAIM = 180
"""Tokens of a claim with its passages and tags: the mean of the same drafts."""
OF_A_VERDICT = 70
"""Tokens of a verdict: a reason of some 20 words, the words at fault, and its form."""
LONGEST_VERDICT = 45
"""Words of a verdict that the ceiling allows for."""


def estimate_support(
    plan: Plan,
    model: str | None,
    prices: Prices,
    endpoint: str | None,
    *,
    claims: int | None,
    output_tokens: int | None = None,
) -> Estimate:
    """What it will likely take, and at most, each claim being asked about twice.

    `output_tokens` is the ceiling of a reply where the settings name one. Without their
    number, as many claims as the sections hold when they are written to their limits.
    """
    count = _likely(plan) if claims is None else claims
    first, again = -(-count // BATCH), -(-count // (BATCH // 2))
    taken = first * _of_a_request() + count * OF_A_CLAIM
    most_taken = taken + again * _of_a_request() + count * OF_A_CLAIM
    most_written = 2 * count * LONGEST_VERDICT * LONGEST_WORD + (first + again) * ROOM_TO_REASON
    if output_tokens is not None:
        most_written = (first + again) * output_tokens
    written = count * OF_A_VERDICT
    return Estimate(
        model=model,
        calls=first,
        input_tokens=taken,
        cached_tokens=0,
        output_tokens=written,
        most_tokens=most_taken + most_written,
        cost_usd=prices.cost(endpoint, model, _usage(taken, written)),
        most_usd=prices.cost(endpoint, model, _usage(most_taken, most_written)),
    )


def most_verdict_tokens(claims: int) -> int:
    """A ceiling for one reply with so many verdicts: no good one comes near it."""
    return claims * LONGEST_VERDICT * LONGEST_WORD + ROOM_TO_REASON


def _likely(plan: Plan) -> int:
    written = {name for call in plan.calls for name in call.sections}
    asked = written - {SectionName.INFORMATION_GAPS}
    return sum(words_in(name, plan.limits) for name in asked) // WORDS_A_STATEMENT


@cache
def _of_a_request() -> int:
    """Tokens of what every request has beside its claims: the prompt and the schema."""
    rendered = read_prompt(SUPPORT).render(language="en", claims=[], numbers=[])
    schema = json.dumps(support_contract().schema, ensure_ascii=False)
    return tokens_in(rendered.system) + tokens_in(rendered.user) + tokens_in(schema)


def _usage(taken: int, written: int) -> Usage:
    return Usage(input_tokens=taken, output_tokens=written, cached_tokens=0, reasoning_tokens=None)
