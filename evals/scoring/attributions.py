"""Attributions: whether what a source has on somebody's word stays on somebody's word.

The check of attribution looks for statements told outright that a source doubts, and leaves the
rest in peace: a gate must not cry wolf. A scorer may count more, since both variants are counted
alike: every fact that a source gives on somebody's word, and whether the statement names one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.verify.guarded import BODIES
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.speech import SAYING, STANCE
from evals.scoring.looked import Alone, Looked, not_scored, share, statements
from evals.scoring.score import Better, Made, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Basis, Statement

LEAST = 3
"""Stems that a statement and what is said have in common, before the one tells the other."""
MOSTLY = 0.6
"""And so many of the stems of either."""

_DOCUMENTS = frozenset(
    {"agreement", "bill", "charter", "constitution", "contract", "deal", "law", "rules", "treaty"}
)
"""What these say is so: nobody's word is needed for it."""
_TELLS = re.compile(
    rf"{SAYING.pattern}|{STANCE.pattern}"
    r"|\b(?:show(?:s|ed)|found|finds|report(?:s|ed)|puts?|estimate[sd]?|recommend(?:s|ed))\b"
    r"|\ba (?:study|survey|poll)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Kept(Alone):
    """The share of the statements that tell what a source has on somebody's word and say so."""

    name = "attribution-kept"
    version = 1
    fears = "claims told as facts: who says so is dropped on the way from the report to the draft"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.05  # one in 20 such statements, which two drafts have

    def score(self, made: Made) -> Score:
        """Of reported statements, in English alone; headlines and subheads have no room for it."""
        if made.draft.language not in ENGLISH:
            return not_scored(f"no attribution is read in {made.draft.language}")
        looked = [
            Looked(
                section,
                _names_a_speaker(said, cited),
                f"Told outright: {said.text}",
                statement.id,
            )
            for section, statement, said in _sentences(made)
            if _is_on_a_word(said, cited := tuple(made.evidence.passages(statement.cites)))
        ]
        return share(looked, shown=False, otherwise="it tells nothing that stands on a word")


def _sentences(made: Made) -> Iterator[tuple[SectionName, Statement, Passage]]:
    for section, statement in statements(made):
        is_sentence = statement.text.rstrip("”’\"')")[-1:] in (".", "!", "…")
        in_prose = is_sentence and section is not SectionName.HEADLINE
        if in_prose and statement.basis is Basis.REPORTED:
            yield section, statement, Passage("", statement.text, made.draft.language)


def _is_on_a_word(said: Passage, cited: Sequence[Passage]) -> bool:
    """Whether a cited sentence has it on somebody's word, and no cited one tells it outright."""
    stems = frozenset(said.stems)
    if not any(_is_told(stems, under) for passage in cited for under in _under(passage)):
        return False
    outright = [passage.open_stems for passage in cited if not _takes_a_stand(passage)]
    return not any(len(stems & told) >= MOSTLY * len(stems) for told in outright)


def _is_told(stems: frozenset[str], under: frozenset[str]) -> bool:
    """Whether most of the statement stands there, or most of what stands there in the statement."""
    shared = len(stems & under)
    return shared >= LEAST and shared >= MOSTLY * min(len(stems), len(under))


def _under(passage: Passage) -> Iterator[frozenset[str]]:
    """What is told on somebody's word: under a guard, or all where somebody takes a stand."""
    yield from (guard.stems for guard in passage.guards if guard.speaker not in _DOCUMENTS)
    if _takes_a_stand(passage):
        yield frozenset(passage.stems)


def _takes_a_stand(passage: Passage) -> bool:
    """Whether it is about what somebody says or thinks: "she warned that", "the island wants"."""
    return bool(passage.voices) or STANCE.search(passage.plain) is not None


def _names_a_speaker(said: Passage, cited: Sequence[Passage]) -> bool:
    """Whether anybody says, wants, fears or shows it, by whatever verb where a body speaks.

    "The island wants" has no name to be read, "the office counts" no verb of speech.
    """
    if said.guards or said.voices or _TELLS.search(said.plain):
        return True
    speakers = {guard.speaker for passage in cited for guard in passage.guards if guard.speaker}
    return any(speaker in BODIES and speaker in said.tokens for speaker in speakers)
