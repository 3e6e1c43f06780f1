"""One question to a model, until an answer comes in a form that the endpoint knows.

What the endpoint does not know is left out and remembered. Every request that was made stays with
whoever asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from openai import APIStatusError

from drafter.engines.openai.client import Endpoint
from drafter.engines.openai.contract import Contract
from drafter.engines.openai.failures import provider_error, summary
from drafter.engines.openai.forms import body_of, states_schema
from drafter.engines.openai.ladder import Ladder
from drafter.engines.openai.messages import Message
from drafter.engines.openai.refusals import is_filtered, named_parameter, names_the_form
from drafter.engines.openai.strict_schema import Json
from drafter.engines.openai.transport import Exchange, Patience, exchange
from drafter.engines.openai.wire import Completion
from drafter.errors import ProviderError, ProviderUnavailable
from drafter.spending.prices import Prices
from schemas.provenance import Attempt, Outcome

REQUEST_FILTERED = "the endpoint's content filter refused the request"
IGNORES_SCHEMA = frozenset({Outcome.BROKEN_JSON, Outcome.WHITESPACE_LOOP})
"""Replies that have nothing of the form that was asked for."""
Hear = Callable[[], Callable[[str], None]]
"""Makes a listener for the text of one attempt."""


@dataclass(frozen=True)
class Terms:
    """What all calls to one model stand on."""

    endpoint: Endpoint
    model: str
    ladder: Ladder
    prices: Prices
    patience: Patience
    elapsed: Callable[[], float]


@dataclass(frozen=True)
class Question:
    """What is asked: messages, which state the schema or do not, and the form of the reply."""

    messages: Callable[[bool], list[Message]]
    contract: Contract
    cache_key: str


class Answering:
    """A question to the model of some terms, within so many seconds from now.

    `tokens` limits the reply. `attempts` are all requests so far; `stated` is true once a request
    stated the schema in its messages.
    """

    def __init__(
        self,
        terms: Terms,
        question: Question,
        *,
        tokens: int | None,
        seconds: float | None,
        hear: Hear | None = None,
    ) -> None:
        self.tokens = tokens
        self.attempts: tuple[Attempt, ...] = ()
        self.stated = False
        self._terms = terms
        self._question = question
        self._hear = hear
        allowed = terms.patience.seconds
        self._allowed = allowed if seconds is None else min(allowed, seconds)
        self._until = terms.elapsed() + self._allowed
        self._rung = terms.ladder.rung
        self._sent: Json = {}

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(self._until - self._terms.elapsed(), 0.0)

    async def answer(self) -> Completion | None:
        """The answer to the question; None where the endpoint filters it.

        Raises:
            ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
            ProviderRefused: it answered, and will not do this.
        """
        while True:
            self._rung = self._terms.ladder.rung
            try:
                made = await self._exchange()
            except ProviderError as error:
                self.attempts += self._priced(error.attempts)
                if self._is_only_our_limit(error):
                    self.tokens = None
                    continue
                error.attempts = self.attempts
                raise
            self.attempts += self._priced(made.attempts)
            if isinstance(made.outcome, Completion):
                return made.outcome
            if is_filtered(made.outcome):
                return None
            self._ask_for_less(made.outcome)

    def learn(self, outcome: Outcome) -> None:
        """Learn from how the answer read whether the endpoint keeps to the schema."""
        if outcome in IGNORES_SCHEMA:
            self._terms.ladder.ignored(self._rung)
        elif outcome is Outcome.OK:
            self._terms.ladder.honoured(self._rung)

    async def _exchange(self) -> Exchange:
        left = self.left
        if left <= 0:
            raise ProviderUnavailable(
                f"{self._terms.endpoint.name} gave no answer within {round(self._allowed, 1):g} s;"
                " try later, or raise DRAFTER_CALL_SECONDS"
            )
        patience = replace(self._terms.patience, seconds=left)
        self._sent = self._body()
        return await exchange(self._terms.endpoint, self._sent, self._rung, patience, self._hear)

    def _body(self) -> Json:
        stated, stream = states_schema(self._rung), self._hear is not None
        self.stated |= stated
        parameters = self._terms.ladder.dialect.parameters(
            tokens=self.tokens,
            cache_key=self._question.cache_key,
            stream=stream,
            rung=self._rung,
        )
        return body_of(
            self._terms.model,
            self._question.messages(stated),
            self._question.contract,
            self._rung,
            parameters,
            stream=stream,
        )

    def _ask_for_less(self, refused: APIStatusError) -> None:
        """Go without what the endpoint does not know.

        Raises:
            ProviderRefused: there is nothing left to go without.
        """
        parameter = named_parameter(refused)
        sent = parameter in self._sent  # else the refusal would never end
        if sent and parameter == "stream":
            self._hear = None
        elif sent and parameter and self._terms.ladder.dialect.refused(parameter):
            return
        elif not (
            names_the_form(refused) and self._terms.ladder.refused(self._rung, summary(refused))
        ):
            name, model = self._terms.endpoint.name, self._terms.model
            error = provider_error(refused, endpoint=name, model=model, attempts=1)
            error.attempts = self.attempts
            raise error from refused

    def _is_only_our_limit(self, error: ProviderError) -> bool:
        """Whether the prompt may fit by itself: some servers count the room for the reply in."""
        last = error.attempts[-1].outcome if error.attempts else None
        return last is Outcome.CONTEXT_OVERFLOW and self.tokens is not None

    def _priced(self, attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        terms = self._terms
        return tuple(
            attempt.model_copy(
                update={
                    "cost_usd": terms.prices.cost(terms.endpoint.name, terms.model, attempt.usage)
                }
            )
            for attempt in attempts
        )
