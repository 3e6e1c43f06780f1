"""What a draft is asked for with, and what the caller is answered."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator

from api.bodies.words import Day, Words, writable
from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.estimate import Estimate
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import Report
from schemas.review import DraftRecord


def _id_or_object(value: object) -> object:
    if (isinstance(value, str) and value) or isinstance(value, dict):
        return value
    raise ValueError("give the id of a report, or a report as an object")


GivenReport = Annotated[
    str | dict[str, Any],
    PlainValidator(_id_or_object, json_schema_input_type=str | dict[str, Any]),
    AfterValidator(writable),
]


class GivenOutlet(Closed):
    """Who reported an earlier event."""

    name: Text
    url: Text | None = None


class GivenEvent(Closed):
    """An earlier event of the topic. `id` is the caller's own, and comes back as its `key`."""

    id: Text
    date: Day
    text: Text
    outlets: tuple[GivenOutlet, ...] = Field(min_length=1)


class Wanted(Closed):
    """What a draft is asked for with. All but the reports may be left to the settings."""

    reports: tuple[GivenReport, ...] = Field(
        min_length=1, max_length=20, description="ids of stored reports, or reports themselves"
    )
    topic: Slug | None = Field(default=None, description="the running story")
    desk: Slug | None = Field(default=None, description="the desk whose queue it belongs to")
    recipe: Text | None = Field(default=None, description="null: the one that is set up")
    engine: EngineName | None = Field(default=None, description="null: the one that is set up")
    model: Text | None = Field(default=None, description="as the endpoint names it")
    language: LanguageTag | None = Field(default=None, description="null: the first report's")
    priority: Priority = Priority.NORMAL
    instructions: Words | None = Field(default=None, description="what you ask of it, in words")
    support: bool = Field(
        default=False,
        description="ask a model whether its sources carry each statement; always so where"
        " DRAFTER_SUPPORT=model",
    )
    earlier: tuple[GivenEvent, ...] = Field(
        default=(), max_length=1000, description="earlier events that the draft may link to"
    )


class Cancellation(Closed):
    """Why the draft is no longer wanted, where there is something to say."""

    reason: Words | None = Field(default=None, description="for the audit trail")


class StoredReport(Closed):
    """A report, and the id that it is kept under."""

    id: Text
    report: Report


class Asked(DraftRecord):
    """The record of a draft that was just asked for, and what it is likely to cost."""

    estimate: Estimate


class DraftPage(Closed):
    """Drafts, newest first, without their text, verdicts and history."""

    drafts: tuple[DraftRecord, ...]
    next_cursor: str | None = Field(description="null on the last page")
