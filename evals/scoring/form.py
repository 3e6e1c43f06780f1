"""Form: how hard the draft is to read, how long its sections are, and which of them are filled."""

from dataclasses import dataclass

from drafter.readability import grade
from evals.scoring.looked import Alone, Looked, not_scored, share
from evals.scoring.score import Better, Made, Score, Unit
from schemas.limits import Limits
from schemas.sections import NULLABLE, SectionName
from schemas.walk import overruns, section_statements, words

NATURAL = (12, 28)
"""Words of a sentence in natural news prose: readers of three blind comparisons missed them."""
_LIMITED = tuple(
    name
    for name in SectionName
    if name not in (SectionName.CAUSES_AND_EFFECTS, SectionName.CONFLICTS)
)
"""The sections for which there is a limit."""


@dataclass(frozen=True)
class ReadingGrade(Alone):
    """The Flesch-Kincaid grade of the section in plain English; English alone has the formula."""

    name = "reading-grade"
    version = 1
    fears = "plain English that is not plain"
    better = Better.LOWER
    unit = Unit.GRADE
    margin = 1.0  # a school year

    def score(self, made: Made) -> Score:
        """School years that a reader needs."""
        plain = section_statements(made.draft, SectionName.PLAIN_ENGLISH)
        if not plain:
            return not_scored("it has no section in plain English")
        if made.draft.language != "en":
            return not_scored(f"there is no reading grade for {made.draft.language}")
        return Score(value=grade([statement.text for statement in plain]))


@dataclass(frozen=True)
class LimitsKept(Alone):
    """The share of its sections that are within the limits that recipes have by default."""

    name = "limits-kept"
    version = 1
    fears = "sections that run on: what is too long for its place is cut by somebody in a hurry"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.05  # one section too long in every second draft

    def score(self, made: Made) -> Score:
        """The same limits for every variant, whatever its own recipe allows."""
        long = {run.section: str(run) for run in overruns(made.draft, Limits())}
        looked = [
            Looked(name, name not in long, long.get(name, "within its limit"))
            for name in _LIMITED
            if section_statements(made.draft, name)
        ]
        return share(looked, shown=False, otherwise="it has no sections")


@dataclass(frozen=True)
class Words(Alone):
    """How many words the draft has."""

    name = "words"
    version = 1
    fears = "a gain that is nothing but length, or a saving that is nothing but loss"
    better = Better.NEITHER
    unit = Unit.WORDS
    margin = 100.0  # of about 1,000

    def score(self, made: Made) -> Score:
        """All statements, subheads and labels included."""
        of_sections = {
            name: float(words(*section_statements(made.draft, name)))
            for name in SectionName
            if section_statements(made.draft, name)
        }
        return Score(value=sum(of_sections.values()), sections=of_sections)


@dataclass(frozen=True)
class SectionsFilled(Alone):
    """The share of the sections that are not null."""

    name = "sections-filled"
    version = 1
    fears = "scores that are good since the hard sections are left out"
    better = Better.NEITHER
    unit = Unit.SHARE
    margin = 0.1  # one section of twelve

    def score(self, made: Made) -> Score:
        """Of the twelve that may be null. The notes have the reasons of those that are."""
        looked = [
            Looked(
                name,
                getattr(made.draft, name.value) is not None,
                made.draft.null_reasons.get(name, "filled"),
            )
            for name in NULLABLE
        ]
        return share(looked, shown=False, otherwise="it has no sections")


@dataclass(frozen=True)
class NaturalSentences(Alone):
    """The share of the body's sentences that are neither clipped nor endless."""

    name = "sentences-natural"
    version = 1
    fears = "staccato prose, one thought to a sentence, or sentences that no one can say aloud"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.1  # two of the 20 sentences of a body

    def score(self, made: Made) -> Score:
        """Sentences of 12 to 28 words; subheads are none."""
        least, most = NATURAL
        looked = [
            Looked(
                SectionName.BODY,
                least <= words(statement) <= most,
                f"{words(statement)} words: {statement.text}",
                statement.id,
            )
            for paragraph in made.draft.body or ()
            for statement in paragraph.statements
        ]
        return share(looked, shown=False, otherwise="it has no body")
