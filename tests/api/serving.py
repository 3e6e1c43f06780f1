"""The real app over a real database file, with a queue that drafts at once."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from api.app import create_app
from api.document import FILE
from api.newsroom import Newsroom, Queue
from drafter.settings import Settings
from schemas.key import Scope
from tests.fakes.queue import FakeQueue

ALL = frozenset(Scope)
HERE = "http://drafter.test"


@cache
def committed() -> Any:
    """The OpenAPI document as it is published."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def settings_for(file: Path, **more: object) -> Settings:
    """Settings that name this database, and nothing of the environment's."""
    given = {"database_url": f"sqlite:///{file}", "engine": "extractive", "OPENAI_API_KEY": None}
    given |= {"OPENAI_BASE_URL": None, "OPENAI_API_KEY_FILE": None, "recipe": "briefing"}
    return Settings.model_validate(given | more)


class Desk:
    """Whoever calls the API with one key. Every answer is held against the OpenAPI document."""

    def __init__(self, app: FastAPI, token: str | None) -> None:
        self.token = token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx2.ASGITransport(app=app)
        self._client = httpx2.AsyncClient(transport=transport, base_url=HERE, headers=headers)

    async def __call__(self, method: str, path: str, **request: Any) -> httpx2.Response:
        response = await self._client.request(method, path, **request)
        self._must_be_documented(method, response)
        assert response.headers["X-Request-ID"]
        if response.status_code >= 400:
            assert "application/problem+json" == response.headers["Content-Type"]
        return response

    async def json(self, method: str, path: str, **request: Any) -> Any:
        """The body of an answer that went well."""
        response = await self(method, path, **request)
        assert response.is_success, response.text
        return response.json()

    async def close(self) -> None:
        """Close its client."""
        await self._client.aclose()

    def _must_be_documented(self, method: str, response: httpx2.Response) -> None:
        for template, operations in committed()["paths"].items():
            pattern = re.sub(r"\{\w+\}", "[^/]+", template)
            if re.fullmatch(pattern, response.url.path) and method.lower() in operations:
                answers: Mapping[str, Any] = operations[method.lower()]["responses"]
                assert str(response.status_code) in answers, (method, template, response.text)


class Served:
    """An app that runs, its newsroom, and keys for whoever is to call it."""

    def __init__(self, app: FastAPI, newsroom: Newsroom, queue: FakeQueue) -> None:
        self.app = app
        self.newsroom = newsroom
        self.queue = queue
        self._desks: list[Desk] = []

    async def desk(
        self, name: str = "Ada", *, person: bool = True, scopes: frozenset[Scope] = ALL
    ) -> Desk:
        """The desk of someone who has a key."""
        token = await self.newsroom.keys.create(name, person=person, scopes=scopes)
        return self.with_token(token)

    def with_token(self, token: str | None) -> Desk:
        """The desk of someone who sends this token, or none."""
        self._desks.append(Desk(self.app, token))
        return self._desks[-1]

    async def close(self) -> None:
        """Close every desk."""
        for desk in self._desks:
            await desk.close()


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Served]:
    """The app from its start to its end."""
    made: list[FakeQueue] = []

    def make_queue(*given: Any) -> Queue:
        made.append(FakeQueue(*given))
        return made[-1]

    app = create_app(settings, make_queue)
    async with app.router.lifespan_context(app):
        served = Served(app, app.state.newsroom, made[0])
        yield served
        await served.close()
