"""What callers send, and what they are answered where that is not a document of the schemas."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StrictBool,
    StringConstraints,
)

from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.estimate import Estimate
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import Report
from schemas.review import Answer, Approval, DraftRecord, EditorVerdict, Question, telling

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
Why = Annotated[Words, AfterValidator(telling)]
Name = Annotated[Why, StringConstraints(max_length=200)]
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
    support: bool = Field(
        default=False,
        description="ask a model whether its sources carry each statement; always so where"
        " DRAFTER_SUPPORT=model",
    )
    earlier: tuple[GivenEvent, ...] = Field(
        default=(), max_length=1000, description="earlier events that the draft may link to"
    )


class GivenVerdict(Closed):
    """Your word on a statement or section, as it stands in the revision that If-Match names."""

    verdict: EditorVerdict
    reason: Why


class GivenAnswer(Closed):
    """Your answer to one question, with what there is to say of it."""

    holds: StrictBool
    note: Words | None = None


def _in_full(said: object) -> object:
    """A bare yes or no as the answer that it stands for."""
    if isinstance(said, bool):
        return {"holds": said}
    if isinstance(said, Mapping | GivenAnswer):
        return said
    raise ValueError("answer true or false, or with an object of holds and note")


AnyAnswer = Annotated[
    GivenAnswer, BeforeValidator(_in_full, json_schema_input_type=StrictBool | GivenAnswer)
]


class GivenApproval(Closed):
    """Your answers to the five questions; a bare `true` will do for each."""

    answers: dict[Question, AnyAnswer] = Field(default={})
    responsible: Name | None = Field(
        default=None, description="who holds editorial responsibility; null: you"
    )

    def approval(self) -> Approval:
        """The same in full."""
        answers = {
            question: Answer(holds=said.holds, note=said.note)
            for question, said in self.answers.items()
        }
        return Approval(answers=answers, responsible=self.responsible)


class Rejection(Closed):
    """Why the draft is turned down."""

    reason: Why


class Cancellation(Closed):
    """Why the draft is no longer wanted, where there is something to say."""

    reason: Words | None = Field(default=None, description="for the audit trail")


class Hold(Closed):
    """Why the draft is put aside, so that others know when it may go on."""

    reason: Why


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


class Health(Closed):
    """The process answers."""

    status: Text
    version: Text
