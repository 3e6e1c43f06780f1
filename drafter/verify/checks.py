"""verify: every statement against its evidence. Pure functions; what passes is not listed.

Each check is a module of its own, whose docstring names the mistake that it fears.
"""

from collections.abc import Callable, Iterator

from drafter.verify import (
    attribution,
    basis,
    citations,
    coverage,
    dates,
    form,
    languages,
    limits,
    markup,
    names,
    numbers,
    own_words,
    quotes,
    repeats,
    roles,
    scenario,
    wording,
)
from drafter.verify.claim import Claim
from drafter.verify.evidence import Evidence
from drafter.verify.found import Found
from schemas.evidence import Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import WrittenStatement
from schemas.walk import statements_of

StatementCheck = Callable[[Claim], Iterator[Found]]
DraftCheck = Callable[[Sections, Evidence, Limits, str], Iterator[Finding]]

STATEMENT_CHECKS: tuple[StatementCheck, ...] = (
    citations.check,
    quotes.check,
    numbers.check,
    dates.check,
    names.check,
    roles.check,
    attribution.check,
    basis.check,
    markup.check,
    form.check,
)
"""What is asked of each statement alone."""

DRAFT_CHECKS: tuple[DraftCheck, ...] = (
    languages.check_draft,
    names.check_draft,
    basis.check_draft,
    scenario.check_draft,
    markup.check_draft,
    own_words.check_draft,
    limits.check_draft,
    citations.check_draft,
    coverage.check_draft,
    wording.check_draft,
    repeats.check_draft,
)
"""What can only be asked of a draft as a whole."""


PARTS = tuple(WrittenStatement.model_fields)
"""What these checks look at in a statement: all but its id, and who wrote it."""


def verify(
    sections: Sections, evidence: Evidence, limits: Limits, language: str
) -> tuple[Finding, ...]:
    """Everything that failed or could not be checked, in reading order, then on whole sections."""
    places: dict[str | None, int] = {}
    findings: list[Finding] = []
    for place, (name, statement) in enumerate(statements_of(sections)):
        places[statement.id] = place
        found = check_statement(name, statement, evidence, language=language)
        findings += [one.of(name, statement.id) for one in found]
    for check in DRAFT_CHECKS:
        findings += check(sections, evidence, limits, language)
    return tuple(sorted(findings, key=lambda one: places.get(one.statement, len(places))))


def check_statement(
    section: SectionName,
    statement: WrittenStatement,
    evidence: Evidence,
    *,
    language: str | None = None,
) -> tuple[Found, ...]:
    """What the checks find in one statement of that language, or of the evidence's."""
    spoken = language or evidence.language
    looked_at = (section, spoken, *(getattr(statement, part) for part in PARTS))
    if looked_at not in evidence.judged:
        claim = Claim(section, statement, evidence, spoken)
        found = (one for check in STATEMENT_CHECKS for one in check(claim))
        evidence.judged[looked_at] = tuple(found)
    return evidence.judged[looked_at]
