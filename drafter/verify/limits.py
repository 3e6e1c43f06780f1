"""limits: fears a section that is longer than the recipe allows, thin, or hard to read."""

from collections.abc import Iterator

from drafter.readability import grade
from drafter.verify.evidence import Evidence
from drafter.verify.found import note, warning
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.walk import overruns, section_statements, words


def check_draft(
    sections: Sections, _evidence: Evidence, limits: Limits, language: str
) -> Iterator[Finding]:
    """Sections that are longer than the recipe allows, or fall short of it."""
    for run in overruns(sections, limits):
        yield warning(Check.LIMITS, f"{run}.").of(run.section)
    yield from _shortfalls(sections, limits)
    plain = [s.text for s in section_statements(sections, SectionName.PLAIN_ENGLISH)]
    # The grade is a formula for English; of other languages nothing is said.
    if language == "en" and (level := grade(plain)) > limits.plain_english_grade:
        reason = f"Reads at grade {level:.1f}; {limits.plain_english_grade:g} is the limit."
        yield warning(Check.LIMITS, reason).of(SectionName.PLAIN_ENGLISH)


def _shortfalls(sections: Sections, limits: Limits) -> Iterator[Finding]:
    body = [s for paragraph in sections.body or () for s in paragraph.statements]
    if body and words(*body) < limits.body_words_least:
        reason = f"The body has {words(*body)} words, {limits.body_words_least} are aimed at."
        yield note(Check.LIMITS, reason).of(SectionName.BODY)
    if sections.scenarios and len(sections.scenarios) < limits.scenarios_least:
        reason = f"{limits.scenarios_least} scenarios are aimed at; the sources gave fewer."
        yield note(Check.LIMITS, reason).of(SectionName.SCENARIOS)
