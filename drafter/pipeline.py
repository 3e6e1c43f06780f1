"""The pipeline, in a straight line: plan, compose, verify, assemble.

No database, no HTTP, no clock of its own. The command line, the jobs and the evals call it, so
that what is scored is what is served.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from drafter import __version__
from drafter.assembling import assemble
from drafter.engines.base import Engine, Objection, Reply
from drafter.errors import ProviderRefused
from drafter.numbering import merged, null_reasons, numbered
from drafter.planning import Plan, SectionCall
from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence, evidence_of
from schemas.draft import Draft
from schemas.evidence import Severity
from schemas.job import Progress, Stage
from schemas.limits import Limits
from schemas.provenance import Call, Provenance
from schemas.sections import SectionName
from schemas.walk import overruns, written_statements
from schemas.written import NullReason, Written

Ask = Callable[[SectionCall, Objection | None], Awaitable[Reply]]
"""One call to the engine, with the plan it is made by."""
Listen = Callable[[Progress], None]

TOLERANCE = 1.1
"""A section is asked for again when it is over its limit by more than a tenth."""


@dataclass(frozen=True)
class Answered:
    """A call of the plan, what came back each time it was made, and which reply is taken."""

    call: SectionCall
    replies: tuple[Reply, ...]
    taken: Reply

    @property
    def written(self) -> Written:
        """What the reply that was taken wrote; where that is nothing, why, for each section."""
        if self.taken.written is not None:
            return self.taken.written
        why = "; ".join(self.taken.errors) or "no usable reply"
        reasons = (NullReason(section=name, reason=why) for name in self.call.sections)
        return Written(null_reasons=tuple(reasons))


def silent(_: Progress) -> None:
    """Listens to nothing."""


async def draft(
    plan: Plan,
    engine: Engine,
    *,
    listen: Listen = silent,
    elapsed: Callable[[], float] = time.perf_counter,
) -> Draft:
    """Draft by the plan: every call side by side, what fails asked for once more, then assembled.

    Raises:
        ProviderError: the endpoint cannot be used, or wrote no usable headline.
    """
    started = elapsed()
    tell(listen, Stage.PLAN, done=True, note=f"{len(plan.calls)} calls")
    ask = partial(engine.write, plan)
    answered = await compose(plan, ask, listen)
    answered = await verify_and_repair(plan, answered, ask, listen)
    tell(listen, Stage.ASSEMBLE)
    written = merged(one.written for one in answered)
    _require_headline(written, answered)
    sections = numbered(written, plan)
    made = assemble(
        sections,
        null_reasons(sections, written, plan),
        provenance(plan, engine, answered, seconds=elapsed() - started),
        reports=plan.reports,
        earlier=plan.earlier,
        topic=plan.topic,
        language=plan.language,
    )
    tell(listen, Stage.ASSEMBLE, done=True)
    return made


async def compose(plan: Plan, ask: Ask, listen: Listen) -> list[Answered]:
    """Make every call of the plan side by side."""
    tell(listen, Stage.COMPOSE)
    replies = await _all(_told(ask, call, None, listen) for call in plan.calls)
    tell(listen, Stage.COMPOSE, done=True)
    return [
        Answered(call, (reply,), reply) for call, reply in zip(plan.calls, replies, strict=True)
    ]


async def verify_and_repair(
    plan: Plan, answered: Sequence[Answered], ask: Ask, listen: Listen
) -> list[Answered]:
    """Hold what was written against its evidence; ask once more for each call that fails."""
    tell(listen, Stage.VERIFY)
    evidence = evidence_of(plan.reports, plan.earlier)
    objections = {one.call.name: objection(one, evidence, plan.limits) for one in answered}
    failed = [one for one in answered if objections[one.call.name]]
    again = await _all(_told(ask, one.call, objections[one.call.name], listen) for one in failed)
    second = {one.call.name: reply for one, reply in zip(failed, again, strict=True)}
    tell(listen, Stage.VERIFY, done=True)
    return [_better(one, second, evidence, plan.limits) for one in answered]


def objection(one: Answered, evidence: Evidence, limits: Limits) -> Objection | None:
    """What is wrong with the last reply, where asking again may help."""
    reply = one.taken
    if reply.final:
        return None
    errors = reply.errors or tuple(complaints(reply.written, evidence, limits))
    return Objection(reply=reply.text, errors=errors) if errors else None


def complaints(written: Written | None, evidence: Evidence, limits: Limits) -> list[str]:
    """The blockers and the clear overruns of a reply, one line each."""
    if written is None:
        return []
    blockers = [
        f"{name.value}: “{statement.text}” {found.reason}"
        for name, statement in written_statements(written)
        for found in check_statement(name, statement, evidence)
        if found.severity is Severity.BLOCKER
    ]
    too_long = [run for run in overruns(written, limits) if run.count > run.limit * TOLERANCE]
    return [*blockers, *(f"{run.section.value}: {run}." for run in too_long)]


def _better(
    one: Answered, second: Mapping[str, Reply], evidence: Evidence, limits: Limits
) -> Answered:
    """The call with its second reply, which is taken unless it is worse than the first."""
    if one.call.name not in second:
        return one
    first, again = one.taken, second[one.call.name]
    worse = first.written is not None and (
        again.written is None
        or len(complaints(again.written, evidence, limits))
        > len(complaints(first.written, evidence, limits))
    )
    return Answered(one.call, (first, again), first if worse else again)


def _require_headline(written: Written, answered: Iterable[Answered]) -> None:
    if written.headline is None or written.category is None or written.status is None:
        owner = next(one for one in answered if SectionName.HEADLINE in one.call.sections)
        why = "; ".join(owner.taken.errors[:3]) or "no headline"
        raise ProviderRefused(f"the model wrote nothing usable for “{owner.call.name}”: {why}")


def provenance(
    plan: Plan, engine: Engine, answered: Sequence[Answered], *, seconds: float
) -> Provenance:
    """How the draft came about."""
    calls = [
        Call(name=one.call.name, repair=number > 0, attempts=reply.attempts)
        for one in answered
        for number, reply in enumerate(one.replies)
        if reply.attempts
    ]
    usages = [attempt.usage for call in calls for attempt in call.attempts if attempt.usage]
    return Provenance(
        engine=engine.name,
        model=engine.model,
        endpoint=engine.endpoint,
        recipe=plan.recipe,
        prompts=engine.prompts(plan),
        calls=tuple(calls),
        input_tokens=_total(usage.input_tokens for usage in usages),
        output_tokens=_total(usage.output_tokens for usage in usages),
        cost_usd=None,
        seconds=round(seconds, 4),
        fallback_reason=None,
        software=f"drafter {__version__}",
    )


def tell(
    listen: Listen, stage: Stage, call: str | None = None, *, done: bool = False, note: str = ""
) -> None:
    """Tell the listener how far it is."""
    listen(Progress(stage=stage, call=call, done=done, note=note or None))


async def _told(ask: Ask, call: SectionCall, about: Objection | None, listen: Listen) -> Reply:
    stage = Stage.VERIFY if about else Stage.COMPOSE
    tell(listen, stage, call.name, note="once more: " + about.errors[0] if about else "")
    reply = await ask(call, about)
    tell(listen, stage, call.name, done=True)
    return reply


async def _all(asked: Iterable[Awaitable[Reply]]) -> list[Reply]:
    """Wait for every call before the first failure is raised: what was paid for is kept."""
    results = await asyncio.gather(*asked, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if isinstance(result, Reply)]


def _total(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
