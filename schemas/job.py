"""What a draft was asked for with: the order that a job carries out."""

from collections.abc import Callable
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.event import EarlierEvent
from schemas.provenance import EngineName
from schemas.sections import SectionName
from schemas.statement import WrittenStatement
from schemas.written import Written


class Priority(StrEnum):
    """How soon a draft is wanted."""

    BREAKING = "breaking"
    NORMAL = "normal"
    BACKFILL = "backfill"


class Order(Closed):
    """Everything that a draft is made from, but the reports' text, which has its own rows."""

    reports: tuple[Text, ...] = Field(min_length=1, description="ids of stored reports")
    earlier: tuple[EarlierEvent, ...]
    topic: Slug | None
    engine: EngineName
    model: Text | None
    recipe: Text
    language: LanguageTag | None = Field(description="null: the language of the first report")
    instructions: Text | None = Field(description="what the editor asks of this draft in words")
    priority: Priority
    support: bool = Field(
        default=False, description="a model is asked whether its sources carry each statement"
    )
    desk: Slug | None = Field(default=None, description="the desk whose queue it belongs to")


class Stage(StrEnum):
    """The stages of a draft, in order."""

    PLAN = "plan"
    COMPOSE = "compose"
    VERIFY = "verify"
    ASSEMBLE = "assemble"


class Progress(Closed):
    """A stage or one of its calls began or ended, or a part of a draft was written.

    `statement` is the next complete statement of a section that is still being written;
    `written` is a whole section, complete and valid against its schema, before the checks.
    """

    stage: Stage
    call: Text | None = Field(description="the call of the recipe, null for the whole stage")
    done: bool
    note: str | None
    section: SectionName | None = None
    statement: WrittenStatement | None = None
    written: Written | None = None


Listen = Callable[[Progress], None]
"""Hears how far a draft is."""
