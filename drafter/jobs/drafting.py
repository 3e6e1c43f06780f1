"""What a job does: one order, from its reports to the editors' queue."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypedDict, TypeVar

from drafter import clock
from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.errors import DrafterError, LeaseLost, ProviderError, StoreError, WrongState
from drafter.jobs.calls import Calls, Queued
from drafter.jobs.journal import journalled
from drafter.jobs.making import Making
from drafter.jobs.patience import STORE_WAITS, patiently
from drafter.jobs.telling import Telling, findings_of
from drafter.pipeline import Bounds, draft, redraft
from drafter.redrafting.asking import Commission
from drafter.redrafting.joining import cost_of
from drafter.service import Request, bounds_of, drafted, fallen_back, recipe_for, request_of
from drafter.settings import Settings
from drafter.spending.budget import paid_before
from drafter.store.drafts import Drafts
from drafter.store.redrafts import Redrafts
from schemas.base import Closed, Text
from schemas.draft import Draft
from schemas.following import EventKind
from schemas.job import Order, Priority
from schemas.provenance import EngineName

BAND = 10_000_000
"""Of the numbers by which jobs are ordered, how many a priority has."""
BANDS = tuple(Priority)
T = TypeVar("T")

logger = logging.getLogger(__name__)


class Planned(Closed):
    """The step `plan`: what must not change while the draft is being written."""

    model: Text | None
    recipe: Text
    version: int
    calls: tuple[Text, ...]
    until: datetime


@dataclass(frozen=True)
class _Work:
    """One job: what is to be made, and who hears how far it is."""

    draft_id: str
    job: str
    order: Order
    request: Request
    telling: Telling


class _Engines(TypedDict):
    """Who writes and who judges, within which bounds."""

    engine: Engine
    judge: Engine | None
    bounds: Bounds


def rank_of(priority: Priority, turn: int) -> int:
    """The number by which a job is taken up, lowest first: by priority, and in it by turn."""
    return BANDS.index(priority) * BAND + min(turn, BAND - 2) + 1


class Drafting:
    """Carries out orders. Everything but the journalled steps may run again, and does no harm."""

    def __init__(
        self,
        settings: Settings,
        drafts: Drafts,
        redrafts: Redrafts,
        making: Making,
        calls: Calls,
        *,
        store_waits: Sequence[float] = STORE_WAITS,
    ) -> None:
        self._settings = settings
        self._drafts = drafts
        self._redrafts = redrafts
        self._events = making.events
        self._providers = making.providers
        self._plans = making.plans
        self._calls = calls
        self._told = making.told
        self._worker = making.worker
        self._store_waits = store_waits
        self._computing = asyncio.Lock()

    async def carry_out(self, draft_id: str, job: str) -> None:
        """Draft what was ordered and hand it to the editors, or say why it failed.

        The order and the reports never change, so they are read again in every run and stay out
        of the journal.

        Raises:
            StoreError: the database could not be used for long. The draft is not failed: another
                run goes on from the journal.
            LeaseLost: peers have taken the draft over.
        """
        try:
            await self._carry_out(draft_id, job)
        except (StoreError, LeaseLost):
            raise
        except DrafterError as error:
            logger.warning("draft %s failed; its record says why", draft_id)
            await self.fail(draft_id, job, str(error), paid_before(error))
        except Exception as error:
            logger.exception("draft %s failed", draft_id)
            reason = f"drafting broke off: {type(error).__name__}: {error} (the log has more)"
            await self.fail(draft_id, job, " ".join(reason.split()))

    async def _carry_out(self, draft_id: str, job: str) -> None:
        order, reports = await self._stored(partial(self._drafts.inputs, draft_id))
        commission = await self._stored(partial(self._redrafts.commission, draft_id, job))
        telling = Telling(self._events, draft_id, self._worker)
        work = _Work(draft_id, job, order, request_of(order, reports), telling)
        try:
            if commission is not None:
                made = await self._rewritten(work, commission)
            else:
                made = await self._drafted(work)
        finally:
            await telling.flush()
        await self._told(draft_id)
        if commission is not None:
            await self._hand_back(work, commission, made)
        else:
            await self._hand_over(draft_id, job, made)

    async def _hand_over(self, draft_id: str, job: str, made: Draft) -> None:
        told = (EventKind.FINDINGS, findings_of(made))
        finish = self._drafts.finish
        await self._stored(partial(finish, draft_id, made, told=told, worker=self._worker, job=job))

    async def _hand_back(self, work: _Work, commission: Commission, made: Draft) -> None:
        """Hand over a draft of which a section was written anew, and its findings with it."""
        cost = cost_of(commission.draft.provenance, made.provenance)
        told = (EventKind.FINDINGS, findings_of(made))
        finish = self._redrafts.finish
        await self._stored(
            partial(finish, work.draft_id, work.job, made, cost, told, worker=self._worker)
        )

    async def fail(self, draft_id: str, job: str, reason: str, cost: Decimal | None = None) -> None:
        """Say in the draft's record why it could not be written.

        Raises:
            StoreError: the database could not be used for long.
        """
        fail = partial(self._drafts.fail, draft_id, reason, cost, worker=self._worker, job=job)
        await self._stored(fail)

    async def _stored(self, use: Callable[[], Awaitable[T]]) -> T:
        """Use the store, a few times more where it fails: what was drafted is paid for."""
        return await patiently(use, self._store_waits)

    async def _drafted(self, work: _Work) -> Draft:
        request, telling = work.request, work.telling
        if work.order.engine is EngineName.EXTRACTIVE:
            engine = ExtractiveEngine()
            return await self._off_the_loop(
                partial(drafted, request, engine, self._settings, listen=telling)
            )
        try:
            engines = await self._engines(work)
            plan = await self._plans.of(work.draft_id, work.job)
            return await draft(plan, listen=telling, **engines)
        except ProviderError as error:
            if self._settings.fallback == "none":
                raise
            stand_in = partial(fallen_back, request, self._settings, error, listen=telling)
            return await self._off_the_loop(stand_in)

    async def _rewritten(self, work: _Work, commission: Commission) -> Draft:
        """The draft with one section written anew. No other engine stands in: the draft stays.

        Raises:
            ProviderError: the provider failed, or nothing came that could take its place.
        """
        if work.order.engine is EngineName.EXTRACTIVE:
            plan = await self._plans.of(work.draft_id, work.job)
            engine, told = ExtractiveEngine(), work.telling
            return await self._off_the_loop(partial(redraft, plan, engine, commission, listen=told))
        engines = await self._engines(work)
        plan = await self._plans.of(work.draft_id, work.job)
        return await redraft(plan, commission=commission, listen=work.telling, **engines)

    async def _engines(self, work: _Work) -> _Engines:
        planned = await self._planned(work.order)
        rank = rank_of(work.order.priority, await self._drafts.turn(work.draft_id))

        async def queued(model: str | None) -> Queued:
            engine = await self._providers.engine(model)
            return Queued(engine, self._calls, work.draft_id, work.job, rank)

        engine = await queued(planned.model)
        judge: Engine | None = None
        if work.request.wants_support(self._settings):
            other = self._settings.support_model
            judge = await queued(other) if other else engine
        left = max((planned.until - clock.now()).total_seconds(), 0.001)
        bounds = replace(bounds_of(self._settings), seconds=left)
        return {"engine": engine, "judge": judge, "bounds": bounds}

    async def _planned(self, order: Order) -> Planned:
        """What this draft is written with, as it was when it was begun.

        Raises:
            WrongState: the recipe or the order of its calls has changed since then.
        """
        recipe = recipe_for(self._settings, order.engine, order.recipe)

        async def now() -> object:
            """The model is kept, since an endpoint may offer another one after a restart."""
            return Planned(
                model=(await self._providers.engine(order.model)).model,
                recipe=recipe.name,
                version=recipe.version,
                calls=tuple(call.name for call in recipe.calls),
                until=clock.now() + timedelta(seconds=self._settings.draft_seconds),
            ).model_dump(mode="json")

        planned = Planned.model_validate(await journalled("plan", now))
        calls = tuple(call.name for call in recipe.calls)
        if (planned.recipe, planned.version, planned.calls) != (recipe.name, recipe.version, calls):
            raise WrongState(
                "drafter has changed since this draft was begun, so it cannot go on; ask for it"
                " again"
            )
        return planned

    async def _off_the_loop(self, drafting: Callable[[], Coroutine[Any, Any, Draft]]) -> Draft:
        """Draft by computing alone, as the extractive engine does for some 30 ms at a time.

        Not on the loop, which also serves; and one at a time, since more threads would draft no
        faster and would keep the loop from its turn.
        """
        async with self._computing:
            return await asyncio.to_thread(lambda: asyncio.run(drafting()))
