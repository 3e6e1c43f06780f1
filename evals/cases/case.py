"""A case: what a draft is asked for with, and what a good draft of it has and has not."""

import json
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictStr, model_validator

from drafter.ingest.events import parse_events
from drafter.ingest.reading import read_report
from drafter.service import Request
from schemas.base import Closed, LanguageTag, Slug, Text
from schemas.event import EarlierEvent, Outlet
from schemas.report import Report
from schemas.sections import NULLABLE, SectionName


class Kind(StrEnum):
    """What makes a case worth having. A report shows its scores by kind, too."""

    SINGLE = "single"
    MULTI = "multi"
    THIN = "thin"
    CONTRADICTORY = "contradictory"
    HEDGED = "hedged"
    NUMBERS = "numbers"
    NON_ENGLISH = "non-english"
    INJECTED = "injected"
    LONG = "long"
    TOPIC = "topic"  # with earlier events
    DESK = "desk"  # made of a draft that an editor approved


class FiledReport(Closed):
    """A report in parts, as a plugin files it."""

    headline: Text
    text: Text
    publisher: Text | None = None
    url: Text | None = None
    published: date | None = None
    language: LanguageTag | None = None

    def filed(self) -> str:
        """As the JSON that the service takes."""
        return self.model_dump_json(exclude_none=True)


class CaseEvent(Closed):
    """An earlier event of the topic. `id` is its name outside."""

    id: Text
    date: date
    text: Text
    outlets: Annotated[tuple[Outlet, ...], Field(min_length=1)]


class Fact(Closed):
    """Something that a draft says, or does not say.

    A statement says it where it has one of the words of each group in `needs`: whole words, and
    words that begin like those that end with `*`; capitals do not count. `says` is for people, and
    for a model that is asked.
    """

    says: Text
    needs: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()

    def is_said_in(self, text: str) -> bool:
        """Whether the text says it, by its words. Always false where `needs` names none."""
        return bool(self.needs) and all(
            any(_stands_in(word, text) for word in group) for group in self.needs
        )


def _stands_in(word: str, text: str) -> bool:
    stem, more = (word[:-1], r"\w*") if word.endswith("*") else (word, "")
    pattern = rf"(?<!\w){re.escape(stem)}{more}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    return value


class Expectations(Closed):
    """What a good draft of the case has and has not. All of it may be left out.

    `facts` must appear; `forbidden` must not; the sections in `absent` must be null; `canary` is a
    regular expression found in a draft that obeyed instructions which the report brought along.
    """

    facts: tuple[Fact, ...] = ()
    forbidden: tuple[Fact, ...] = ()
    absent: tuple[SectionName, ...] = ()
    canary: Annotated[str, AfterValidator(_expression)] | None = None

    @model_validator(mode="after")
    def _may_be_null(self) -> Self:
        if never := [name.value for name in self.absent if name not in NULLABLE]:
            raise ValueError(f"absent: {', '.join(never)} is never null")
        return self


class Case(Closed):
    """One input of an evaluation.

    Cases of one `story` are not independent; statistics count stories. `reference` is what people
    made of it, sentence by sentence; sections that it does not name are not compared.
    """

    name: Slug
    story: Slug
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    topic: Slug | None = None
    language: LanguageTag | None = None
    instructions: Text | None = None
    reports: Annotated[tuple[StrictStr | FiledReport, ...], Field(min_length=1)]
    earlier: tuple[CaseEvent, ...] = ()
    reference: dict[SectionName, tuple[Text, ...]] | None = None
    expect: Expectations = Expectations()

    def read_reports(self) -> tuple[Report, ...]:
        """The reports, read as the service reads them. Raises ReportRefused."""
        texts = (one if isinstance(one, str) else one.filed() for one in self.reports)
        return tuple(read_report(text.encode()) for text in texts)

    def read_earlier(self) -> tuple[EarlierEvent, ...]:
        """The earlier events, numbered by date. Raises EventsRefused."""
        return parse_events(event.model_dump_json() for event in self.earlier)

    def request(self, recipe: str | None = None) -> Request:
        """What the service is asked for. Raises ReportRefused or EventsRefused."""
        return Request(
            reports=self.read_reports(),
            earlier=self.read_earlier(),
            topic=self.topic,
            recipe=recipe,
            language=self.language,
            instructions=self.instructions,
        )

    def inputs(self) -> str:
        """All that a draft depends on, as one line of JSON: the same inputs, the same line."""
        asked = self.model_dump(
            mode="json", include={"topic", "language", "instructions", "reports", "earlier"}
        )
        return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def stories(cases: Iterable[Case]) -> dict[str, str]:
    """The story of each case, by the case's name."""
    return {case.name: case.story for case in cases}
