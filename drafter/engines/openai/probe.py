"""What an endpoint makes of our requests, found out by a few small ones.

The schema of the probe holds one random value, which the prompt does not mention; the prompt asks
for another object. A reply with the value was made under the schema. A reply with anything else
shows that the schema was taken and ignored.
"""

import contextlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from openai import APIStatusError, OpenAIError

from drafter.engines.openai.client import LISTING_SECONDS, Endpoint
from drafter.engines.openai.contract import Contract
from drafter.engines.openai.dialect import SCHEMA_RUNGS
from drafter.engines.openai.failures import provider_error, summary
from drafter.engines.openai.forms import body_of
from drafter.engines.openai.ladder import Ladder
from drafter.engines.openai.refusals import is_filtered, named_parameter
from drafter.engines.openai.salvage import NoObject, json_object
from drafter.engines.openai.strict_schema import Json
from drafter.engines.openai.transport import Patience, exchange
from drafter.engines.openai.wire import Completion
from schemas.base import Closed
from schemas.provenance import Attempt, Rung

MOST = 7
"""Requests. Five rungs, and two more where a parameter is refused or a model thinks for long."""
FEW, MORE = 64, 1024
"""Tokens of a reply: for a model that just writes, and for one that thinks before it does."""
ASKED = 'Answer with one JSON object that has one key, "colour", and the value "blue".'


class Finding(StrEnum):
    """What became of one form of reply."""

    ENFORCED = "enforced"
    JSON = "json"  # the object that the prompt asks for; here there is no schema to enforce
    IGNORED = "ignored"
    CUT = "cut"  # the model wrote nothing before it reached the limit
    REFUSED = "refused"


@dataclass(frozen=True)
class Asked:
    """One rung that was asked at; `said` are the endpoint's words where it refused."""

    rung: Rung
    finding: Finding
    said: str = ""

    @property
    def holds(self) -> bool:
        """Whether replies can be asked for like this."""
        return self.finding in (Finding.ENFORCED, Finding.JSON)


@dataclass(frozen=True)
class Probe:
    """What was found out. `seconds` is the median of one small request, there and back."""

    asked: tuple[Asked, ...]
    seconds: float
    requests: int
    tokens: int | None

    @property
    def rung(self) -> Rung | None:
        """The firmest rung that holds."""
        return next((asked.rung for asked in self.asked if asked.holds), None)


class _Nonce(Closed):
    nonce: str


async def probe(endpoint: Endpoint, model: str, ladder: Ladder, patience: Patience) -> Probe:
    """Ask from the ladder's rung down until one holds. At most `MOST` requests, which may cost.

    Raises:
        ProviderError: the endpoint cannot be used, whatever the form of the reply.
    """
    asked: list[Asked] = []
    attempts: list[Attempt] = []
    most = FEW
    while len(attempts) < MOST:
        nonce = secrets.token_hex(4)
        body = _body(model, nonce, ladder, most)
        rung = ladder.rung
        made = await exchange(endpoint, body, rung, patience)
        attempts += made.attempts
        if isinstance(made.outcome, APIStatusError):
            if _goes_without(made.outcome, body, ladder):
                continue
            asked.append(Asked(rung, Finding.REFUSED, _refusal(made.outcome, endpoint, model)))
        elif made.outcome.finish_reason == "length" and most == FEW:
            most = MORE
            continue
        else:
            asked.append(Asked(rung, _finding(made.outcome, rung, nonce)))
        if not _may_step(asked[-1], ladder):
            break
    return _probe(asked, attempts)


def _body(model: str, nonce: str, ladder: Ladder, most: int) -> Json:
    schema: Json = {
        "type": "object",
        "properties": {"nonce": {"type": "string", "enum": [nonce]}},
        "required": ["nonce"],
        "additionalProperties": False,
    }
    contract = Contract(model=_Nonce, schema=schema)
    rung = ladder.rung
    told = ladder.dialect.parameters(tokens=most, cache_key=None, stream=False, rung=rung)
    messages = [{"role": "user", "content": ASKED}]
    return body_of(model, messages, contract, rung, told, stream=False)


def _goes_without(refused: APIStatusError, body: Json, ladder: Ladder) -> bool:
    """Whether a parameter was refused, and the next request will do without it."""
    name = named_parameter(refused)
    return name is not None and name in body and ladder.dialect.refused(name)


def _refusal(refused: APIStatusError, endpoint: Endpoint, model: str) -> str:
    if is_filtered(refused):
        raise provider_error(refused, endpoint=endpoint.name, model=model, attempts=1)
    return summary(refused)


def _finding(completion: Completion, rung: Rung, nonce: str) -> Finding:
    under_schema = rung in SCHEMA_RUNGS or rung is Rung.FORCED_TOOL
    if not completion.text.strip() and completion.finish_reason == "length":
        return Finding.CUT
    try:
        found = json_object(completion.text, "nonce" if under_schema else "colour")
    except NoObject:
        return Finding.IGNORED
    if not under_schema:
        return Finding.JSON
    return Finding.ENFORCED if found["nonce"] == nonce else Finding.IGNORED


def _may_step(last: Asked, ladder: Ladder) -> bool:
    """Whether the next rung is to be asked: where this one holds or cannot be told, it is not."""
    if last.holds or last.finding is Finding.CUT:
        return False
    return ladder.refused(last.rung, last.said or "the schema of the probe was ignored")


def _probe(asked: list[Asked], attempts: list[Attempt]) -> Probe:
    used = [attempt.usage for attempt in attempts if attempt.usage]
    tokens = sum((usage.input_tokens or 0) + (usage.output_tokens or 0) for usage in used)
    return Probe(
        asked=tuple(asked),
        seconds=median(attempt.seconds for attempt in attempts),
        requests=len(attempts),
        tokens=tokens if used else None,
    )


async def context_of(endpoint: Endpoint, model: str) -> int | None:
    """Tokens that prompt and reply may have together, where the endpoint tells; no model is asked.

    vLLM tells it as `max_model_len` of a listed model, OpenRouter as `context_length`, llama.cpp
    as `n_ctx` in its `meta`; older builds of it only at `/props`, beside the API.
    """
    with contextlib.suppress(OpenAIError, ValueError):
        row = await _listed(endpoint, model)
        meta = row.get("meta")
        told = (row.get("max_model_len"), row.get("context_length"), _of(meta, "n_ctx"))
        if count := next(filter(None, map(_count, told)), None):
            return count
        if row.get("owned_by") == "llamacpp":
            props = await _read(endpoint, endpoint.base_url.removesuffix("/v1") + "/props")
            return _count(_of(_of(props, "default_generation_settings"), "n_ctx"))
    return None


async def _listed(endpoint: Endpoint, model: str) -> Json:
    """What the endpoint's list says of a model; nothing where it does not list it."""
    rows = _of(await _read(endpoint, "/models"), "data")
    named = (row for row in rows if _of(row, "id") == model) if isinstance(rows, list) else ()
    return next(iter(named), {})


async def _read(endpoint: Endpoint, path: str) -> object:
    return await endpoint.client.get(
        path, cast_to=object, options={"timeout": LISTING_SECONDS, "max_retries": 0}
    )


def _of(value: object, key: str) -> Any:
    """The member of a JSON object; None where it is none, or has no such member."""
    return value.get(key) if isinstance(value, dict) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None
