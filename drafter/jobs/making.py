"""Making a call that stands in the queue: read what the draft is made from, and ask the model."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from drafter import clock
from drafter.engines.openai.providers import Providers
from drafter.errors import ProviderUnavailable
from drafter.jobs.patience import patiently
from drafter.jobs.requests import SupportCall, WriteCall
from drafter.jobs.telling import Telling
from drafter.planning import Plan
from drafter.redrafting.asking import narrowed
from drafter.service import recipe_for, request_of
from drafter.settings import Settings
from drafter.store.drafts import Drafts
from drafter.store.events import Events
from drafter.store.redrafts import Redrafts

MOST_PLANS = 64
"""Plans that are kept: several of a draft's calls are made by the same worker."""


class Plans:
    """The plans of jobs, from what the store has of them: orders, reports, wishes for a section.

    None of these ever changes.
    """

    def __init__(
        self,
        settings: Settings,
        drafts: Drafts,
        redrafts: Redrafts,
        store_waits: Sequence[float],
    ) -> None:
        self._settings = settings
        self._drafts = drafts
        self._redrafts = redrafts
        self._store_waits = store_waits
        self._kept: OrderedDict[str, asyncio.Task[Plan]] = OrderedDict()

    async def of(self, draft_id: str, job: str) -> Plan:
        """The plan of a draft that a model writes, or of the section that the job writes anew.

        Raises:
            NotFound: there is no such draft, or its reports are gone.
            WrongState: there is no longer anything to write the section from.
            StoreError: the database cannot be used.
        """
        task = self._kept.get(job)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._kept[job] = asyncio.create_task(self._made(draft_id, job))
        self._kept.move_to_end(job)
        while len(self._kept) > MOST_PLANS:
            self._kept.popitem(last=False)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for the plans that are being made: nobody else does where a draft was cut off."""
        await asyncio.gather(*self._kept.values(), return_exceptions=True)
        self._kept.clear()

    async def _made(self, draft_id: str, job: str) -> Plan:
        inputs = partial(self._drafts.inputs, draft_id)
        order, reports = await patiently(inputs, self._store_waits)
        wanted = partial(self._redrafts.commission, draft_id, job)
        commission = await patiently(wanted, self._store_waits)
        request = request_of(order, reports)
        recipe = recipe_for(self._settings, order.engine, order.recipe)
        plan = await asyncio.to_thread(request.plan, recipe, self._settings)
        return plan if commission is None else narrowed(plan, commission.draft, commission.wish)


class Making:
    """Makes calls of models for drafts, whichever worker drafts them."""

    def __init__(self, plans: Plans, providers: Providers, events: Events, worker: str) -> None:
        self.plans = plans
        self.providers = providers
        self.events = events
        self.worker = worker
        self._telling: dict[str, set[asyncio.Task[None]]] = {}

    async def made(self, request: WriteCall | SupportCall, job: str) -> object:
        """What the call of a job came to, as plain JSON.

        Raises:
            ProviderError: the endpoint cannot be used, or the draft's time is over.
            StoreError: the database cannot be used.
        """
        left = None
        if request.until is not None:
            left = (request.until - clock.now()).total_seconds()
            if left <= 0:
                raise ProviderUnavailable("the time that this draft may take was over")
        plan = await self.plans.of(request.draft_id, job)
        engine = await self.providers.engine(request.model or None)
        if isinstance(request, SupportCall):
            asked = await engine.support(plan, request.batch, seconds=left)
            return asked.model_dump(mode="json")
        telling = Telling(self.events, request.draft_id, self.worker)
        call = next(one for one in plan.calls if one.name == request.call)
        try:
            reply = await engine.write(plan, call, request.objection, seconds=left, listen=telling)
        except BaseException:
            telling.drop()
            raise
        self._tell_afterwards(request.draft_id, telling)
        return reply.model_dump(mode="json")

    async def told(self, draft_id: str) -> None:
        """Wait until followers can read all that the calls of a draft have said here."""
        await asyncio.gather(*self._telling.get(draft_id, ()))

    async def close(self) -> None:
        """Wait for what is still being planned or told."""
        await self.plans.close()
        for draft_id in tuple(self._telling):
            await self.told(draft_id)

    def _tell_afterwards(self, draft_id: str, telling: Telling) -> None:
        """Tell the rest when the job of the call is over, which is when the journal has the reply.

        Before, it would only lengthen the moment in which a kill costs a call that is paid for.
        """

        def begin(job: asyncio.Task[object]) -> None:
            if job.cancelled():
                telling.drop()
                return
            rest = asyncio.get_running_loop().create_task(telling.flush())
            self._telling.setdefault(draft_id, set()).add(rest)
            rest.add_done_callback(partial(self._told, draft_id))

        if (job := asyncio.current_task()) is not None:
            job.add_done_callback(begin)

    def _told(self, draft_id: str, rest: asyncio.Task[None]) -> None:
        others = self._telling.get(draft_id, set())
        others.discard(rest)
        if not others:
            self._telling.pop(draft_id, None)
