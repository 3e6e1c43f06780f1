"""Support: a model is asked of each statement of a draft whether its sources carry it.

Off unless it is asked for. Batches go out side by side; what came without a verdict is asked once
more, by halves. A verdict is one more finding on its statement and replaces none. Whatever keeps
a verdict from coming is a finding too, and no error: the draft is there already.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter.answers import spent_on
from drafter.engines.base import Batch, Engine, SupportReply
from drafter.errors import ProviderError
from drafter.planning import Plan
from drafter.spending.budget import Budget, Outlay, outlay_of
from drafter.verify.support import (
    BATCH,
    CALL,
    Query,
    found,
    no_answer,
    not_asked,
    queries_of,
    with_findings,
)
from schemas.draft import Draft
from schemas.evidence import Finding
from schemas.provenance import Call, PromptVersion
from schemas.support import ClaimVerdict

NO_VERDICT = "the model's replies had no usable verdict on it"
NO_MONEY = "what this draft may cost does not allow for it"
NO_TIME = "the time that this draft may take was over"
Came = SupportReply | ProviderError


@dataclass(frozen=True)
class Judge:
    """Who is asked, about the reports of which plan, and what may still be spent.

    `left` tells how many seconds are left of those that the draft may take.
    """

    engine: Engine
    plan: Plan
    budget: Budget
    left: Callable[[], float]

    def forbids(self, calls: Iterable[Call], claims: int) -> str | None:
        """Why so many statements may not be asked about any more; None where they may."""
        if self.left() <= 0:
            return NO_TIME
        if self.budget == Budget():
            return None
        estimate = self.engine.estimate_support(self.plan, claims)
        planned = Outlay(estimate.input_tokens + estimate.output_tokens, estimate.cost_usd)
        return None if self.budget.allows_another(outlay_of(calls), planned) else NO_MONEY


async def supported(made: Draft, judge: Judge, *, but: Collection[str] = ()) -> Draft:
    """The draft with what a model finds of its statements, and with what asking it has cost.

    It is not asked about those with an id in `but`, which stood in the draft before.
    """
    every = queries_of(made, judge.plan.evidence)
    queries = [query for query in every if query.statement.id not in but]
    asking = _Asking(judge, made.provenance.calls)
    await asking.ask(queries, BATCH, again=False)
    if open_still := [query for query in queries if asking.is_worth_another(query)]:
        await asking.ask(open_still, BATCH // 2, again=True)
    findings = asking.findings(queries, whole=len(queries) == len(every))
    return _with_calls(with_findings(made, findings), asking)


@dataclass
class _Asking:
    """What has come so far, by the numbers of the queries."""

    judge: Judge
    before: tuple[Call, ...]
    calls: list[Call] = field(default_factory=list)
    prompts: list[PromptVersion] = field(default_factory=list)
    verdicts: dict[int, ClaimVerdict] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    asked: int = 0

    async def ask(self, queries: Sequence[Query], size: int, *, again: bool) -> None:
        """Ask about these, so many in a batch, all batches side by side."""
        if why := self.judge.forbids((*self.before, *self.calls), len(queries)):
            self.failed |= {query.number: why for query in queries if not again}
            return
        batches = list(self._batches(queries, size, again=again))
        came = await asyncio.gather(*map(self._one, batches), return_exceptions=True)
        for batch, reply in zip(batches, came, strict=True):
            if not isinstance(reply, SupportReply | ProviderError):
                raise reply
            self._take(batch, reply)

    def is_worth_another(self, query: Query) -> bool:
        """Whether no verdict came on it, though asking once more may bring one."""
        return query.number not in self.verdicts and query.number not in self.failed

    def findings(self, queries: Sequence[Query], *, whole: bool) -> Iterator[Finding]:
        """What was found; one finding alone where no model could be asked about a whole draft."""
        if whole and queries and all(query.number in self.failed for query in queries):
            yield not_asked(self.failed[queries[0].number])
            return
        for query in queries:
            said = self.verdicts.get(query.number)
            why = self.failed.get(query.number, NO_VERDICT)
            if shown := found(query, said) if said else no_answer(why):
                yield shown.of(query.section, query.statement.id)

    def _batches(self, queries: Sequence[Query], size: int, *, again: bool) -> Iterator[Batch]:
        for start in range(0, len(queries), size):
            self.asked += 1
            yield Batch(self.asked, tuple(queries[start : start + size]), again)

    async def _one(self, batch: Batch) -> SupportReply:
        judge = self.judge
        return await judge.engine.support(judge.plan, batch, seconds=max(judge.left(), 0.0))

    def _take(self, batch: Batch, came: Came) -> None:
        self.calls += _call(batch, came)
        if isinstance(came, SupportReply):
            self.verdicts |= {said.claim: said for said in came.verdicts}
            self.prompts += came.prompts
        if why := _failure(came):
            self.failed |= {n: why for n in batch.numbers if n not in self.verdicts}


def _failure(came: Came) -> str | None:
    """Why asking again would not help; None where it may."""
    if isinstance(came, ProviderError):
        return str(came)
    return next((fault.text for fault in came.faults if fault.final), None)


def _call(batch: Batch, came: Came) -> tuple[Call, ...]:
    """The request as the provenance keeps it; none where no model was asked."""
    if not came.attempts:
        return ()
    faults = (str(came),) if isinstance(came, ProviderError) else tuple(map(str, came.faults))
    call = Call(name=CALL, repair=batch.again, attempts=came.attempts, faults=faults)
    return (call.model_copy(update={"cost_usd": spent_on((call,))["cost_usd"]}),)


def _with_calls(made: Draft, asking: _Asking) -> Draft:
    """The provenance with the requests for verdicts, and what all has cost."""
    if not asking.calls:
        return made
    before = made.provenance
    calls = (*before.calls, *asking.calls)
    prompts = tuple(dict.fromkeys((*before.prompts, *asking.prompts)))
    told = {"calls": calls, "prompts": prompts, **spent_on(calls)}
    return made.model_copy(update={"provenance": before.model_copy(update=told)})
