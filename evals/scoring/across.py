"""Repetition across drafts: openers and closers that a writer uses whatever the story is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.terms import tokens
from evals.scoring.looked import Looked, not_scored, share, statements
from evals.scoring.score import Better, Made, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Statement

WORDS = 3
"""Words that make an opener or a closer."""
SENTENCE = 6
"""Words from which a statement is more than a label."""
FEWEST, SHARE = 3, 0.1
"""In so many stories, and such a share of all, an opener is a habit."""

End = tuple[str, ...]
Placed = tuple[SectionName, Statement]


@dataclass(frozen=True)
class Templated:
    """The share of a draft's sentences that begin, or end, as those of other stories do.

    Three words are a template where sentences of at least three stories, and of a tenth of all,
    have them, and of more stories than their reports do: by chance a writer is no more alike than
    the reports are. It needs the drafts of all cases of a variant.
    """

    name: str
    fears: str
    closes: bool
    version: int = 1
    better: Better = Better.LOWER
    unit: Unit = Unit.SHARE
    margin: float = 0.03  # two of the 60 sentences of a draft

    def scores(self, made: Sequence[Made]) -> list[Score]:
        """One score for each of the drafts, in their order."""
        stories = {one.case.story for one in made}
        if len(stories) < FEWEST:
            return [not_scored(f"it takes drafts of {FEWEST} stories to see a habit")] * len(made)
        templates = self._templates(made, max(FEWEST, SHARE * len(stories)))
        return [self._score(one, templates) for one in made]

    def _templates(self, made: Sequence[Made], least: float) -> frozenset[End]:
        written = _stories_by_end(
            (one.case.story, self._end(statement.text))
            for one in made
            for _, statement in _sentences(one)
        )
        filed = _stories_by_end(
            (one.case.story, self._end(passage.text))
            for one in made
            for passage in one.evidence.sentences.values()
        )
        return frozenset(
            end
            for end, stories in written.items()
            if len(stories) >= least and len(stories) > len(filed.get(end, ()))
        )

    def _score(self, made: Made, templates: frozenset[End]) -> Score:
        looked = [
            Looked(section, self._end(statement.text) in templates, statement.text, statement.id)
            for section, statement in _sentences(made)
        ]
        return share(looked, shown=True, otherwise="it has no sentences")

    def _end(self, text: str) -> End:
        """The three words at which is looked."""
        words = tokens(text)
        return tuple(words[-WORDS:] if self.closes else words[:WORDS])


OPENERS = Templated(
    "openers-shared",
    "the same sentence openings in every draft: a reader of two knows the third",
    closes=False,
)
CLOSERS = Templated(
    "closers-shared",
    "the same sentence endings in every draft, such as a last line that fits any story",
    closes=True,
)


def _sentences(made: Made) -> list[Placed]:
    return [placed for placed in statements(made) if len(placed[1].text.split()) >= SENTENCE]


def _stories_by_end(ends: Iterable[tuple[str, End]]) -> Mapping[End, set[str]]:
    """The stories in which each stands."""
    found: defaultdict[End, set[str]] = defaultdict(set)
    for story, end in ends:
        found[end].add(story)
    return found
