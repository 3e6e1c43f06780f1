"""Earlier events from JSON Lines: one object a line with id, date, text and outlets."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drafter.errors import EventsRefused
from drafter.ingest.tidying import tidy_line
from schemas.base import Text
from schemas.event import EarlierEvent, Outlet


class _Outlet(BaseModel):
    name: Text
    url: Text | None = None


class _Line(BaseModel):
    """What a line must hold. Other keys, such as category and topic, are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Text
    date: date
    text: Text
    outlets: list[_Outlet] = Field(min_length=1)


def read_events(path: str) -> tuple[EarlierEvent, ...]:
    """The events of a JSON Lines file, as `parse_events` has them. Raises EventsRefused."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EventsRefused(f"{path}: unknown encoding: save the events as UTF-8") from None
    except OSError as error:
        raise EventsRefused(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return parse_events(text.split("\n"))
    except EventsRefused as refused:
        raise EventsRefused(f"{path}: {refused}") from None


def parse_events(lines: Iterable[str]) -> tuple[EarlierEvent, ...]:
    """The events, numbered `E1`, `E2`, ... in order of date; `key` is the line's own id.

    Empty lines are skipped. Raises EventsRefused with the number of the first bad line.
    """
    seen: dict[str, int] = {}
    parsed: list[_Line] = []
    for number, text in enumerate(lines, 1):
        if text.strip():
            line = _parsed(text, number)
            if line.id in seen:
                raise EventsRefused(
                    f"line {number}: id {line.id} stands in line {seen[line.id]} too"
                )
            seen[line.id] = number
            parsed.append(line)
    parsed.sort(key=lambda line: line.date)
    return tuple(_event(line, number) for number, line in enumerate(parsed, 1))


def _parsed(text: str, number: int) -> _Line:
    try:
        line = _Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise EventsRefused(
            f"line {number}: {where + ': ' if where else ''}{first['msg']}"
        ) from None
    if not tidy_line(line.text):
        raise EventsRefused(f"line {number}: text: nothing that can be read")
    if not all(tidy_line(outlet.name) for outlet in line.outlets):
        raise EventsRefused(f"line {number}: outlets: a name that cannot be read")
    return line


def _event(line: _Line, number: int) -> EarlierEvent:
    return EarlierEvent(
        id=f"E{number}",
        key=line.id,
        date=line.date,
        text=tidy_line(line.text),
        outlets=tuple(Outlet(name=tidy_line(o.name), url=o.url) for o in line.outlets),
    )
