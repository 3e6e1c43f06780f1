"""A statement: one sentence of a draft, and where it stands."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Closed, EventId, SentenceId, StatementId, Text


class Basis(StrEnum):
    """Where a statement stands.

    `reported`: the cited source sentences carry it. `background`: not in the sources, but in
    an earlier event or settled general knowledge. `inference`: the draft's own reasoning.
    """

    REPORTED = "reported"
    BACKGROUND = "background"
    INFERENCE = "inference"


class WrittenStatement(Closed):
    """A statement as an engine writes it. The evidence comes first, so that it is chosen first."""

    cites: tuple[SentenceId, ...] = Field(description="source sentences that carry the statement")
    links: tuple[EventId, ...] = Field(description="earlier events that the statement draws on")
    basis: Basis
    text: Text

    @model_validator(mode="after")
    def _reported_statement_cites(self) -> Self:
        if self.basis is Basis.REPORTED and not self.cites:
            raise ValueError("a reported statement must cite at least one source sentence")
        return self


class Statement(WrittenStatement):
    """A statement of a draft. Its id stays with it through every edit."""

    id: StatementId
    written_by: Literal["engine", "editor"]
