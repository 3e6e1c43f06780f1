"""From the desk: how much of what engines wrote was kept, changed or cut by editors."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Closed, Text
from schemas.provenance import EngineName
from schemas.sections import SectionName

Share = Annotated[float, Field(ge=0, le=1)] | None
"""From 0 to 1; null where there is nothing to take a share of."""


class Period(StrEnum):
    """The stretch of time that drafts are put together by; `none` is all of it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    NONE = "none"


class Edits(Closed):
    """What became of what the engine wrote. `written` is `kept`, `changed` and `cut` together.

    `kept_share` is of the statements. Its 95 % interval takes each draft as one observation, since
    what one editor does to one draft goes together (ratio estimate, Cochran 1977, with Student's
    t); it is null under five drafts, and where none differs from another.

    Words are compared statement by statement: `words_kept_share` is of the words that the engine
    wrote, `similarity` is twice the kept words over the words of both sides.
    """

    drafts: int = Field(ge=0, description="in which the engine or an editor wrote any of it")
    rewritten: int = Field(ge=0, description="times that it was written anew at a person's wish")
    written: int = Field(ge=0, description="statements that the engine wrote last")
    kept: int = Field(ge=0, description="of these, approved to the letter")
    changed: int = Field(ge=0, description="of these, approved with other words")
    cut: int = Field(ge=0, description="of these, not in the approved draft")
    added: int = Field(ge=0, description="statements that editors wrote beside these")
    kept_share: Share
    kept_low: Share
    kept_high: Share
    words_written: int = Field(ge=0, description="by the engine")
    words_kept: int = Field(ge=0, description="of these, in the approved statement too")
    words_approved: int = Field(ge=0, description="in the approved draft, added ones too")
    words_kept_share: Share
    similarity: Share


class SectionEdits(Edits):
    """The same of one section. A statement counts where the engine wrote it."""

    section: SectionName


class EditGroup(Closed):
    """Drafts of one recipe, one model and one period together."""

    recipe: Text
    recipe_version: int = Field(ge=1)
    engine: EngineName
    model: Text | None = Field(description="null: the extractive engine")
    start: date | None = Field(description="first day (UTC) of the period; null: of all time")
    untouched: int = Field(ge=0, description="drafts approved as the engine wrote them")
    whole: Edits = Field(description="all sections together")
    sections: tuple[SectionEdits, ...] = Field(description="those that any draft has")


class DeskStatistics(Closed):
    """What editors did to the drafts that were approved, the newest period first.

    `complete` is false where more drafts fit than are looked at in one answer: the newest were,
    back to `oldest`. Ask again with that as `until` for those before.
    """

    period: Period
    groups: tuple[EditGroup, ...]
    drafts: int = Field(ge=0, description="how many were looked at")
    oldest: datetime | None = Field(description="when the oldest of them was approved")
    complete: bool
