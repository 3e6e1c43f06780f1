"""What a plan will cost, told before a model is asked: its real messages, rendered and counted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.messages import Message, messages_of
from drafter.planning import Plan, SectionCall
from drafter.spending.lengths import words_in
from drafter.spending.prices import Prices
from drafter.spending.tokens import tokens_in
from schemas.estimate import Estimate
from schemas.limits import Limits
from schemas.provenance import Usage

OF_THE_FORM = 1.2
"""Tokens of JSON (keys, ids, labels) beside each word of a reply: the mean of seven replies."""
OF_A_WORD = (1.2, 3.0)
"""Tokens of a word, the least and the most: 1.3 in English, 2.6 in Finnish. Scripts without
spaces have no words to count by, and stay at the most."""
LONGEST_WORD = 8
"""Tokens that the ceiling allows for each word with its form: twice what any language took."""
ROOM_TO_REASON = 8192
"""Tokens that the ceiling leaves for reasoning, which counts as output."""
LEAST_CACHED = 1024
"""Tokens that a prefix needs to be cached by OpenAI and those who do as it does."""
OF_AN_OBJECTION = 400
"""Tokens of what was wrong, in a request for a repair."""


@dataclass(frozen=True)
class _Expected:
    """One call: tokens of its request, of its likely reply, of the longest, and of the ceiling."""

    request: int
    reply: int
    longest: int
    ceiling: int

    @property
    def again(self) -> int:
        """Input of a repair: the request, the reply (never its reasoning), and what was wrong."""
        return self.request + min(self.longest, self.ceiling) + OF_AN_OBJECTION


def estimate(
    plan: Plan,
    model: str | None,
    prices: Prices,
    endpoint: str | None,
    *,
    repairs: int,
    output_tokens: int | None = None,
) -> Estimate:
    """What the plan's calls will likely take, and at most with so many repairs of each.

    `output_tokens` is the ceiling of a reply where the settings name one.

    The likely cost counts nothing as cached: the calls start together, so the first has not
    filled a cache when the last one looks. Reasoning is in `most_tokens` alone; requests that are
    sent again because the connection failed are in neither.
    """
    asked = [messages_of(plan, call, None, state_schema=False) for call in plan.calls]
    shared, requests = _counted(asked)
    word = _tokens_of_a_word(plan)
    calls = [
        _expected(call, request, plan.limits, word, output_tokens)
        for call, request in zip(plan.calls, requests, strict=True)
    ]
    taken, written = sum(c.request for c in calls), sum(c.reply for c in calls)
    most_taken = sum(c.request + repairs * c.again for c in calls)
    most_written = sum((1 + repairs) * c.ceiling for c in calls)
    return Estimate(
        model=model,
        calls=len(calls),
        input_tokens=taken,
        cached_tokens=shared * (len(calls) - 1) if shared >= LEAST_CACHED else 0,
        output_tokens=written,
        most_tokens=most_taken + most_written,
        cost_usd=prices.cost(endpoint, model, _usage(taken, written)),
        most_usd=prices.cost(endpoint, model, _usage(most_taken, most_written)),
    )


def most_output_tokens(call: SectionCall, limits: Limits) -> int:
    """A ceiling for one reply: no good one comes near it, and one that never ends meets it.

    Some 13,000 for a call of the recipe briefing, 28,000 for the one of single. An endpoint may
    refuse a ceiling above what its model can write, or what is left of its context.
    """
    return LONGEST_WORD * _words(call, limits) + ROOM_TO_REASON


def _expected(
    call: SectionCall, messages: int, limits: Limits, word: float, output_tokens: int | None
) -> _Expected:
    return _Expected(
        request=messages + _of_the_schema(call),
        reply=round(_words(call, limits) * (word + OF_THE_FORM)),
        longest=LONGEST_WORD * _words(call, limits),
        ceiling=output_tokens or most_output_tokens(call, limits),
    )


def _words(call: SectionCall, limits: Limits) -> int:
    return sum(words_in(name, limits) for name in (*call.notes, *call.sections))


@lru_cache(maxsize=64)
def _of_the_schema(call: SectionCall) -> int:
    return tokens_in(json.dumps(contract_of(call).schema, ensure_ascii=False))


def _counted(asked: Sequence[Sequence[Message]]) -> tuple[int, list[int]]:
    """Tokens of the prefix that the calls' messages share, and of all messages of each call.

    Where an endpoint puts the schema before the messages, as OpenAI does, calls of different
    schemas share nothing, and each finds only what the same call of the last draft left.
    """
    whole = ["".join(message["content"] for message in messages) for messages in asked]
    length = _shared(min(whole, default=""), max(whole, default=""))
    shared = tokens_in(whole[0][:length]) if whole else 0
    return shared, [shared + tokens_in(text[length:]) for text in whole]


def _shared(one: str, other: str) -> int:
    """How many characters the texts share at their beginning, found by halves: they are long."""
    shared, apart = 0, len(one) + 1
    while apart - shared > 1:
        middle = (shared + apart) // 2
        if other.startswith(one[:middle]):
            shared = middle
        else:
            apart = middle
    return shared


def _tokens_of_a_word(plan: Plan) -> float:
    """As in the reports: a draft is mostly in their language."""
    text = " ".join(plan.sentences().values())
    least, most = OF_A_WORD
    return min(max(tokens_in(text) / max(len(text.split()), 1), least), most)


def _usage(taken: int, written: int) -> Usage:
    return Usage(input_tokens=taken, output_tokens=written, cached_tokens=0, reasoning_tokens=None)
