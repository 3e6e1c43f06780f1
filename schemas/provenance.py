"""Provenance: how a draft came about."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Closed, Text
from schemas.limits import Limits

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class EngineName(StrEnum):
    """What wrote the draft."""

    OPENAI = "openai"
    EXTRACTIVE = "extractive"


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
    request_id: str | None
    finish_reason: str | None
    usage: Usage | None
    error: str | None


class Call(Closed):
    """One call of the recipe: what it was asked to write, and every attempt at it."""

    name: Text
    repair: bool = Field(description="asked once more, with what was wrong the first time")
    attempts: tuple[Attempt, ...]
    faults: tuple[Text, ...] = Field(description="why the reply could not be used, one line each")


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
    cost_usd: Decimal | None
    seconds: float = Field(ge=0, description="from the plan to the assembled draft")
    fallback_reason: Text | None = Field(description="why the extractive engine stood in")
    software: Text = Field(description="name and version of the program that drafted")
