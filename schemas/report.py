"""A report: a source text that came in, in numbered paragraphs and sentences."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from schemas.base import Closed, LanguageTag, Text


class Sentence(Closed):
    """One sentence of a report. Numbers run from 1 through the whole report."""

    number: int = Field(ge=1)
    text: Text


class Paragraph(Closed):
    """Sentences that stand together in the source."""

    sentences: tuple[Sentence, ...] = Field(min_length=1)


class Report(Closed):
    """A source text as the drafter reads it. What the source does not tell is null."""

    headline: Text
    publisher: Text | None
    url: Text | None
    published: date | None
    language: LanguageTag
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    content_hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the headline and the sentences, so that a copy is recognised"
    )

    @model_validator(mode="after")
    def _numbered_in_order(self) -> Self:
        numbers = [sentence.number for sentence in self.sentences()]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("sentences must be numbered 1, 2, 3, ... through the report")
        return self

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    def words(self) -> int:
        """Words of the text, the headline apart."""
        return sum(len(sentence.text.split()) for sentence in self.sentences())


class ReportLine(Closed):
    """A stored report as it is listed, without its text."""

    id: Text
    headline: Text
    publisher: Text | None
    url: Text | None
    published: date | None
    created_at: datetime
    created_by: Text
    emptied_at: datetime | None = Field(
        description="since when its text is gone, having been kept as long as the settings say"
    )
