"""From what a caller wants to an order that a job can carry out."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from api.bodies.drafts import GivenEvent, Wanted
from api.newsroom import Newsroom
from api.problems import Kind, at
from drafter.earlier import relevant_events
from drafter.errors import ConfigurationError, EventsRefused, NotFound, ReportRefused
from drafter.estimates import estimate_of
from drafter.ingest.events import parse_events
from drafter.ingest.reading import read_report
from drafter.service import recipe_for, request_of, require_engine
from drafter.settings import Settings
from drafter.store.reports import Reports
from prompts.reader import read_recipe
from schemas.estimate import Estimate
from schemas.event import EarlierEvent
from schemas.job import Order
from schemas.provenance import EngineName
from schemas.report import Report

NOT_STORED = ("not stored yet",)
"""Stands for the ids of the reports before they have one."""


@dataclass(frozen=True)
class Ordered:
    """An order whose reports are read and not yet stored, and what it is likely to cost."""

    order: Order
    given: tuple[str | Report, ...]
    estimate: Estimate

    async def stored(self, reports: Reports, by: str) -> Order:
        """The order, with the ids of its reports; those that came along with it are stored."""
        ids = [one if isinstance(one, str) else await reports.add(one, by) for one in self.given]
        return self.order.model_copy(update={"reports": tuple(dict.fromkeys(ids))})


async def order_of(wanted: Wanted, newsroom: Newsroom) -> Ordered:
    """What is wanted, made ready to be kept. Nothing is stored yet.

    Raises:
        Problem: a part of it cannot be used; the pointer leads to it.
    """
    engine = _engine(wanted, newsroom.settings)
    recipe = await asyncio.to_thread(_recipe, wanted, newsroom.settings, engine)
    earlier = await asyncio.to_thread(_earlier, wanted.earlier)
    reports = [await _report(newsroom, one, n) for n, one in enumerate(wanted.reports)]
    relevant = await asyncio.to_thread(relevant_events, earlier, reports)
    order = Order(
        reports=NOT_STORED,
        earlier=relevant,
        topic=wanted.topic,
        desk=wanted.desk,
        engine=engine,
        model=wanted.model,
        recipe=recipe,
        language=wanted.language,
        instructions=wanted.instructions,
        priority=wanted.priority,
        support=wanted.support,
    )
    given = tuple(
        one if isinstance(one, str) else report
        for one, report in zip(wanted.reports, reports, strict=True)
    )
    return Ordered(order, given, await estimated(order, _once_each(reports), newsroom.settings))


def _once_each(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports; a copy adds nothing."""
    return tuple({report.model_dump_json(): report for report in reports}.values())


async def estimated(order: Order, reports: tuple[Report, ...], settings: Settings) -> Estimate:
    """Told in a thread: it renders every prompt."""
    request = request_of(order, reports)
    return await asyncio.to_thread(estimate_of, request, settings, order.engine, order.model)


def _engine(wanted: Wanted, settings: Settings) -> EngineName:
    """The engine asked for, or the one that is set up, where there is a way to reach it."""
    engine = wanted.engine or settings.engine_name()
    try:
        require_engine(settings, engine)
    except ConfigurationError as error:
        raise at("/engine", error) from error
    return engine


def _recipe(wanted: Wanted, settings: Settings, engine: EngineName) -> str:
    """The name of the recipe. The extractive engine has its own, whichever was named."""
    try:
        if wanted.recipe is not None:
            read_recipe(wanted.recipe)
        return recipe_for(settings, engine, wanted.recipe).name
    except (LookupError, ConfigurationError) as error:
        refused = ConfigurationError(str(error))
        raise at("/recipe", refused, Kind.INVALID_REQUEST) from error


def _earlier(given: Sequence[GivenEvent]) -> tuple[EarlierEvent, ...]:
    try:
        return parse_events(event.model_dump_json() for event in given)
    except EventsRefused as error:
        raise at("/earlier", error) from error


async def _report(newsroom: Newsroom, given: object, number: int) -> Report:
    """The report that is there under the id, or the one that was sent along."""
    pointer = f"/reports/{number}"
    try:
        if isinstance(given, str):
            return await newsroom.reports.get(given)
        content = json.dumps(given).encode()
        return await asyncio.to_thread(read_report, content, media_type="application/json")
    except NotFound as error:
        raise at(pointer, error, Kind.INVALID_REQUEST) from error
    except ReportRefused as error:
        raise at(pointer, error) from error
