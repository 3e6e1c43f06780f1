"""What a check found, before it is tied to the id of a statement."""

from dataclasses import dataclass

from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.sections import SectionName


@dataclass(frozen=True)
class Found:
    """One check's word on one statement. `proposed` are sentences that would carry it better."""

    check: Check
    verdict: Verdict
    severity: Severity
    span: Span | None
    reason: str
    proposed: tuple[str, ...] = ()

    def of(self, section: SectionName, statement: str | None = None) -> Finding:
        """The same as a finding on that statement, or on the section as a whole."""
        return Finding(
            check=self.check,
            verdict=self.verdict,
            severity=self.severity,
            section=section,
            statement=statement,
            span=self.span,
            reason=self.reason,
            proposed=self.proposed,
        )


def blocker(
    check: Check, reason: str, span: Span | None = None, proposed: tuple[str, ...] = ()
) -> Found:
    """A failure that stops approval."""
    return Found(check, Verdict.FAIL, Severity.BLOCKER, span, reason, proposed)


def warning(
    check: Check, reason: str, span: Span | None = None, proposed: tuple[str, ...] = ()
) -> Found:
    """A failure that an editor should look at."""
    return Found(check, Verdict.FAIL, Severity.WARNING, span, reason, proposed)


def note(
    check: Check, reason: str, span: Span | None = None, proposed: tuple[str, ...] = ()
) -> Found:
    """A failure that is good to know, no more."""
    return Found(check, Verdict.FAIL, Severity.NOTE, span, reason, proposed)


def unchecked(check: Check, reason: str, span: Span | None = None) -> Found:
    """What could not be checked: it stands against approval until a person has looked."""
    return Found(check, Verdict.COULD_NOT_CHECK, Severity.WARNING, span, reason)


def span(start: int, end: int) -> Span:
    """A part of the statement's text, as character offsets."""
    return Span(start=start, end=end)
