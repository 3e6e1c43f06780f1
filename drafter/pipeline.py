"""The pipeline, in a straight line: plan, compose, verify, assemble.

No database, no HTTP, no clock of its own. The command line, the jobs and the evals call it, so
that what is scored is what is served.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafter.answers import Answered, calls_of, objection, provenance, require_headline
from drafter.assembling import assemble
from drafter.cutting import without_falsehoods
from drafter.engines.base import Engine, Objection, Reply
from drafter.errors import ProviderError, ProviderUnavailable
from drafter.numbering import merged, null_reasons, numbered
from drafter.planning import Plan, SectionCall
from drafter.redrafting.asking import Commission
from drafter.redrafting.joining import rewritten, together
from drafter.spending.budget import Budget, a_repair, outlay_of
from drafter.supporting import Judge, supported
from drafter.telemetry.watching import telemetry
from drafter.verify.support import CALL
from schemas.draft import Draft
from schemas.job import Listen, Progress, Stage
from schemas.sections import SectionName


@dataclass(frozen=True)
class Bounds:
    """How long a draft may take, how often a section is asked for again, what all may cost."""

    seconds: float = 900.0
    repairs: int = 1
    budget: Budget = field(default_factory=Budget)


async def draft(
    plan: Plan,
    engine: Engine,
    *,
    judge: Engine | None = None,
    bounds: Bounds | None = None,
    listen: Listen | None = None,
    elapsed: Callable[[], float] = time.perf_counter,
) -> Draft:
    """Draft by the plan: every call side by side, what fails asked for once more, then assembled.

    `judge`, where there is one, is then asked whether its sources carry each statement. `listen`
    hears of stages and calls, and of each section as soon as it is written.

    Raises:
        OverBudget: the draft could cost more than it may; nothing was asked.
        ProviderError: the endpoint cannot be used, or wrote no usable headline.
    """
    run = _Run(plan, engine, judge, bounds or Bounds(), listen, elapsed)

    def assembled(answered: Sequence[Answered]) -> Draft:
        require_headline(answered)
        return _assembled(plan, engine, answered, seconds=run.seconds())

    return await run.made(assembled)


async def redraft(
    plan: Plan,
    engine: Engine,
    commission: Commission,
    *,
    judge: Engine | None = None,
    bounds: Bounds | None = None,
    listen: Listen | None = None,
    elapsed: Callable[[], float] = time.perf_counter,
) -> Draft:
    """The draft as it was, with one section written anew: `plan` is `narrowed` to that section.

    It is written, checked and asked for again as any section is; a judge is asked about the new
    statements alone.

    Raises:
        OverBudget: it could cost more than it may; nothing was asked.
        ProviderError: the endpoint cannot be used, or wrote nothing that could take its place.
    """
    run = _Run(plan, engine, judge, bounds or Bounds(), listen, elapsed)

    def assembled(answered: Sequence[Answered]) -> Draft:
        return rewritten(commission, plan, engine, answered, seconds=run.seconds())

    known = {statement.id for _, statement in commission.draft.statements()}
    made = await run.made(assembled, known=known)
    whole = together(commission.draft.provenance, made.provenance)
    return made.model_copy(update={"provenance": whole})


def _assembled(
    plan: Plan,
    engine: Engine,
    answered: Sequence[Answered],
    *,
    seconds: float,
) -> Draft:
    written = merged(one.settled() for one in answered)
    written, cuts = without_falsehoods(written, plan.evidence)
    sections = numbered(written, plan)
    return assemble(
        sections,
        null_reasons(sections, written, plan),
        provenance(plan, engine, answered, seconds=seconds),
        reports=plan.reports,
        earlier=plan.earlier,
        topic=plan.topic,
        language=plan.language,
        cuts=cuts,
        evidence=plan.evidence,
    )


class _Run:
    """One run of the pipeline: what it asks of the engine, within its bounds."""

    def __init__(
        self,
        plan: Plan,
        engine: Engine,
        judge: Engine | None,
        bounds: Bounds,
        listen: Listen | None,
        elapsed: Callable[[], float],
    ) -> None:
        self._plan = plan
        self._engine = engine
        self._judge = judge
        self._bounds = bounds
        self._listen = listen
        self._elapsed = elapsed
        self._started = elapsed()
        self.watch: Listen | None = None  # apart from `listen`, for which an engine streams

    async def made(
        self, assembled: Callable[[Sequence[Answered]], Draft], known: Collection[str] = ()
    ) -> Draft:
        """The draft that is assembled of what was written; a judge is not asked about `known`."""
        reports = len(self._plan.reports)
        with telemetry().draft(self._plan.recipe, self._engine.name, reports=reports) as span:
            self.watch = span.went_on
            self.tell(Stage.PLAN, done=True, note=f"{len(self._plan.calls)} calls")
            self.require_budget()
            answered = await self.compose()
            answered = await self.verify_and_repair(answered)
            self.tell(Stage.ASSEMBLE)
            made = await self.supported(assembled(answered), known)
            span.made(made)
        self.tell(Stage.ASSEMBLE, done=True)
        return made

    def seconds(self) -> float:
        """Seconds since the run began."""
        return self._elapsed() - self._started

    def require_budget(self) -> None:
        """Refuse before anything is spent; without a limit there is nothing to estimate."""
        if self._bounds.budget != Budget():
            estimate = self._engine.estimate(self._plan, repairs=self._bounds.repairs)
            if self._judge is not None:
                estimate += self._judge.estimate_support(self._plan)
            self._bounds.budget.require(estimate)

    async def compose(self) -> list[Answered]:
        """Make every call of the plan side by side."""
        self.tell(Stage.COMPOSE)
        came = await _all(self._ask(call, None) for call in self._plan.calls)
        calls = self._plan.calls
        answered = [Answered.first(call, reply) for call, reply in zip(calls, came, strict=True)]
        answered = await self._headline_again(answered)
        self.tell(Stage.COMPOSE, done=True)
        return answered

    async def _headline_again(self, answered: list[Answered]) -> list[Answered]:
        """Ask once more for a headline that a fault of the moment lost: all else hangs on it."""
        lost = next((one for one in answered if SectionName.HEADLINE in one.call.sections), None)
        others = [one for one in answered if one is not lost and one.failure is None]
        if (
            lost is None
            or not isinstance(lost.failure, ProviderUnavailable)
            or not others
            or not self._left()
        ):
            return answered
        (came,) = await _all([self._ask(lost.call, None)])
        again = lost.having(came, lost.call.sections, repair=False)
        return [again if one is lost else one for one in answered]

    async def verify_and_repair(self, answered: list[Answered]) -> list[Answered]:
        """Hold what was written against its evidence; ask again for each section that fails.

        A call whose faults are the same as the time before is not asked again.
        """
        self.tell(Stage.VERIFY)
        asked: dict[str, Objection] = {}
        for _ in range(self._bounds.repairs):
            objections = self._objections(answered, asked)
            if not objections or not self._may_go_on(answered, objections):
                break
            asked |= objections
            answered = await self._again(answered, objections)
        self.tell(Stage.VERIFY, done=True)
        return answered

    def _objections(
        self, answered: Sequence[Answered], asked: Mapping[str, Objection]
    ) -> dict[str, Objection]:
        """The objections to each call, by its name, but for those that were raised before."""
        found = {}
        for one in answered:
            raised = objection(one, self._plan.evidence, self._plan.limits)
            before = asked.get(one.call.name)
            if raised and not (before and raised.errors == before.errors):
                found[one.call.name] = raised
        return found

    def _may_go_on(self, answered: Sequence[Answered], objections: Collection[str]) -> bool:
        """Whether time and money are left to ask these calls again."""
        if self.seconds() >= self._bounds.seconds:
            return False
        if self._bounds.budget == Budget():
            return True
        calls = tuple(call for call in self._plan.calls if call.name in objections)
        estimate = self._engine.estimate(replace(self._plan, calls=calls), repairs=0)
        spent = outlay_of(calls_of(answered))
        return self._bounds.budget.allows_another(spent, a_repair(estimate))

    async def _again(
        self, answered: Sequence[Answered], objections: Mapping[str, Objection]
    ) -> list[Answered]:
        failed = [one for one in answered if one.call.name in objections]
        came = await _all(self._ask(one.call, objections[one.call.name]) for one in failed)
        second = {one.call.name: reply for one, reply in zip(failed, came, strict=True)}
        return [
            one.again(
                second[one.call.name],
                objections[one.call.name].sections,
                self._plan.evidence,
                self._plan.limits,
            )
            if one.call.name in second
            else one
            for one in answered
        ]

    async def supported(self, made: Draft, known: Collection[str]) -> Draft:
        """The draft with what the judge finds of its statements, where there is one."""
        if self._judge is None:
            return made
        self.tell(Stage.VERIFY, CALL)
        judge = Judge(self._judge, self._plan, self._bounds.budget, self._left)
        made = await supported(made, judge, but=known)
        self.tell(Stage.VERIFY, CALL, done=True)
        told = made.provenance.model_copy(update={"seconds": round(self.seconds(), 4)})
        return made.model_copy(update={"provenance": told})

    def _left(self) -> float:
        return max(self._bounds.seconds - self.seconds(), 0.0)

    async def _ask(self, call: SectionCall, about: Objection | None) -> Reply:
        stage = Stage.VERIFY if about else Stage.COMPOSE
        self.tell(stage, call.name, note="once more: " + about.errors[0] if about else "")
        reply = await self._engine.write(
            self._plan, call, about, seconds=self._left(), listen=self._listen
        )
        self.tell(stage, call.name, done=True)
        return reply

    def tell(
        self, stage: Stage, call: str | None = None, *, done: bool = False, note: str = ""
    ) -> None:
        """Tell whoever listens how far it is."""
        told = Progress(stage=stage, call=call, done=done, note=note or None)
        for listen in (self.watch, self._listen):
            if listen is not None:
                listen(told)


async def _all(asked: Iterable[Awaitable[Reply]]) -> list[Reply | ProviderError]:
    """Wait for every call, so that one that fails loses nothing of what the others came to."""
    results = await asyncio.gather(*asked, return_exceptions=True)
    came: list[Reply | ProviderError] = []
    for result in results:
        if not isinstance(result, Reply | ProviderError):
            raise result
        came.append(result)
    return came
