"""What the checks cannot do in a language is said, once for the draft, and not with each statement.

Such a finding stands with the headline, the one section that is never null, and is about no
statement: the person who answers it has read the draft as a whole. A sentence that is a source's
own, word for word, needs no such check, so that of an extract nothing is said.
"""

from collections.abc import Iterator, Sequence

from drafter.verify.catalogue import CATALOGUE, About
from drafter.verify.evidence import Evidence
from drafter.verify.found import unchecked
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Basis, Statement
from schemas.walk import statements_of

NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "ar": "Arabic"}
_HELD_AGAINST_SOURCES = (Check.ATTRIBUTION, Check.BASIS)
"""Checks that compare words, and so need the source in a language of theirs as well."""

Placed = tuple[SectionName, Statement]


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """One finding a check that could not be made, or not in full, in the draft's language."""
    sources = {passage.text for passage in evidence.shown}
    own = [(name, one) for name, one in statements_of(sections) if one.text not in sources]
    for check, about in CATALOGUE.items():
        asked = [placed for placed in own if _is_asked(check, *placed)]
        if reason := _left_out(check, about, asked, evidence, language):
            yield unchecked(check, reason).of(SectionName.HEADLINE)


def _is_asked(check: Check, section: SectionName, statement: Statement) -> bool:
    """Whether the check would say anything of such a statement in English."""
    if check is Check.SCENARIO:
        return section is SectionName.SCENARIOS
    return check is not Check.ATTRIBUTION or statement.basis is Basis.REPORTED


def _left_out(
    check: Check, about: About, asked: Sequence[Placed], evidence: Evidence, language: str
) -> str:
    """What is not checked, and in which language; nothing where all of it is."""
    if not asked:
        return ""
    if not about.holds_in(language):
        return f"Not checked in {_name(language)}: {about.elsewhere}. Please verify the whole."
    if check not in _HELD_AGAINST_SOURCES:
        return ""
    cited = {name for _, statement in asked for name in statement.cites}
    spoken = {passage.language for passage in evidence.passages(sorted(cited))}
    if foreign := sorted(_name(one) for one in spoken if not about.holds_in(one)):
        listed = " and ".join(foreign)
        return f"Not checked against sources in {listed}: {about.elsewhere}. Please verify them."
    return ""


def _name(language: str) -> str:
    return NAMES.get(language, f"this language ({language})")
