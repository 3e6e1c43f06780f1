"""The seam between the pipeline and what writes."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from drafter.planning import Plan, SectionCall
from drafter.verify.support import Query
from schemas.base import Closed
from schemas.estimate import Estimate
from schemas.job import Listen
from schemas.provenance import Attempt, EngineName, PromptVersion
from schemas.sections import SectionName
from schemas.support import ClaimVerdict
from schemas.written import Written


class Fault(Closed):
    """What is wrong with a reply: with one of its sections, or with all of it.

    `final` is true where asking again would not help: a refusal, a content filter, a reply cut by
    the length limit.
    """

    section: SectionName | None
    text: str
    final: bool = False

    def __str__(self) -> str:
        return self.text


class Objection(Closed):
    """Why sections are asked for again: what was replied, and what was wrong with them."""

    reply: str
    errors: tuple[str, ...] = Field(min_length=1)
    sections: tuple[SectionName, ...] = Field(min_length=1, description="those to write again")


class Reply(Closed):
    """What one call came to. Plain JSON, so that a job can keep it in its journal.

    `written` has every section that came whole and valid, and is null where none did; `faults`
    say what was wrong with the others. `prompts` are those it was asked with: none where no model
    was asked.
    """

    text: str
    written: Written | None
    faults: tuple[Fault, ...]
    attempts: tuple[Attempt, ...]
    prompts: tuple[PromptVersion, ...] = ()

    @property
    def errors(self) -> tuple[str, ...]:
        """The faults in words, one line each."""
        return tuple(map(str, self.faults))

    @property
    def final(self) -> bool:
        """Whether there are faults, and asking again would mend none of them."""
        return bool(self.faults) and all(fault.final for fault in self.faults)


@dataclass(frozen=True)
class Batch:
    """Statements that a model is asked about together. Batches of a draft are numbered from 1."""

    number: int
    queries: tuple[Query, ...]
    again: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its queries."""
        return tuple(query.number for query in self.queries)


class SupportReply(Closed):
    """What one batch came to. Plain JSON too.

    `verdicts` are those that can be used, one at most for each query of the batch; `faults` say
    what is wrong with the rest. Those of an engine that asks no model are none, for a final fault.
    """

    text: str
    verdicts: tuple[ClaimVerdict, ...]
    faults: tuple[Fault, ...]
    attempts: tuple[Attempt, ...]
    prompts: tuple[PromptVersion, ...] = ()

    @property
    def final(self) -> bool:
        """Whether asking again would not help."""
        return any(fault.final for fault in self.faults)


class Engine(Protocol):
    """What writes the sections of one call, and says what carries a draft's sentences.

    `write` raises `ProviderError` where the endpoint cannot be used at all; the error holds the
    attempts that were made.
    """

    name: EngineName
    model: str | None
    endpoint: str | None

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """Write the call's sections, or those of an objection again, within so many seconds.

        `listen` hears each statement and section as soon as it is complete and valid.
        """
        ...

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """What the plan's calls will cost, and with so many repairs of each at most."""
        ...

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """Whether the passages of each query carry its statement. Raises as `write` does."""
        ...

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """What asking that will cost, of so many statements or of as many as the plan allows."""
        ...
