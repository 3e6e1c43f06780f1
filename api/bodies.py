"""What callers send, and what they are answered where that is not a document of the schemas."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints

from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import Report
from schemas.review import DraftRecord, EditorVerdict

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def _writable(value: object) -> object:
    """Refuse what JSON can escape and no database can keep, anywhere in the value."""
    parts = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str) and _NO_CHARACTER.search(part):
            raise ValueError("the text holds a NUL or half of a surrogate pair")
        if isinstance(part, dict):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
    return value


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_writable),
]
Patch = Annotated[dict[str, Any], AfterValidator(_writable)]


def _id_or_object(value: object) -> object:
    if (isinstance(value, str) and value) or isinstance(value, dict):
        return value
    raise ValueError("give the id of a report, or a report as an object")


GivenReport = Annotated[
    str | dict[str, Any],
    PlainValidator(_id_or_object, json_schema_input_type=str | dict[str, Any]),
    AfterValidator(_writable),
]


class GivenOutlet(Closed):
    """Who reported an earlier event."""

    name: Text
    url: Text | None = None


class GivenEvent(Closed):
    """An earlier event of the topic. `id` is the caller's own, and comes back as its `key`."""

    id: Text
    date: date
    text: Text
    outlets: tuple[GivenOutlet, ...] = Field(min_length=1)


class Wanted(Closed):
    """What a draft is asked for with. All but the reports may be left to the settings."""

    reports: tuple[GivenReport, ...] = Field(
        min_length=1, max_length=20, description="ids of stored reports, or reports themselves"
    )
    topic: Slug | None = Field(default=None, description="the running story")
    recipe: Text | None = Field(default=None, description="null: the one that is set up")
    engine: EngineName | None = Field(default=None, description="null: the one that is set up")
    model: Text | None = Field(default=None, description="as the endpoint names it")
    language: LanguageTag | None = Field(default=None, description="null: the first report's")
    priority: Priority = Priority.NORMAL
    instructions: Words | None = Field(default=None, description="what you ask of it, in words")
    earlier: tuple[GivenEvent, ...] = Field(
        default=(), max_length=1000, description="earlier events that the draft may link to"
    )


class GivenVerdict(Closed):
    """Your word on a statement, as it stands in the revision that If-Match names."""

    verdict: EditorVerdict
    reason: Words


class Rejection(Closed):
    """Why the draft is turned down."""

    reason: Words


class StoredReport(Closed):
    """A report, and the id that it is kept under."""

    id: Text
    report: Report


class DraftPage(Closed):
    """Drafts, newest first, without their text, verdicts and history."""

    drafts: tuple[DraftRecord, ...]
    next_cursor: str | None = Field(description="null on the last page")


class Health(Closed):
    """The process answers."""

    status: Text
    version: Text
