"""Safe retries: under one Idempotency-Key the same request again has the first answer again.

A creating route takes `once: TheOnce` and ends with `return await once.answered(make)`, or with
`once.prepared(prepare)` where something slow, or something that may fail later on, comes before it:
a repeat does neither. What must wait for the commit, such as queueing, is done after that.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from api.access import TheKey, media_type
from api.newsroom import TheNewsroom
from api.problems import Kind, Problem
from drafter.store.answers import Answer, Asking, FirstAnswers, Mark
from drafter.store.answers import Make as MakeAnswer

ONCE = (Kind.INVALID_REQUEST, Kind.IDEMPOTENCY_KEY_REUSED, Kind.IDEMPOTENCY_RUNNING)
"""How a creating route refuses for its Idempotency-Key."""
REPLAYED = {
    "Idempotency-Replayed": {
        "description": "`true` where this is the first answer again",
        "schema": {"type": "string"},
    }
}
"""The header of such an answer, for the document."""
MOST_CHARACTERS = 255
PATTERN = r'^(?:[!#-~][!-~]*|"(?:[ !#-\[\]-~]|\\["\\])+")$'
"""Visible ASCII, bare; or a string of structured fields (RFC 9651), quoted."""
RETRY_SECONDS = "1"

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=MOST_CHARACTERS,
        pattern=PATTERN,
        description="new for each thing to be made, such as a UUID, bare or quoted: the same"
        " request again under it has the first answer again, for 24 hours",
    ),
]


@dataclass(frozen=True)
class Made:
    """What was made, as it is answered. What is not `lasting` is not kept for a repeat."""

    status: int
    body: BaseModel
    headers: Mapping[str, str] = field(default_factory=dict)
    lasting: bool = True

    def response(self) -> Response:
        """The answer, where no Idempotency-Key has to do with it."""
        return _response(_answer(self, None), None)


Make = Callable[[], Awaitable[Made]]
Shown = Callable[[], Mapping[str, str]]


class Once:
    """One request, which is carried out once under its Idempotency-Key, or as it is without one.

    `request` says what is asked, so that another request under the same key is known.
    """

    def __init__(
        self,
        answers: FirstAnswers,
        key_id: str,
        token: str,
        idempotency_key: str | None,
        request: bytes,
    ) -> None:
        self._answers = answers
        self._key_id = key_id
        self._token = token.encode()
        self._idempotency_key = idempotency_key
        self._request = request
        self._seed = secrets.token_bytes(32) if idempotency_key is None else None

    async def answered(self, make: Make, *, shown: Shown | None = None) -> Response:
        """The answer to what is made, or the first one again.

        `make` runs inside one transaction, which what it writes joins: nothing slow belongs in it.
        `shown` gives the fields of the body that nobody keeps, made of `secret`: they stand in the
        answer, and again in a repeat, and are null in the database.

        Raises:
            Problem: the Idempotency-Key is that of another request, or of one that still runs.
        """

        async def prepare() -> Make:
            return make

        return await self.prepared(prepare, shown=shown)

    async def prepared(
        self, prepare: Callable[[], Awaitable[Make]], *, shown: Shown | None = None
    ) -> Response:
        """The same, where `prepare` comes first: outside of the transaction, and not in a repeat.

        Raises:
            Problem: the Idempotency-Key is that of another request, or of one that still runs.
        """

        async def prepared() -> MakeAnswer:
            make = await prepare()

            async def answer() -> Answer:
                return _answer(await make(), shown)

            return answer

        mark, new = await self._begun(shown)
        if mark is None or new:
            return _response(await self._answers.first(mark, prepared), shown)
        response = _response(_first(mark, self._digest(shown)), shown)
        response.headers["Idempotency-Replayed"] = "true"
        return response

    def part(self, idempotency_key: str | None, number: int, request: bytes) -> "Once":
        """One of several things that a request asks for, which has its own key or a part of ours.

        A header holds no line feed, so that no other request has such a key.
        """
        whole = self._idempotency_key
        own = idempotency_key or (None if whole is None else f"{whole}\n{number}")
        return Once(self._answers, self._key_id, self._token.decode(), own, request)

    def secret(self, purpose: str) -> bytes:
        """32 secret bytes, in `make` and in `shown`: the same in a repeat, and kept nowhere.

        They come of the caller's own token and of when the first request came, so that a repeat
        needs both.

        Raises:
            RuntimeError: it is asked for before the request was begun.
        """
        if self._seed is None:
            raise RuntimeError("the secret is there once the request has begun")
        return hmac.digest(self._seed, purpose.encode(), "sha256")

    async def _begun(self, shown: Shown | None) -> tuple[Mark | None, bool]:
        if self._idempotency_key is None:
            return None, True
        asking = Asking(self._key_id, self._idempotency_key, self._digest(shown))
        mark, new = await self._answers.begin(asking)
        words = f"{self._idempotency_key}\n{mark.at.isoformat()}"
        self._seed = hmac.digest(self._token, words.encode(), "sha256")
        return mark, new

    def _digest(self, shown: Shown | None) -> str:
        """What is asked; where secrets are made of the token, with which token too."""
        told = self._request + b"\n" + self._token if shown else self._request
        return hashlib.sha256(told).hexdigest()


def idempotency_key(given: IdempotencyKey = None) -> str | None:
    """The Idempotency-Key of the request, without the quotation marks of a structured field."""
    if given is None or not given.startswith('"'):
        return given
    return re.sub(r"\\(.)", r"\1", given[1:-1])


async def once(
    request: Request,
    newsroom: TheNewsroom,
    key: TheKey,
    given: Annotated[str | None, Depends(idempotency_key)],
) -> Once:
    """The request, to be carried out once."""
    asked = b"" if given is None else await _asked(request)
    token = request.headers.get("authorization", "").partition(" ")[2].strip()
    return Once(newsroom.answers, key.id, token, given, asked)


TheOnce = Annotated[Once, Depends(once)]


def asked(method: str, path: str, body: object) -> bytes:
    """What a request asks, to be compared: JSON says the same in whatever order and spacing."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{method} {path}\n{text}".encode("utf-8", "surrogatepass")


