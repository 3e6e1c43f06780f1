"""Earlier events of a topic: what a draft may link to, each with its outlets and date."""

from datetime import date

from pydantic import Field

from schemas.base import Closed, EventId, Text


class Outlet(Closed):
    """Who reported an event, and where."""

    name: Text
    url: Text | None


class EarlierEvent(Closed):
    """A dated event that came before. `id` is its number in one draft, `key` its name outside."""

    id: EventId
    key: Text
    date: date
    text: Text
    outlets: tuple[Outlet, ...] = Field(min_length=1)
