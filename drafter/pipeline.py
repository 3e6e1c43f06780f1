"""The pipeline, in a straight line: plan, compose, verify, assemble.

No database, no HTTP, no clock of its own. The command line, the jobs and the evals call it, so
that what is scored is what is served.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from drafter.answers import Answered, objection, provenance, require_headline
from drafter.assembling import assemble
from drafter.engines.base import Engine, Objection, Reply
from drafter.errors import ProviderError
from drafter.numbering import merged, null_reasons, numbered
from drafter.planning import Plan, SectionCall
from drafter.verify.evidence import evidence_of
from schemas.draft import Draft
from schemas.job import Progress, Stage

Ask = Callable[[SectionCall, Objection | None], Awaitable[Reply]]
"""One call to the engine, with the plan it is made by."""
Listen = Callable[[Progress], None]


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
    require_headline(answered)
    written = merged(one.written for one in answered)
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
    came = await _all(_told(ask, call, None, listen) for call in plan.calls)
    tell(listen, Stage.COMPOSE, done=True)
    return [Answered.first(call, reply) for call, reply in zip(plan.calls, came, strict=True)]


async def verify_and_repair(
    plan: Plan, answered: Sequence[Answered], ask: Ask, listen: Listen
) -> list[Answered]:
    """Hold what was written against its evidence; ask once more for each call that fails."""
    tell(listen, Stage.VERIFY)
    evidence = evidence_of(plan.reports, plan.earlier)
    objections = {one.call.name: objection(one, evidence, plan.limits) for one in answered}
    failed = [one for one in answered if objections[one.call.name]]
    again = await _all(_told(ask, one.call, objections[one.call.name], listen) for one in failed)
    second = {one.call.name: came for one, came in zip(failed, again, strict=True)}
    tell(listen, Stage.VERIFY, done=True)
    return [one.again(second.get(one.call.name), evidence, plan.limits) for one in answered]


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


async def _all(asked: Iterable[Awaitable[Reply]]) -> list[Reply | ProviderError]:
    """Wait for every call, so that one that fails loses nothing of what the others came to."""
    results = await asyncio.gather(*asked, return_exceptions=True)
    came: list[Reply | ProviderError] = []
    for result in results:
        if not isinstance(result, Reply | ProviderError):
            raise result
        came.append(result)
    return came
