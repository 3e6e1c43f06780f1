"""First answers: what a request under an Idempotency-Key was answered with, kept for a day.

A row is marked first, in a transaction of its own, so that whoever asks meanwhile is told; what is
made and its answer are then one transaction. A process that dies between the two leaves a row that
counts as abandoned after a minute, and nothing else.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.errors import StoreError, WrongState
from drafter.store.database import Database, insert_once, whole
from drafter.store.tables import first_answers

KEPT = timedelta(hours=24)
ABANDONED = timedelta(seconds=60)
"""A request that has been running for so long is taken for dead."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """An answer as it was sent: a JSON body, and the headers that go with it.

    One that is not `lasting` is not kept: the same request again is carried out again.
    """

    status: int
    headers: Mapping[str, str]
    body: str
    lasting: bool = True


@dataclass(frozen=True)
class Asking:
    """A request: the key that sent it, its Idempotency-Key, and the digest of what it asks."""

    key_id: str
    idempotency_key: str
    request: str


@dataclass(frozen=True)
class Mark:
    """The row of a request since a moment: `answer` is None while it runs."""

    asking: Asking
    at: datetime
    answer: Answer | None = None


Make = Callable[[], Awaitable[Answer]]
Prepare = Callable[[], Awaitable[Make]]


class FirstAnswers:
    """The first answers of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def begin(self, asking: Asking) -> tuple[Mark, bool]:
        """The mark of the request, and whether it is new: then it is the caller's to answer.

        One that is not new may be of another request, and may still run.

        Raises:
            StoreError: the database cannot be used.
        """
        now = clock.now()
        async with self._database.writing() as connection:
            marked = await insert_once(connection, first_answers, _marked(asking, now))
            if marked or await _taken_over(connection, asking, now):
                return Mark(asking, now), True
            query = sa.select(first_answers).where(_row(asking))
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None:  # the first has just failed, and its row went between two statements
            return Mark(asking, now), False
        return _mark(row), False

    @whole
    async def first(self, mark: Mark | None, prepare: Prepare) -> Answer:
        """Prepare, then make what is asked and keep its answer with it, in one transaction.

        Where either fails, nothing is kept, and the caller may ask again. Without a mark the
        answer is not kept.

        Raises:
            WrongState: it took so long that it was taken for dead, and somebody else asks again.
            StoreError: the database cannot be used.
        """
        try:
            make = await prepare()
            async with self._database.together():
                answer = await make()
                if mark is not None and answer.lasting:
                    await self._keep(mark, answer)
                elif mark is not None:
                    await self._drop(mark)
        except BaseException:
            if mark is not None:
                await self._drop(mark)
            raise
        return answer

    @whole
    async def forget(self, before: datetime, most: int) -> int:
        """Delete answers that were asked for before then, so many at most, and say how many."""
        old = sa.select(first_answers.c.key_id, first_answers.c.idempotency_key)
        old = old.where(first_answers.c.at < before).limit(most).with_for_update(skip_locked=True)
        async with self._database.writing() as connection:
            found = [tuple(row) for row in await connection.execute(old)]
            if found:
                key = sa.tuple_(first_answers.c.key_id, first_answers.c.idempotency_key)
                await connection.execute(sa.delete(first_answers).where(key.in_(found)))
            return len(found)

    async def _keep(self, mark: Mark, answer: Answer) -> None:
        kept = {
            "status": answer.status,
            "headers": json.dumps(dict(answer.headers)),
            "body": answer.body,
        }
        async with self._database.writing() as connection:
            keep = sa.update(first_answers).where(_running(mark)).values(kept)
            if (await connection.execute(keep)).rowcount != 1:
                raise WrongState("this took too long, and was asked again meanwhile; wait for that")

    async def _drop(self, mark: Mark) -> None:
        try:
            async with self._database.writing() as connection:
                await connection.execute(sa.delete(first_answers).where(_running(mark)))
        except StoreError as error:
            logger.warning("an Idempotency-Key stays taken for a minute: %s", error)


def _row(asking: Asking) -> sa.ColumnElement[bool]:
    return sa.and_(
        first_answers.c.key_id == asking.key_id,
        first_answers.c.idempotency_key == asking.idempotency_key,
    )


def _running(mark: Mark) -> sa.ColumnElement[bool]:
    """The row, as long as nobody has taken it over."""
    return sa.and_(
        _row(mark.asking), first_answers.c.at == mark.at, first_answers.c.status.is_(None)
    )


def _marked(asking: Asking, at: datetime) -> dict[str, object]:
    return {
        "key_id": asking.key_id,
        "idempotency_key": asking.idempotency_key,
        "request": asking.request,
        "at": at,
        "status": None,
        "headers": None,
        "body": None,
    }


async def _taken_over(connection: AsyncConnection, asking: Asking, now: datetime) -> bool:
    """Whether the row was abandoned, or is older than a day; it is then this request's."""
    abandoned = sa.and_(first_answers.c.status.is_(None), first_answers.c.at < now - ABANDONED)
    over = sa.or_(abandoned, first_answers.c.at < now - KEPT)
    take = sa.update(first_answers).where(_row(asking), over).values(_marked(asking, now))
    return (await connection.execute(take)).rowcount == 1


def _mark(row: sa.RowMapping) -> Mark:
    asking = Asking(row["key_id"], row["idempotency_key"], row["request"])
    if row["status"] is None:
        return Mark(asking, row["at"])
    answer = Answer(row["status"], json.loads(row["headers"]), row["body"])
    return Mark(asking, row["at"], answer)
