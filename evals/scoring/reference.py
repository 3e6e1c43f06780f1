"""Reference: how far a draft is from what people made of the same report. Few cases have one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from drafter.diffing.words import compared, words_of
from drafter.terms import terms
from evals.scoring.looked import Alone, not_scored
from evals.scoring.score import Better, Made, Note, Score, Unit
from schemas.diff import RunKind
from schemas.sections import SectionName
from schemas.walk import section_statements

NONE = "the case has no reference draft"
_SHOWN = 12
"""Missing words that a note shows."""


@dataclass(frozen=True)
class Recall(Alone):
    """The share of the reference's content stems that the same section has."""

    name = "content-recall"
    version = 1
    fears = "a section that reads well and is about something else than an editor would tell"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.03  # five of the 150 stems of a body

    def score(self, made: Made) -> Score:
        """Each stem once a section; a section that is null has none of them."""
        wanted, had = Counter[SectionName](), Counter[SectionName]()
        told = []
        for name, (text, reference) in _sections(made).items():
            stems = dict.fromkeys(terms(reference, made.draft.language))
            missing = [stem for stem in stems if stem not in {*terms(text, made.draft.language)}]
            wanted[name], had[name] = len(stems), len(stems) - len(missing)
            if missing:
                told.append(Note(section=name, text=f"Missing: {', '.join(missing[:_SHOWN])}"))
        return _over_all(had, wanted, told)


@dataclass(frozen=True)
class EditDistance(Alone):
    """The share of the words that would have to be changed to make the reference of it.

    Word by word, as the desk shows a revision; a word that takes another's place counts once. Of
    the words of the longer one, so that 0 is the reference itself, and 1 has no word of it.
    """

    name = "edit-distance"
    version = 1
    fears = "a draft that an editor writes anew, whatever its checks say"
    better = Better.LOWER
    unit = Unit.SHARE
    margin = 0.03  # of 1,000 words 30 more to type

    def score(self, made: Made) -> Score:
        """Over all the sections of the reference, and of each."""
        longer, changed = Counter[SectionName](), Counter[SectionName]()
        for name, (text, reference) in _sections(made).items():
            longer[name] = max(len(_words(text)), len(_words(reference)))
            changed[name] = min(_changed(text, reference), longer[name])
        return _over_all(changed, longer, [])


def _sections(made: Made) -> dict[SectionName, tuple[str, str]]:
    """The draft's words and the reference's, of each section that the reference has."""
    return {
        name: (
            " ".join(one.text for one in section_statements(made.draft, name)),
            " ".join(sentences),
        )
        for name, sentences in (made.case.reference or {}).items()
    }


def _over_all(
    part: Mapping[SectionName, int], whole: Mapping[SectionName, int], told: list[Note]
) -> Score:
    total = sum(whole.values())
    if not total:
        return not_scored(NONE)
    shares = {name: part[name] / whole[name] for name in whole if whole[name]}
    return Score(value=sum(part.values()) / total, sections=shares, notes=tuple(told))


def _words(text: str) -> list[str]:
    """Its words and punctuation marks."""
    return [word for word in words_of(text) if not word.isspace()]


def _changed(text: str, reference: str) -> int:
    """Words that go or come; where some go and some come at one place, the more of the two."""
    changed = 0
    for equal, runs in groupby(compared(text, reference), lambda run: run.kind is RunKind.EQUAL):
        counts = Counter[RunKind]()
        for run in runs:
            counts[run.kind] += len(_words(run.text))
        changed += 0 if equal else max(counts.values())
    return changed
