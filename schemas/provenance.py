"""Provenance: how a draft came about."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Closed, Text
from schemas.limits import Limits
from schemas.sections import SectionName

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class EngineName(StrEnum):
    """What wrote the draft."""

    OPENAI = "openai"
    EXTRACTIVE = "extractive"


class Rung(StrEnum):
    """How the form of a reply is asked for, the firmest first."""

    STRICT_SCHEMA = "strict_schema"
    JSON_SCHEMA = "json_schema"
    FORCED_TOOL = "forced_tool"
    JSON_OBJECT = "json_object"
    PLAIN = "plain"


class Outcome(StrEnum):
    """How one request to a model ended. `docs/faults.md` says what follows from each."""

    OK = "ok"
    REFUSAL = "refusal"
    CONTENT_FILTER = "content_filter"
    LENGTH = "length"
    EMPTY = "empty"
    EMPTY_WITH_REASONING = "empty_with_reasoning"
    WHITESPACE_LOOP = "whitespace_loop"
    BROKEN_JSON = "broken_json"
    WRONG_SHAPE = "wrong_shape"
    WRONG_IDS = "wrong_ids"
    NO_COMPLETION = "no_completion"
    ERROR_IN_200 = "error_in_200"
    NO_CONNECTION = "no_connection"
    CUT_STREAM = "cut_stream"
    TIMEOUT = "timeout"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    NO_QUOTA = "no_quota"
    SERVER_ERROR = "server_error"
    CONTEXT_OVERFLOW = "context_overflow"
    FORM_REFUSED = "form_refused"
    BAD_REQUEST = "bad_request"


class PromptVersion(Closed):
    """A prompt that was used: its name, version, and SHA-256 with all its partials."""

    name: Text
    version: int = Field(ge=1)
    fingerprint: Fingerprint


class RecipeVersion(Closed):
    """The recipe that was followed, with the limits it set."""

    name: Text
    version: int = Field(ge=1)
    limits: Limits


class Usage(Closed):
    """Tokens of one attempt, as the endpoint counted them; null where it told nothing."""

    input_tokens: int | None
    output_tokens: int | None
    cached_tokens: int | None
    reasoning_tokens: int | None


class Attempt(Closed):
    """One request to a model and how it ended. `error` is null where a usable reply came."""

    seconds: float = Field(ge=0)
    endpoint: Text | None = Field(default=None, description="host, without credentials")
    model: Text | None = None
    mode: Rung | None = Field(default=None, description="how the form of the reply was asked for")
    outcome: Outcome | None = None
    request_id: str | None
    finish_reason: str | None
    usage: Usage | None
    cost_usd: Decimal | None = Field(default=None, description="null where the price is unknown")
    error: str | None

    @property
    def is_billed(self) -> bool:
        """Whether a model wrote something: with no tokens counted, what it cost is unknown."""
        return self.usage is not None or self.finish_reason is not None or self.error is None


class Call(Closed):
    """One call of the recipe: what it was asked to write, and every attempt at it."""

    name: Text
    repair: bool = Field(description="asked once more, with what was wrong the first time")
    sections: tuple[SectionName, ...] = Field(default=(), description="what it was asked to write")
    attempts: tuple[Attempt, ...]
    faults: tuple[Text, ...] = Field(description="why the reply could not be used, one line each")
    cost_usd: Decimal | None = Field(default=None, description="of all its attempts")


class Provenance(Closed):
    """How a draft came about. `cost_usd` is null where the price is not known, never 0."""

    engine: EngineName
    model: Text | None
    endpoint: Text | None = Field(description="host of the endpoint, without credentials")
    recipe: RecipeVersion
    prompts: tuple[PromptVersion, ...]
    calls: tuple[Call, ...]
    input_tokens: int | None
    output_tokens: int | None
    cached_tokens: int | None = Field(default=None, description="part of the input tokens")
    cost_usd: Decimal | None
    seconds: float = Field(ge=0, description="from the plan to the assembled draft")
    fallback_reason: Text | None = Field(description="why the extractive engine stood in")
    software: Text = Field(description="name and version of the program that drafted")
