"""Both clients, before a service that says what the test tells it to."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx2

from drafter.client import AsyncDrafter, Drafter, Patience

HERE = "http://drafter.test"
KEY = "drf_secret"
PROBLEM = {"Content-Type": "application/problem+json"}
QUICK = Patience(tries=3, first=0.001, longest=5)

Answer = httpx2.Response | Exception


def problem(status: int, kind: str, **more: Any) -> httpx2.Response:
    """A refusal as the service words it."""
    headers = PROBLEM | more.pop("headers", {})
    document = {"type": f"urn:drafter:problem:{kind}", "title": kind, "status": status}
    return httpx2.Response(status, headers=headers, json=document | {"detail": "no"} | more)


class Service:
    """Gives its answers in order, and keeps the requests that came."""

    def __init__(self, *answers: Answer) -> None:
        self.requests: list[httpx2.Request] = []
        self._answers: Iterator[Answer] = iter(answers)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = next(self._answers, AssertionError("one request too many"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sent(self, header: str) -> list[str | None]:
        """That header of each request."""
        return [request.headers.get(header) for request in self.requests]


class Plugin:
    """A program with one of the two clients; a test that passes with both holds for both."""

    def __init__(self, client: type[Drafter | AsyncDrafter], service: Callable[..., Any]) -> None:
        transport: Any = httpx2.MockTransport(service)
        self.client: Any = client(HERE, KEY, patience=QUICK, transport=transport)

    async def call(self, method: str, *args: Any, **given: Any) -> Any:
        """What that method comes to."""
        if isinstance(self.client, Drafter):
            return await asyncio.to_thread(getattr(self.client, method), *args, **given)
        return await getattr(self.client, method)(*args, **given)

    async def all(self, method: str, *args: Any, **given: Any) -> list[Any]:
        """Everything that that method goes through."""
        through = getattr(self.client, method)(*args, **given)
        if isinstance(self.client, Drafter):
            return await asyncio.to_thread(list, through)
        return [one async for one in through]

    async def close(self) -> None:
        """Close its client."""
        await self.call("close")