async def _asked(request: Request) -> bytes:
    body, told = await request.body(), media_type(request)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if told == "application/json" or told.endswith("+json"):
        try:
            return asked(request.method, path, json.loads(body))
        except (ValueError, RecursionError):  # the route says what is wrong with it
            pass
    _, _, boundary = request.headers.get("content-type", "").partition("boundary=")
    if told.startswith("multipart/") and boundary:  # a new one each time that a form is sent
        body = body.replace(boundary.strip('"').encode(), b"")
    return f"{request.method} {path}\n{told}\n".encode() + body


def _answer(made: Made, shown: Shown | None) -> Answer:
    body = made.body.model_dump_json(by_alias=True)
    if shown:
        body = json.dumps(json.loads(body) | dict.fromkeys(shown()), ensure_ascii=False)
    return Answer(made.status, made.headers, body, made.lasting)


def _first(mark: Mark, digest: str) -> Answer:
    """The first answer, where the request is the same.

    Raises:
        Problem: it is another, or the first one still runs.
    """
    if mark.asking.request != digest:
        detail = "This Idempotency-Key was used for another request; send a new one."
        raise Problem(Kind.IDEMPOTENCY_KEY_REUSED, detail)
    if mark.answer is None:
        detail = "The first request with this Idempotency-Key still runs; ask again in a second."
        raise Problem(Kind.IDEMPOTENCY_RUNNING, detail, headers={"Retry-After": RETRY_SECONDS})
    return mark.answer


def _response(answer: Answer, shown: Shown | None) -> Response:
    body = answer.body
    if shown:
        whole: dict[str, Any] = json.loads(body)
        body = json.dumps(whole | dict(shown()), ensure_ascii=False)
    return Response(body, answer.status, answer.headers, media_type="application/json")
