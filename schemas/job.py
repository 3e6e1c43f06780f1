"""What a draft was asked for with: the order that a job carries out."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.event import EarlierEvent
from schemas.provenance import EngineName


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


class Stage(StrEnum):
    """The stages of a draft, in order."""

    PLAN = "plan"
    COMPOSE = "compose"
    VERIFY = "verify"
    ASSEMBLE = "assemble"


class Progress(Closed):
    """A stage or one of its calls began or ended."""

    stage: Stage
    call: Text | None = Field(description="the call of the recipe, null for the whole stage")
    done: bool
    note: str | None
