"""Cutting: a false quotation or number that came back after its repair leaves the draft.

It is not lost: the draft keeps what was cut, where, and why, so that an editor can put it back.
The headline is never cut, since there is no draft without one; there the finding stands.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial

from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence
from schemas.draft import Cut
from schemas.evidence import Check, Severity, Verdict
from schemas.sections import SectionName
from schemas.statement import WrittenStatement
from schemas.walk import written_statements
from schemas.written import (
    NullReason,
    Written,
    WrittenConflict,
    WrittenEscalation,
    WrittenParagraph,
    WrittenPerspective,
)

FALSE = frozenset({Check.QUOTES, Check.NUMBERS})
"""Checks whose blockers are about what the sources plainly do not say."""
EMPTIED = "every sentence of it was cut: it quoted or counted what no source has"
Keep = Callable[[WrittenStatement], bool]


def without_falsehoods(written: Written, evidence: Evidence) -> tuple[Written, tuple[Cut, ...]]:
    """What is left without the statements that have a false quotation or number, and those."""
    cuts = tuple(_false(written, evidence))
    if not cuts:
        return written, ()
    out = {(cut.section, cut.statement) for cut in cuts}
    fields: dict[str, object] = {}
    emptied = []
    for name in {cut.section for cut in cuts}:
        left = _left(getattr(written, name.value), partial(_stays, out, name))
        fields[name.value] = left
        if left is None:
            emptied.append(NullReason(section=name, reason=EMPTIED))
    reasons = (*written.null_reasons, *emptied)
    return written.model_copy(update=fields | {"null_reasons": reasons}), cuts


def _stays(
    out: Collection[tuple[SectionName, WrittenStatement]],
    section: SectionName,
    statement: WrittenStatement,
) -> bool:
    return (section, statement) not in out


def _false(written: Written, evidence: Evidence) -> Iterator[Cut]:
    for name, statement in written_statements(written):
        if name is SectionName.HEADLINE:
            continue
        for found in check_statement(name, statement, evidence):
            blocks = found.verdict is Verdict.FAIL and found.severity is Severity.BLOCKER
            if blocks and found.check in FALSE:
                yield Cut(section=name, statement=statement, check=found.check, reason=found.reason)
                break


def _left(section: object, keep: Keep) -> object:
    """The section without what is cut; null where nothing of it is left that makes sense alone."""
    if isinstance(section, tuple):
        parts = (_left(part, keep) for part in section)
        return tuple(part for part in parts if part is not None) or None
    if isinstance(section, WrittenStatement):
        return section if keep(section) else None
    if isinstance(section, WrittenParagraph | WrittenEscalation | WrittenPerspective):
        statements = _left(section.statements, keep)
        return section.model_copy(update={"statements": statements}) if statements else None
    if isinstance(section, WrittenConflict):
        versions = tuple(version for version in section.versions if keep(version))
        return section if versions == section.versions else None
    return section if all(map(keep, _inside(section))) else None


def _inside(section: object) -> Iterator[WrittenStatement]:
    """The one statement of a scenario, or of the causes and effects."""
    for name in ("statement", "this_event"):
        inside = getattr(section, name, None)
        if isinstance(inside, WrittenStatement):
            yield inside
