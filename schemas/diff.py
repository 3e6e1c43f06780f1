"""What differs between two revisions of a draft: word by word, statement by statement."""

from enum import StrEnum

from pydantic import Field, JsonValue

from schemas.base import Closed, EventId, SentenceId, StatementId, Text
from schemas.review import RevisionLine
from schemas.sections import SectionName
from schemas.statement import Basis


class RunKind(StrEnum):
    """Whose text a run is: that of both sides, of the new one alone, or of the old one alone."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Run(Closed):
    """Some text, white space included.

    `equal` and `insert` joined are the new text to the letter, `equal` and `delete` the old one.
    """

    kind: RunKind
    text: str = Field(min_length=1)


class SectionChange(StrEnum):
    """What became of a section. `added`: it was null before; `cut`: it is null now."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    ADDED = "added"
    CUT = "cut"


class StatementChange(StrEnum):
    """What became of a statement; `edited`, `grounded` and `moved` can come together.

    `edited`: other words. `grounded`: another basis, or other cites or links. `moved`: in another
    section, paragraph or entry, or past a statement that it stood behind.
    """

    ADDED = "added"
    CUT = "cut"
    EDITED = "edited"
    GROUNDED = "grounded"
    MOVED = "moved"


class PlacedStatement(Closed):
    """A statement as one of the two revisions has it, and where: `/body/0/statements/2`."""

    section: SectionName
    pointer: Text = Field(description="JSON pointer to it in that revision")
    text: Text
    basis: Basis
    cites: tuple[SentenceId, ...]
    links: tuple[EventId, ...]


class StatementDiff(Closed):
    """One statement on both sides. It stands in the section where it is now, or was last."""

    id: StatementId
    changes: tuple[StatementChange, ...] = Field(description="none where it is as it was")
    before: PlacedStatement | None = Field(description="null where it is added")
    after: PlacedStatement | None = Field(description="null where it is cut")
    runs: tuple[Run, ...] = Field(min_length=1, description="its text, word by word")
    by: tuple[int, ...] = Field(
        description="the revisions, among those of the diff, in which it changed"
    )


class LabelDiff(Closed):
    """A value beside the statements: a scenario's kind, an actor, the reason why one is null.

    `before` or `after` is null where the value, or the entry that it stood in, is not there.
    """

    label: Text = Field(description="its field, such as `horizon`")
    statement: StatementId | None = Field(
        description="a statement of its entry; null: it is the section's, or the draft's"
    )
    before: JsonValue
    after: JsonValue
    by: tuple[int, ...] = Field(
        description="the revisions, among those of the diff, in which it changed"
    )


class SectionDiff(Closed):
    """One section on both sides, its statements in the order in which they are read now.

    A statement that was cut stands behind the one that it stood behind.
    """

    section: SectionName
    change: SectionChange
    labels: tuple[LabelDiff, ...]
    statements: tuple[StatementDiff, ...]


class DraftDiff(Closed):
    """What differs between two revisions. What is as it was is left out, unless asked for."""

    draft_id: Text
    from_revision: int = Field(ge=1)
    to_revision: int = Field(ge=1)
    revisions: tuple[RevisionLine, ...] = Field(
        description="those after the older of the two, up to the newer: whose the changes are"
    )
    labels: tuple[LabelDiff, ...] = Field(description="of the draft: category and status")
    sections: tuple[SectionDiff, ...]
