"""Open findings, as an editor reads them: what blocks approval first."""

from drafter.exports import labels
from drafter.exports.marks import Marking, clean, kept
from drafter.exports.view import Problem
from schemas.draft import Draft
from schemas.evidence import Finding, Severity, Verdict

_ORDER = tuple(Severity)


def problems_of(draft: Draft, marking: Marking) -> tuple[tuple[Finding, Problem], ...]:
    """Every finding that failed or could not be checked, by how much it matters, and as shown."""
    texts = {statement.id: statement.text for _, statement in draft.statements()}
    found = [finding for finding in draft.findings if finding.verdict is not Verdict.PASS]
    found.sort(key=lambda f: (not f.stops, _ORDER.index(f.severity)))  # stable: reading order
    return tuple((one, _problem(one, texts, draft.language, marking)) for one in found)


def _problem(finding: Finding, texts: dict[str, str], language: str, marking: Marking) -> Problem:
    about = finding.statement
    before, pointed, after = _parted(finding, texts[about]) if about else ("", "", "")
    return Problem(
        severity=labels.SEVERITIES[finding.severity],
        blocks=finding.stops,
        section=labels.title(finding.section, language),
        verdict=f"{finding.check.value} {labels.VERDICTS[finding.verdict]}",
        reason=labels.readable(clean(finding.reason), several=marking.several),
        anchor=marking.anchors[about] if about else None,
        before=before,
        pointed=pointed,
        after=after,
    )


def _parted(finding: Finding, text: str) -> tuple[str, str, str]:
    """The statement before, in and after the span; offsets are those of the raw text."""
    span = finding.span
    if span is None or not text[span.start : span.end].strip():
        return clean(text), "", ""
    parts = (text[: span.start], text[span.start : span.end], text[span.end :])
    before, pointed, after = (kept(part) for part in parts)
    return before.lstrip(), pointed, after.rstrip()
