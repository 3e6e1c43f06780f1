"""Repetition within a draft: the same thing told in section after section, and padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.terms import STOP_WORDS, terms
from evals.scoring.filler_words import FILLER
from evals.scoring.looked import Alone, Looked, not_scored, share, statements
from evals.scoring.score import Better, Made, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Statement

TOLD = 0.6
"""Of a statement's stems so many in one statement before it: that one has told it."""
ENOUGH = 6
"""Stems or words that a statement has, before it can be said to repeat or to pad."""
NEWS = 3
"""Words of the reports that were not told before, by which a statement has news, however plain."""
RETELLING = (
    SectionName.HEADLINE,
    SectionName.PLAIN_ENGLISH,
    SectionName.CAUSES_AND_EFFECTS,
    SectionName.CONFLICTS,
)
"""Sections whose task is to say in brief, or in plain words, what others tell."""
PROSE = (
    SectionName.BODY,
    SectionName.SYNTHESIS,
    SectionName.ROOT_CAUSES,
    SectionName.ESCALATION,
    SectionName.PERSPECTIVES,
)
"""The body and the analysis."""


@dataclass(frozen=True)
class _Told:
    section: SectionName
    statement: Statement
    stems: frozenset[str]


@dataclass(frozen=True)
class ToldAgain(Alone):
    """The share of the statements that one statement of an earlier section has mostly told."""

    name = "told-again"
    version = 1
    fears = "the core fact told three or four times: sections that add nothing to each other"
    better = Better.LOWER
    unit = Unit.SHARE
    margin = 0.04  # two of 50 statements

    def score(self, made: Made) -> Score:
        """Headline, plain English, conflicts, causes and effects apart: it is their task."""
        told = [one for one in _told(made) if one.section not in RETELLING]
        told = [one for one in told if len(one.stems) >= ENOUGH]
        looked = []
        for at, one in enumerate(told):
            before = _teller(one, told[:at])
            text = f"{before.section.value} has it: {one.statement.text}" if before else "new"
            looked.append(Looked(one.section, before is not None, text, one.statement.id))
        return share(looked, shown=True, otherwise="it has too few sentences to repeat itself")


def _told(made: Made, *names: SectionName) -> list[_Told]:
    language = made.draft.language
    return [
        _Told(section, statement, frozenset(terms(statement.text, language)))
        for section, statement in statements(made, *names)
    ]


def _teller(one: _Told, before: Sequence[_Told]) -> _Told | None:
    """The first statement of another section before it that has told most of it."""
    others = (other for other in before if other.section is not one.section)
    return next((other for other in others if _tells(other.stems, one.stems)), None)


def _tells(earlier: frozenset[str], stems: frozenset[str]) -> bool:
    return len(earlier & stems) >= TOLD * len(stems)


@dataclass(frozen=True)
class Padding(Alone):
    """The share of the statements of body and analysis that say nothing that was not said before.

    Such a statement has no word but those of statements before it and those that fit any story. It
    is none where it has news in plain words, or brings together what no statement before it did: a
    line of reasoning is made of words that were there.

    Of 17 filler sentences put into two model drafts it finds 12 and 10; of their own 100 it calls 8
    padding, and 11 of 1,010 in Wikinews reports.
    """

    name = "padding"
    version = 1
    fears = "length for its own sake: sentences that could be cut and that no reader would miss"
    better = Better.LOWER
    unit = Unit.SHARE
    margin = 0.03  # one or two of the 50 statements

    def score(self, made: Made) -> Score:
        """In languages with stop words. The words that fit any story are listed in English."""
        language = made.draft.language
        if language not in STOP_WORDS:
            return not_scored(f"there is no list of stop words for {language}")
        filler = FILLER if language == "en" else frozenset[str]()
        looked = [
            Looked(one.section, is_padding, one.statement.text, one.statement.id)
            for one, is_padding in _judged(_told(made, *PROSE), filler, made.evidence.stems)
        ]
        return share(looked, shown=True, otherwise="it has neither body nor analysis")


def _judged(
    told: Sequence[_Told], filler: frozenset[str], of_sources: frozenset[str]
) -> Iterator[tuple[_Told, bool]]:
    """Each sentence, and whether it pads what stands before it."""
    known: set[str] = set()
    for at, one in enumerate(told):
        if len(one.statement.text.split()) >= ENOUGH:
            own = one.stems - filler
            is_new = bool(own - known) or len((one.stems & of_sources) - known) >= NEWS
            yield one, not is_new and not _joins(own, told[:at])
        known |= one.stems


def _joins(own: frozenset[str], before: Sequence[_Told]) -> bool:
    """Whether so many words of meaning stand in no one statement before it."""
    return len(own) >= ENOUGH and not any(_tells(one.stems, own) for one in before)
