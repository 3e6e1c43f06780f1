"""The engine for OpenAI-compatible endpoints: plan and call in, a validated reply out."""

import asyncio
from enum import IntEnum

from openai import APIStatusError, AsyncOpenAI
from openai.types.chat import ChatCompletion

from drafter.engines.base import Objection, Reply
from drafter.engines.openai.client import endpoint_of
from drafter.engines.openai.contract import NAME, Contract, contract_of
from drafter.engines.openai.failures import is_filtered, provider_error
from drafter.engines.openai.messages import REPAIR, SCHEMA, messages_of
from drafter.engines.openai.reading import ended_reply, reply_of
from drafter.engines.openai.strict_schema import Json
from drafter.engines.openai.transport import Patience, Sleep, exchange
from drafter.errors import ProviderError
from drafter.planning import Plan, SectionCall
from prompts.reader import read_prompt
from schemas.provenance import Attempt, EngineName, PromptVersion


class Rung(IntEnum):
    """How the form of a reply is asked for, the firmest first."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    PLAIN = 2


class OpenAIEngine:
    """Writes by chat completions with a JSON schema, or by less where the endpoint knows less.

    What the endpoint refused once is remembered for as long as the engine lives.
    """

    name = EngineName.OPENAI

    def __init__(
        self,
        client: AsyncOpenAI,
        model: str,
        *,
        call_seconds: float = 180.0,
        attempts: int = 4,
        max_completion_tokens: int | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.model: str | None = model
        self.endpoint: str | None = endpoint_of(client)
        self.rung = Rung.JSON_SCHEMA
        self._client = client
        self._most_tokens = max_completion_tokens
        self._patience = Patience(attempts=attempts, seconds=call_seconds, sleep=sleep)

    async def write(self, plan: Plan, call: SectionCall, objection: Objection | None) -> Reply:
        """Write the call's sections, or write them again in the light of an objection.

        Raises:
            ProviderUnavailable: the endpoint could not be reached or kept failing.
            ProviderRefused: it answered, and will not do this.
        """
        contract = contract_of(call)
        attempts: tuple[Attempt, ...] = ()
        while True:
            rung = self.rung
            body = self._body(plan, call, contract, objection, rung)
            made = await exchange(self._client, body, self._patience)
            attempts += made.attempts
            if isinstance(made.outcome, ChatCompletion):
                reply = reply_of(made.outcome, plan, call, contract, attempts)
            elif is_filtered(made.outcome):
                reply = ended_reply("the endpoint's content filter refused the request", attempts)
            else:
                self._step_down(rung, made.outcome)
                continue
            return reply.model_copy(update={"prompts": _used(call, objection, rung)})

    def _step_down(self, rung: Rung, refused: APIStatusError) -> None:
        """Ask for less from now on. Calls run side by side: a step is taken once."""
        if rung is Rung.PLAIN:
            raise self._error(refused)
        self.rung = max(self.rung, Rung(rung + 1))

    def _error(self, error: APIStatusError) -> ProviderError:
        return provider_error(
            error, endpoint=self.endpoint or "", model=self.model or "", attempts=1
        )

    def _body(
        self,
        plan: Plan,
        call: SectionCall,
        contract: Contract,
        objection: Objection | None,
        rung: Rung,
    ) -> Json:
        stated = rung is not Rung.JSON_SCHEMA
        body: Json = {
            "model": self.model,
            "messages": messages_of(plan, call, contract, objection, state_schema=stated),
        }
        if rung is Rung.JSON_SCHEMA:
            form = {"name": NAME, "strict": True, "schema": contract.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif rung is Rung.JSON_OBJECT:
            body["response_format"] = {"type": "json_object"}
        if self._most_tokens is not None:
            body["max_completion_tokens"] = self._most_tokens
        return body


def _used(call: SectionCall, objection: Objection | None, rung: Rung) -> tuple[PromptVersion, ...]:
    """The prompts of one request, in the order in which `messages_of` renders them."""
    schema = SCHEMA if rung is not Rung.JSON_SCHEMA else None
    repair = REPAIR if objection else None
    return _versions(*filter(None, (call.prompt, schema, repair)))


def _versions(*names: str) -> tuple[PromptVersion, ...]:
    read = [read_prompt(name) for name in names]
    return tuple(
        PromptVersion(name=p.name, version=p.version, fingerprint=p.fingerprint) for p in read
    )
