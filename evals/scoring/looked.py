"""What all scorers without a model share: a look at each part of a draft, and shares of it."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.scoring.score import Made, Note, Score
from schemas.sections import SectionName
from schemas.statement import Statement
from schemas.walk import statements_of

MOST_NOTES = 12
"""Notes of a score: a reader of the report looks at a few, and a log keeps every score."""


class Alone(ABC):
    """Scores each draft by itself, whatever the others are."""

    def scores(self, made: Sequence[Made]) -> list[Score]:
        """One score for each of the drafts, in their order."""
        return [self.score(one) for one in made]

    @abstractmethod
    def score(self, made: Made) -> Score:
        """The scorer's word on one draft."""


@dataclass(frozen=True)
class Looked:
    """A part of a draft, and whether it is what a share counts. `text` is what a reader sees."""

    section: SectionName | None
    counts: bool
    text: str
    statement: str | None = None

    def note(self) -> Note:
        """The same for the reader of a report."""
        return Note(section=self.section, statement=self.statement, text=self.text)


def share(looked: Sequence[Looked], *, shown: bool, otherwise: str) -> Score:
    """The share of the parts that count, 0 to 1, over all and by section.

    The notes tell of those whose `counts` is `shown`. Without parts it could not score:
    `otherwise` says why.
    """
    if not looked:
        return not_scored(otherwise)
    all_parts, hits = Counter[SectionName](), Counter[SectionName]()
    for one in looked:
        if one.section is not None:
            all_parts[one.section] += 1
            hits[one.section] += one.counts
    return Score(
        value=sum(one.counts for one in looked) / len(looked),
        sections={name: hits[name] / all_parts[name] for name in SectionName if all_parts[name]},
        notes=notes(one.note() for one in looked if one.counts is shown),
    )


def not_scored(why: str) -> Score:
    """A score without a value, and why."""
    return Score(value=None, why=why)


def notes(found: Iterable[Note]) -> tuple[Note, ...]:
    """The first of them, as many as are kept."""
    return tuple(note for note, _ in zip(found, range(MOST_NOTES), strict=False))


def statements(made: Made, *names: SectionName) -> list[tuple[SectionName, Statement]]:
    """The draft's statements with their sections, in reading order; of these sections, if any."""
    return [placed for placed in statements_of(made.draft) if not names or placed[0] in names]
