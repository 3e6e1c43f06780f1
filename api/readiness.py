"""Readiness: whether this process can do its work, check by check, in words that give nothing away.

A model's endpoint that fails makes the service degraded, never unready: drafts fall back, and
editors go on. It is not asked here: what became of the last drafts tells.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from api.newsroom import Newsroom
from drafter import __version__
from drafter.errors import StoreError
from drafter.settings import Settings
from drafter.store.counting import Standing
from schemas.base import Closed, Text
from schemas.provenance import EngineName

SECONDS = 2.0
"""How long the database may take for each question."""
Told = TypeVar("Told")

logger = logging.getLogger(__name__)


class Ready(StrEnum):
    """How it is. `unknown` where the database cannot be asked."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Looked(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    SCHEMA = "schema"
    WORKERS = "workers"
    QUEUE = "queue"
    PROVIDER = "provider"


class ReadyCheck(Closed):
    """What was found of one thing."""

    status: Ready
    detail: Text


class Health(Closed):
    """The process answers."""

    status: Text
    version: Text


class Readiness(Closed):
    """Whether work can be sent here: not where the status is `failed`."""

    status: Ready
    version: Text
    checks: dict[Looked, ReadyCheck]


async def readiness(newsroom: Newsroom, seconds: float = SECONDS) -> Readiness:
    """Look at everything. Raises nothing: what cannot be told has failed."""
    unknown = dict.fromkeys(Looked, ReadyCheck(status=Ready.UNKNOWN, detail="nobody can tell"))
    checks = unknown | await _looked(newsroom, seconds)
    return Readiness(status=_together(checks), version=__version__, checks=checks)


def _together(checks: Mapping[Looked, ReadyCheck]) -> Ready:
    found = {check.status for check in checks.values()}
    if found & {Ready.FAILED, Ready.UNKNOWN}:
        return Ready.FAILED
    return Ready.DEGRADED if Ready.DEGRADED in found else Ready.OK


async def _looked(newsroom: Newsroom, seconds: float) -> dict[Looked, ReadyCheck]:
    """The checks, as far as they can be made: each needs those before it."""
    counting, settings = newsroom.counting, newsroom.settings
    if not await _asked(counting.answers, seconds):
        return {Looked.DATABASE: _failed("it cannot be used; the log says why")}
    found = {Looked.DATABASE: _ok("it answers")}
    if not await _asked(counting.is_current, seconds):
        return found | {Looked.SCHEMA: _failed("not this version's; run `drafter migrate`")}
    found[Looked.SCHEMA] = _ok("this version's")
    standing = await _asked(counting.standing, seconds)
    if standing is not None:
        found[Looked.WORKERS] = _workers(standing)
        found[Looked.QUEUE] = _queue(standing, settings.ready_queue_seconds)
        found[Looked.PROVIDER] = await _provider(settings, counting.models_fail, seconds)
    return found


async def _asked(question: Callable[[], Awaitable[Told]], seconds: float) -> Told | None:
    """What the database says; None where it does not, and the log says why."""
    try:
        async with asyncio.timeout(seconds):
            return await question()
    except StoreError as error:
        logger.warning("not ready: %s", error)
    except TimeoutError:
        logger.warning("not ready: the database does not answer within %g s", seconds)
    return None


def _workers(standing: Standing) -> ReadyCheck:
    if standing.workers_alive == 0:
        return _failed("none is alive, so nothing is drafted; start `drafter worker`")
    return _ok(f"alive: {standing.workers_alive}")


def _queue(standing: Standing, most: float) -> ReadyCheck:
    waits = f"the oldest draft has waited {standing.queue_seconds:.0f} s for a worker"
    if standing.queue_seconds > most:
        return ReadyCheck(status=Ready.DEGRADED, detail=f"{waits}, more than {most:g} s")
    return _ok(waits if standing.waiting else "no draft waits for a worker")


async def _provider(
    settings: Settings, models_fail: Callable[[], Awaitable[bool]], seconds: float
) -> ReadyCheck:
    if settings.engine_name() is EngineName.EXTRACTIVE:
        return _ok("no model is set up; the extractive engine drafts")
    fail = await _asked(models_fail, seconds)
    if fail is None:
        return ReadyCheck(status=Ready.DEGRADED, detail="the last drafts could not be read")
    if fail:
        return ReadyCheck(status=Ready.DEGRADED, detail="no model wrote the last drafts")
    return _ok("the last drafts say nothing against it")


def _ok(detail: str) -> ReadyCheck:
    return ReadyCheck(status=Ready.OK, detail=detail)


def _failed(detail: str) -> ReadyCheck:
    return ReadyCheck(status=Ready.FAILED, detail=detail)
