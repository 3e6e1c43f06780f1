"""Pages of a list by keyset: each goes on where the last one ended, whatever came in meanwhile."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from drafter.errors import InputError

Record = TypeVar("Record")

NO_CURSOR = "there is no such cursor; leave it out to start at the beginning"
OTHER_LIST = (
    "this cursor is of a list with other filters or another order; give it with the same ones, or"
    " leave it out to start at the beginning"
)
_DIGITS = 12
"""Of the digest by which a cursor knows its list."""


@dataclass(frozen=True)
class Page(Generic[Record]):
    """Some records of a list, in its order. `next_cursor` is null on the last page."""

    records: tuple[Record, ...]
    next_cursor: str | None


@dataclass(frozen=True)
class Place:
    """Where a page ended: the rank, time and id of its last record.

    The rank is 0 where the list is by time alone.
    """

    at: datetime
    id: str
    rank: int = 0

    def cursor(self, of: object) -> str:
        """The place as one opaque word, safe in a URL, which knows the list that it is `of`."""
        place = [_digest(of), self.rank, self.at.isoformat(), self.id]
        text = json.dumps(place, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(cursor: str, of: object) -> Place:
    """The place that a cursor stands for, in the list that it is `of`.

    Raises:
        InputError: it is none of ours, or of another list.
    """
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        digest, rank, at, name = json.loads(base64.urlsafe_b64decode(padded).decode())
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or type(rank) is not int or not _a_name(name):
            raise InputError(NO_CURSOR)
        place = Place(moment.astimezone(UTC), name, rank)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InputError(NO_CURSOR) from error  # for one: a zone can lead out of the calendar
    if digest != _digest(of):
        raise InputError(OTHER_LIST)
    return place


def beyond(
    columns: Sequence[sa.ColumnElement[Any]], place: Place, *, newest_first: bool
) -> sa.ColumnElement[bool]:
    """That a row, by its time and id, comes after the place."""
    row = sa.tuple_(*columns)
    return row < (place.at, place.id) if newest_first else row > (place.at, place.id)


def _digest(of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:_DIGITS]


def _a_name(name: object) -> bool:
    return isinstance(name, str) and name.isprintable()
