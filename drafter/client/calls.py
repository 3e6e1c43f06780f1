"""A call to the API, described once for both clients."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload
from urllib.parse import quote
from uuid import uuid4

import httpx2
from pydantic import BaseModel

from drafter.client.problems import Unreachable, problem_of
from drafter.client.reading import object_of, read, read_as

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
P = ParamSpec("P")

Reads = Callable[[httpx2.Response], T]
MERGE_PATCH = "application/merge-patch+json"


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request, and how its answer is read.

    `waits`: seconds that the answer may take by design, beside those of any answer.
    """

    method: str
    path: str
    reads: Reads[T]
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    waits: float = 0.0

    @property
    def repeatable(self) -> bool:
        """Whether it does no more when it is made twice, so that it may be."""
        return self.method == "GET" or "Idempotency-Key" in self.headers

    def request(self, timeout: float) -> dict[str, Any]:
        """The request, as both of httpx2's clients take it."""
        given = {"json": self.json} if self.json is not None else {"content": self.content}
        asked = {name: value for name, value in self.query.items() if value is not None}
        return given | {
            "method": self.method,
            "url": self.path,
            "params": asked or None,
            "headers": dict(self.headers),
            "timeout": timeout + self.waits,
        }

    def came_to(self, outcome: httpx2.Response | httpx2.RequestError) -> T:
        """What the call came to.

        Raises:
            ApiProblem: it was refused.
            Unreachable: no answer came.
        """
        if isinstance(outcome, httpx2.RequestError):
            raise Unreachable(f"{self.method} {self.path}: {outcome!r}") from outcome
        if not outcome.is_success:
            raise problem_of(outcome)
        return self.reads(outcome)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of a list, and where the next page begins; null on the last one."""

    items: tuple[T, ...]
    next_cursor: str | None


class Now:
    """A client whose calls come back when they are answered."""

    def send(self, call: Call[T]) -> T:
        """What the call came to."""
        raise NotImplementedError


class Later:
    """A client whose calls are awaited."""

    async def send(self, call: Call[T]) -> T:
        """What the call came to."""
        raise NotImplementedError


class Sent(Generic[P, T]):
    """A method of both clients: it describes a call, and the client that it is called on sends it.

    On `Drafter` it gives the answer, on `AsyncDrafter` something to await the answer of.
    """

    def __init__(self, describe: Callable[Concatenate[Any, P], Call[T]]) -> None:
        self.describe = describe
        self.__doc__ = describe.__doc__

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: Now, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: Later, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        """The method, bound to the client."""
        if client is None:
            return self

        @wraps(self.describe)
        def sent(*args: P.args, **given: P.kwargs) -> Any:
            return client.send(self.describe(client, *args, **given))

        return sent


class Listed(Generic[P, T]):
    """A method of both clients that goes through a list, a page at a time, as it is iterated."""

    def __init__(self, describe: Callable[Concatenate[Any, P], Call[Page[T]]]) -> None:
        self.describe = describe
        self.__doc__ = describe.__doc__

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: Now, owner: type) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, client: Later, owner: type) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        """The method, bound to the client."""
        if client is None:
            return self
        through = _all if isinstance(client, Now) else _all_later

        @wraps(self.describe)
        def listed(*args: P.args, **given: P.kwargs) -> Any:
            return through(client, self.describe(client, *args, **given))

        return listed


def _all(client: Now, call: Call[Page[T]]) -> Iterator[T]:
    following: Call[Page[T]] | None = call
    while following:
        page = client.send(following)
        yield from page.items
        following = _after(following, page)


async def _all_later(client: Later, call: Call[Page[T]]) -> AsyncIterator[T]:
    following: Call[Page[T]] | None = call
    while following:
        page = await client.send(following)
        for item in page.items:
            yield item
        following = _after(following, page)


def _after(call: Call[Page[T]], page: Page[T]) -> Call[Page[T]] | None:
    if page.next_cursor is None:
        return None
    return replace(call, query={**call.query, "cursor": page.next_cursor})


def path(*parts: str) -> str:
    """The path of these parts below /v1, whatever characters an id has.

    Raises:
        ValueError: an id is none, and would lead elsewhere.
    """
    if strange := [part for part in parts if part in ("", ".", "..")]:
        raise ValueError(f"{strange[0]!r} is no id")
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def a(kind: type[M]) -> Reads[M]:
    """Reads an answer as that model."""

    def reads(answer: httpx2.Response) -> M:
        return read(kind, answer)

    return reads


def all_of(kind: type[M], name: str) -> Reads[tuple[M, ...]]:
    """Reads an answer as a list that has no pages, its items under that name."""
    page = page_of(kind, name)
    return lambda answer: page(answer).items


def page_of(kind: type[M], name: str) -> Reads[Page[M]]:
    """Reads an answer as a page, its items under that name."""

    def reads(answer: httpx2.Response) -> Page[M]:
        body = object_of(answer)
        items = tuple(read_as(kind, one, answer) for one in body.get(name, ()))
        return Page(items, body.get("next_cursor"))

    return reads


def nothing(_: httpx2.Response) -> None:
    """Reads nothing of an answer that has no body."""


def once(idempotency_key: str | None) -> dict[str, str]:
    """The header of a call that creates: the caller's own key, or a new one for this call."""
    return {"Idempotency-Key": idempotency_key or str(uuid4())}


def matching(revision: int | None) -> dict[str, str]:
    """The header of a call that is for a draft as it stood in that revision; null: in any."""
    return {} if revision is None else {"If-Match": f'"{revision}"'}
