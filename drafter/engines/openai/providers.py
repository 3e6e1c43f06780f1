"""The endpoints of the settings as engines: opened when first needed, tried in their order."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.engines.openai.client import Endpoint, only_model, open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.ladder import Ladders
from drafter.engines.openai.transport import Patience
from drafter.engines.openai.watched import Watched
from drafter.errors import ConfigurationError, ProviderError, ProviderUnavailable
from drafter.planning import Plan, SectionCall
from drafter.settings import FurtherEndpoint, Settings, read_secret
from drafter.spending.prices import Prices
from drafter.telemetry.watching import telemetry
from schemas.estimate import Estimate
from schemas.job import Listen
from schemas.provenance import Attempt, EngineName, Outcome

REST_SECONDS = 60.0
"""An endpoint that has failed is passed over for so long, where there is another."""
OF_THE_REQUEST = frozenset({Outcome.CONTEXT_OVERFLOW, Outcome.BAD_REQUEST})
MOST_KEPT = 32
"""Engines that are kept. The names of models are the callers' to choose, and an engine that is
made anew loses nothing: what its endpoint refuses is remembered elsewhere."""

Came = TypeVar("Came", Reply, SupportReply)


class Providers:
    """All endpoints of this process, what was learnt of them, and an engine for each model."""

    def __init__(self, settings: Settings, now: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._ladders = Ladders(settings.rung, seconds=settings.rung_seconds, now=now)
        self._prices = Prices(settings.price)
        self._endpoints: dict[tuple[str | None, str | None], Endpoint] = {}
        self._only_model: str | None = None
        self._kept: dict[str, Engine] = {}

    async def engine(self, model: str | None = None) -> Engine:
        """The engine of a model, or of the one that the settings or the endpoint lead to.

        Raises:
            ConfigurationError: no model is named and the endpoint offers none or several.
            ProviderError: the endpoint was asked for its models and failed.
        """
        chosen = model or self._settings.model or self._only_model
        if chosen is None:
            chosen = self._only_model = await only_model(self.first())
        engine = self._kept.pop(chosen, None) or self._made(chosen)
        self._kept[chosen] = engine
        if len(self._kept) > MOST_KEPT:  # the one that was not asked for the longest makes room
            del self._kept[next(iter(self._kept))]
        return engine

    def first(self) -> Endpoint:
        """The endpoint of OPENAI_BASE_URL, or OpenAI's own.

        Raises:
            ConfigurationError: neither a key nor an endpoint is set.
        """
        require_endpoint(self._settings)
        return self._opened(self._settings.openai_base_url, self._settings.api_key())

    def further(self, told: FurtherEndpoint) -> Endpoint:
        """A further endpoint of the settings."""
        return self._opened(told.base_url, read_secret(told.api_key, told.api_key_file))

    async def close(self) -> None:
        """Close every endpoint that was opened."""
        endpoints = tuple(self._endpoints.values())
        self._endpoints.clear()
        self._kept.clear()
        await asyncio.gather(*(endpoint.close() for endpoint in endpoints))

    def _opened(self, base_url: str | None, api_key: str | None) -> Endpoint:
        named = (base_url, api_key)
        if named not in self._endpoints:
            at_once = self._settings.calls_at_once
            self._endpoints[named] = open_endpoint(base_url, api_key, at_once=at_once)
        return self._endpoints[named]

    def _made(self, model: str) -> Engine:
        first = self._on(self.first(), model)
        others = [self._on(self.further(told), told.model) for told in self._settings.endpoints]
        return InTurn([first, *others]) if others else first

    def _on(self, endpoint: Endpoint, model: str) -> Engine:
        settings = self._settings
        engine = OpenAIEngine(
            endpoint,
            model,
            ladder=self._ladders.of(endpoint.base_url, model),
            prices=self._prices,
            patience=Patience(attempts=settings.attempts, seconds=settings.call_seconds),
            output_tokens=settings.output_tokens,
        )
        named = model in {*settings.models(), self._only_model}
        return Watched(engine, telemetry(content=settings.capture_content), named=named)


def require_endpoint(settings: Settings) -> None:
    """See to it that the settings say how to reach a model.

    Raises:
        ConfigurationError: neither a key nor an endpoint is set.
    """
    if not (settings.api_key() or settings.openai_base_url):
        raise ConfigurationError(
            "the engine openai is not set up here: set OPENAI_API_KEY, or OPENAI_BASE_URL for an"
            " endpoint of your own; or ask for the engine extractive"
        )


class InTurn:
    """Several engines as one: a call that one cannot make goes to the next.

    Each attempt in the provenance names its own endpoint and model.
    """

    name = EngineName.OPENAI

    def __init__(
        self, engines: Sequence[Engine], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.model = engines[0].model
        self.endpoint = engines[0].endpoint
        self._engines = tuple(engines)
        self._now = now
        self._rests_until: dict[Engine, float] = {}

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """Write by the first engine that can.

        Raises:
            ProviderError: with the words and attempts of all; unavailable where one was.
        """

        async def ask(engine: Engine, left: float | None) -> Reply:
            return await engine.write(plan, call, objection, seconds=left, listen=listen)

        return await self._in_turn(ask, seconds)

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """What the first one would cost."""
        return self._engines[0].estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """Ask the first engine that can.

        Raises:
            ProviderError: with the words and attempts of all; unavailable where one was.
        """

        async def ask(engine: Engine, left: float | None) -> SupportReply:
            return await engine.support(plan, batch, seconds=left)

        return await self._in_turn(ask, seconds)

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """What the first one would cost."""
        return self._engines[0].estimate_support(plan, claims)

    async def _in_turn(
        self, ask: Callable[[Engine, float | None], Awaitable[Came]], seconds: float | None
    ) -> Came:
        until = None if seconds is None else self._now() + seconds
        attempts: tuple[Attempt, ...] = ()
        failed: list[ProviderError] = []
        for engine in self._awake():
            left = None if until is None else until - self._now()
            if failed and left is not None and left <= 0:
                break
            try:
                reply: Came = await ask(engine, left)
            except ProviderError as error:
                if not _is_the_requests_fault(error):
                    self._rests_until[engine] = self._now() + REST_SECONDS
                attempts += error.attempts
                failed.append(error)
                continue
            return reply.model_copy(update={"attempts": (*attempts, *reply.attempts)})
        made = _together(failed)
        made.attempts = attempts
        raise made from failed[-1]

    def _awake(self) -> tuple[Engine, ...]:
        """Those that have not just failed; where all have, all of them once more."""
        now = self._now()
        awake = [e for e in self._engines if self._rests_until.get(e, now) <= now]
        return tuple(awake) or self._engines


def _together(failed: Sequence[ProviderError]) -> ProviderError:
    """One error with the words of all; where one of them may pass, so may it."""
    if len(failed) == 1:
        return failed[0]
    passing = any(isinstance(error, ProviderUnavailable) for error in failed)
    kind = ProviderUnavailable if passing else type(failed[-1])
    return kind("; ".join(map(str, failed)))


def _is_the_requests_fault(error: ProviderError) -> bool:
    """Whether the endpoint is as good as before for all others: so it is where none was sent."""
    return not error.attempts or error.attempts[-1].outcome in OF_THE_REQUEST
