"""The app: what uvicorn starts by its name, `api.app:create_app`."""

import asyncio
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.answers import answer_problems
from api.bounds import Bounds
from api.cors import Cors
from api.envelope import Envelope
from api.newsroom import MakeQueue, Newsroom
from api.openapi import document
from api.routes import (
    batch,
    comments,
    drafts,
    events,
    exports,
    health,
    jobs,
    keys,
    lists,
    metrics,
    queue,
    reports,
    review,
    revisions,
    scenarios,
    sections,
    statistics,
    webhooks,
)
from api.uses import Uses
from drafter.errors import InputError
from drafter.jobs import Embedded, Jobs, prepare
from drafter.settings import Settings, read_settings
from drafter.store.database import Database
from drafter.store.following import ENDING
from drafter.store.key_rules import key_name
from drafter.store.keys import Keys
from drafter.telemetry.watching import flush
from schemas.key import Scope

ROUTERS = (
    reports.router,
    lists.router,
    drafts.router,
    revisions.router,
    batch.router,
    events.router,
    jobs.router,
    queue.router,
    review.router,
    sections.router,
    comments.router,
    exports.router,
    scenarios.router,
    statistics.router,
    webhooks.router,
    keys.router,
    health.router,
    metrics.router,
)
ROUTES = tuple(
    route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)
)


class _Documented(FastAPI):
    """An app with our OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if not self.openapi_schema:
            self.openapi_schema = document(self.routes)
        return self.openapi_schema


def create_app(settings: Settings | None = None, make_queue: MakeQueue = Embedded) -> FastAPI:
    """The app over the settings of the environment, or over those given.

    Its lifespan opens and migrates the database, makes the first key where there is none, and
    starts the queue; at the end the queue lets what runs finish.

    Raises:
        ConfigurationError: a setting has a value that does not fit.
    """
    chosen = settings or read_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        async with _open(chosen, make_queue) as newsroom:
            app.state.newsroom = newsroom
            yield {ENDING: newsroom.following.end}

    app = _Documented(
        title="drafter",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"logs": False, "operation_spans": False},  # its events quote errors
    )
    for router in ROUTERS:
        app.include_router(router)
    answer_problems(app, ROUTES)
    app.add_middleware(Bounds, seconds=chosen.body_seconds)
    app.add_middleware(Envelope)
    app.add_middleware(Uses)
    app.add_middleware(Cors)
    return app


def create_app_alone() -> FastAPI:
    """The app without a worker: `drafter worker` drafts, here or on other hosts."""
    return create_app(make_queue=Jobs)


@asynccontextmanager
async def _open(settings: Settings, make_queue: MakeQueue) -> AsyncIterator[Newsroom]:
    await asyncio.to_thread(prepare, settings.database_url)
    database = Database(settings.database_url)
    try:
        newsroom = Newsroom.over(database, settings, make_queue)
        await _first_key(newsroom.keys)
        await newsroom.following.start()
        await newsroom.queue.start()
        try:
            yield newsroom
        finally:
            await newsroom.following.stop()
            await newsroom.queue.stop()
    finally:
        await database.close()
        await asyncio.to_thread(flush)  # uvicorn then ends the process by the signal that it got


async def _first_key(keys: Keys) -> None:
    """Make a key for whoever starts the service for the first time, and show it this once."""
    if not await keys.none_yet():
        return
    try:
        token = await keys.create(_user(), person=True, scopes=frozenset(Scope))
    except InputError:  # another process that starts just now was first
        return
    sys.stderr.write(f"First-run key (shown once): {token}\n")


def _user() -> str:
    """The name that the system knows the user by, where a key may have it."""
    try:
        return key_name(getpass.getuser())
    except (OSError, KeyError, ImportError, InputError):
        return "editor"
