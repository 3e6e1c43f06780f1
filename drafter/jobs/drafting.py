"""What a job does: one order, from its reports to the editors' queue."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.engines.openai.providers import Providers
from drafter.errors import DrafterError, ProviderError, StoreError
from drafter.jobs.engines import Journalled
from drafter.jobs.journal import journalled
from drafter.pipeline import draft
from drafter.service import Request, bounds_of, drafted, fallen_back, recipe_for
from drafter.settings import Settings
from drafter.spending.budget import paid_before
from drafter.store.drafts import Drafts
from schemas.draft import Draft
from schemas.job import Order
from schemas.provenance import EngineName
from schemas.report import Report

STORE_WAITS = (1.0, 4.0, 10.0, 20.0, 25.0)
"""Seconds before each new try where the database could not be used: a minute in all."""
T = TypeVar("T")

logger = logging.getLogger(__name__)


class Drafting:
    """Carries out orders. Everything but the journalled calls may run again, and does no harm."""

    def __init__(
        self,
        settings: Settings,
        drafts: Drafts,
        providers: Providers,
        store_waits: Sequence[float] = STORE_WAITS,
    ) -> None:
        self._settings = settings
        self._drafts = drafts
        self._providers = providers
        self._store_waits = store_waits
        self._computing = asyncio.Lock()

    async def carry_out(self, draft_id: str) -> None:
        """Draft what was ordered and hand it to the editors, or say why it failed.

        The order and the reports never change, so they are read again in every run and stay out
        of the journal.

        Raises:
            StoreError: the database could not be used for long. The draft is not failed: another
                run goes on from the journal.
        """
        try:
            await self._carry_out(draft_id)
        except StoreError:
            raise
        except DrafterError as error:
            logger.warning("draft %s failed; its record says why", draft_id)
            await self._fail(draft_id, str(error), paid_before(error))
        except Exception as error:
            logger.exception("draft %s failed", draft_id)
            reason = f"drafting broke off: {type(error).__name__}: {error} (the log has more)"
            await self._fail(draft_id, " ".join(reason.split()))

    async def _carry_out(self, draft_id: str) -> None:
        order, reports = await self._stored(partial(self._drafts.inputs, draft_id))
        made = await self._drafted(order, reports)
        await self._stored(partial(self._drafts.finish, draft_id, made))

    async def _fail(self, draft_id: str, reason: str, cost: Decimal | None = None) -> None:
        await self._stored(partial(self._drafts.fail, draft_id, reason, cost))

    async def _stored(self, use: Callable[[], Awaitable[T]]) -> T:
        """Use the store, a few times more where it fails: what was drafted is paid for."""
        for wait in self._store_waits:
            try:
                return await use()
            except StoreError as error:
                logger.warning("%s; once more in %g s", error, wait)
                await asyncio.sleep(wait)
        return await use()

    async def _drafted(self, order: Order, reports: Sequence[Report]) -> Draft:
        request = Request(
            reports=tuple(reports),
            earlier=order.earlier,
            topic=order.topic,
            recipe=order.recipe,
            language=order.language,
            instructions=order.instructions,
            support=order.support,
        )
        if order.engine is EngineName.EXTRACTIVE:
            drafting = partial(drafted, request, ExtractiveEngine(), self._settings)
            return await self._off_the_loop(drafting)
        try:
            return await self._by_model(order, request)
        except ProviderError as error:
            if self._settings.fallback == "none":
                raise
            stand_in = partial(fallen_back, request, self._settings, error)
            return await self._off_the_loop(stand_in)

    async def _by_model(self, order: Order, request: Request) -> Draft:
        model = await journalled("model", partial(self._model, order))
        engine = Journalled(await self._providers.engine(model))
        recipe = recipe_for(self._settings, order.engine, request.recipe)
        plan = request.plan(recipe, self._settings)
        judge = await self._judge(request, engine)
        return await draft(plan, engine, judge=judge, bounds=bounds_of(self._settings))

    async def _judge(self, request: Request, engine: Engine) -> Engine | None:
        """As `service.judge_for`, of this process's providers and with a journal."""
        if not request.wants_support(self._settings):
            return None
        other = self._settings.support_model
        return Journalled(await self._providers.engine(other)) if other else engine

    async def _model(self, order: Order) -> str | None:
        """The model to ask. Kept, since an endpoint may offer another one after a restart."""
        return (await self._providers.engine(order.model)).model

    async def _off_the_loop(self, drafting: Callable[[], Coroutine[Any, Any, Draft]]) -> Draft:
        """Draft by computing alone, as the extractive engine does for some 30 ms at a time.

        Not on the loop, which also serves; and one at a time, since more threads would draft no
        faster and would keep the loop from its turn.
        """
        async with self._computing:
            return await asyncio.to_thread(lambda: asyncio.run(drafting()))
