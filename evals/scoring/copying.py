"""Copying: how much of a draft is its sources' own wording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.terms import UNSPACED, tokens
from drafter.verify.quotations import unquoted
from evals.scoring.looked import Alone, not_scored, notes, statements
from evals.scoring.score import Better, Made, Note, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Statement

RUN = 6
"""So many words in a row are counted. The check of wording, which accuses, takes eight."""
_QUOTED = "\0"
"""Stands for a quotation: a word that no source has."""


@dataclass(frozen=True)
class Copied(Alone):
    """The share of the draft's words that stand in runs of six or more which a source has.

    Words between quotation marks are not counted, neither here nor there. The best drafts of three
    blind comparisons had 0.01 to 0.02, a plain request 0.07 to 0.12.
    """

    name = "copied"
    version = 1
    fears = "a draft that is the wire's text in another order, which is a legal matter, too"
    better = Better.LOWER
    unit = Unit.SHARE
    margin = 0.02  # a sentence more of the 50 that a draft has

    def score(self, made: Made) -> Score:
        """Over all statements, and of each section."""
        if UNSPACED.search(made.draft.headline.text):
            return not_scored("its script has no spaces between words")
        runs = {run for passage in made.evidence.shown for run in _runs(tokens(passage.text))}
        copied: dict[SectionName, int] = {}
        written: dict[SectionName, int] = {}
        told = []
        for section, statement in statements(made):
            words = _own_words(statement)
            shared = sum(_shared(words, runs))
            written[section] = written.get(section, 0) + sum(word != _QUOTED for word in words)
            copied[section] = copied.get(section, 0) + shared
            if shared:
                text = f"{shared} words are a source's: {statement.text}"
                told.append(Note(section=section, statement=statement.id, text=text))
        if not sum(written.values()):
            return not_scored("it has no words of its own")
        return Score(
            value=sum(copied.values()) / sum(written.values()),
            sections={name: copied[name] / count for name, count in written.items() if count},
            notes=notes(told),
        )


def _own_words(statement: Statement) -> list[str]:
    """Its words, each quotation as one word that is no source's."""
    plain = unquoted(statement.text)
    parts = [tokens(part) for part in plain.split("·")]
    return [word for part in parts for word in ([*part] or [_QUOTED])]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def _shared(words: Sequence[str], runs: set[tuple[str, ...]]) -> list[bool]:
    """Of each word whether it stands in a run of the sources."""
    shared = [False] * len(words)
    for at, run in enumerate(_runs(words)):
        if run in runs:
            shared[at : at + RUN] = [True] * RUN
    return shared
