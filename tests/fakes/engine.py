"""An engine whose replies are given beforehand; it keeps what it was asked."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from drafter.engines.base import Batch, Fault, Objection, Reply, SupportReply
from drafter.errors import DrafterError
from drafter.planning import Plan, SectionCall
from schemas.estimate import NOTHING, Estimate
from schemas.job import Listen
from schemas.provenance import Attempt, EngineName, Usage
from schemas.support import ClaimVerdict, Support
from schemas.written import Written

CENT = Decimal("0.01")
ATTEMPT = Attempt(
    seconds=0.5,
    request_id="req-1",
    finish_reason="stop",
    usage=Usage(input_tokens=100, output_tokens=20, cached_tokens=None, reasoning_tokens=None),
    error=None,
)


def reply(written: Written | None, *errors: str, final: bool = False, text: str = "{...}") -> Reply:
    """A reply after one attempt; its errors are about all of it."""
    faults = tuple(Fault(section=None, text=error, final=final) for error in errors)
    return Reply(text=text, written=written, faults=faults, attempts=(ATTEMPT,))


Verdicts = Callable[[Batch], SupportReply | DrafterError]
"""What comes for a batch."""


def verdicts(batch: Batch, *errors: str, **said: Support) -> SupportReply:
    """A reply that finds every statement carried, but for those of these ids."""
    given = {query.number: said.get(query.statement.id) for query in batch.queries}
    return SupportReply(
        text="{...}",
        verdicts=tuple(
            ClaimVerdict(
                claim=number,
                reason="the source has it so" if verdict is None else "the source has it otherwise",
                verdict=verdict or Support.ENTAILED,
                words=None if verdict is None else "closed",
            )
            for number, verdict in given.items()
        ),
        faults=tuple(Fault(section=None, text=error) for error in errors),
        attempts=(ATTEMPT,),
    )


class FakeEngine:
    """Gives each call its replies in turn; an exception among them is raised.

    `supports` are what comes for the batches in turn; after them, every statement is carried.
    """

    name = EngineName.OPENAI
    model: str | None = "fake"
    endpoint: str | None = "127.0.0.1"

    def __init__(
        self,
        replies: Mapping[str, Sequence[Reply | DrafterError]],
        supports: Sequence[Verdicts] = (),
    ) -> None:
        self.replies = {name: list(given) for name, given in replies.items()}
        self.supports = list(supports)
        self.batches: list[Batch] = []
        self.asked: list[tuple[str, Objection | None]] = []

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The next reply for this call."""
        del plan, seconds, listen
        self.asked.append((call.name, objection))
        given = self.replies[call.name].pop(0)
        if isinstance(given, DrafterError):
            raise given
        return given

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """A thousand tokens and a cent for each call and each of its repairs."""
        calls = len(plan.calls)
        return NOTHING.model_copy(
            update={
                "model": self.model,
                "calls": calls,
                "input_tokens": 800 * calls,
                "output_tokens": 200 * calls,
                "most_tokens": 1000 * calls * (1 + repairs),
                "cost_usd": CENT * calls,
                "most_usd": CENT * calls * (1 + repairs),
            }
        )

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """What comes for the next batch."""
        del plan, seconds
        self.batches.append(batch)
        given = (self.supports.pop(0) if self.supports else verdicts)(batch)
        if isinstance(given, DrafterError):
            raise given
        return given

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """A hundred tokens and a tenth of a cent for each of so many claims, or of ten."""
        del plan
        count = 10 if claims is None else claims
        cost = CENT / 10 * count
        told = {"calls": 1, "input_tokens": 80 * count, "output_tokens": 20 * count}
        most = {"most_tokens": 200 * count, "cost_usd": cost, "most_usd": 2 * cost}
        return NOTHING.model_copy(update={"model": self.model, **told, **most})
