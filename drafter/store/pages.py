"""Pages of a list by keyset: each goes on where the last one ended, whatever came in meanwhile."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime

from drafter.errors import InputError
from schemas.review import DraftRecord


@dataclass(frozen=True)
class Page:
    """Some drafts, newest first. `next_cursor` is null on the last page.

    The records are without their draft, verdicts and history.
    """

    records: tuple[DraftRecord, ...]
    next_cursor: str | None


@dataclass(frozen=True)
class Place:
    """Where a page ended: the time and id of its last record."""

    created_at: datetime
    id: str

    def cursor(self) -> str:
        """The place as one opaque word, safe in a URL."""
        return base64.urlsafe_b64encode(
            f"{self.created_at.isoformat()} {self.id}".encode()
        ).decode()


def place_of(cursor: str) -> Place:
    """The place that a cursor stands for.

    Raises:
        InputError: it is none of ours.
    """
    refused = InputError("there is no such cursor; leave it out to start at the newest")
    try:
        at, _, name = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        created_at = datetime.fromisoformat(at)
        if created_at.tzinfo is None or not name.isprintable():
            raise refused
        return Place(created_at.astimezone(UTC), name)
    except (ValueError, OverflowError) as error:  # a zone can lead out of the calendar
        raise refused from error
