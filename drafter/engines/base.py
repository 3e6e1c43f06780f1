"""The seam between the pipeline and what writes."""

from typing import Protocol

from pydantic import Field

from drafter.planning import Plan, SectionCall
from schemas.base import Closed
from schemas.provenance import Attempt, EngineName, PromptVersion
from schemas.written import Written


class Objection(Closed):
    """Why a call is asked again: what it replied, and what was wrong with it."""

    reply: str
    errors: tuple[str, ...] = Field(min_length=1)


class Reply(Closed):
    """What one call came to. Plain JSON, so that a job can keep it in its journal.

    `written` is null where nothing usable came; then `errors` says why. `final` is true where
    asking again would not help: a refusal, a content filter, a reply cut by the length limit.
    `prompts` are those it was asked with: none where no model was asked.
    """

    text: str
    written: Written | None
    errors: tuple[str, ...]
    final: bool
    attempts: tuple[Attempt, ...]
    prompts: tuple[PromptVersion, ...] = ()


class Engine(Protocol):
    """What writes the sections of one call.

    `write` raises `ProviderError` where the endpoint cannot be used at all.
    """

    name: EngineName
    model: str | None
    endpoint: str | None

    async def write(self, plan: Plan, call: SectionCall, objection: Objection | None) -> Reply:
        """Write the call's sections, or write them again in the light of an objection."""
        ...
