"""The kinds of a case that its reports tell by themselves."""

from collections.abc import Sequence

from evals.cases.case import Kind
from schemas.report import Report

THIN_WORDS, LONG_WORDS = 100, 600


def kinds_of(reports: Sequence[Report], *, earlier: bool) -> tuple[Kind, ...]:
    """Single or of several, thin or long, non-English, with earlier events."""
    words = sum(report.words() for report in reports)
    told = {
        Kind.SINGLE: len(reports) == 1,
        Kind.MULTI: len(reports) > 1,
        Kind.THIN: words < THIN_WORDS,
        Kind.LONG: words > LONG_WORDS,
        Kind.NON_ENGLISH: any(report.language != "en" for report in reports),
        Kind.TOPIC: earlier,
    }
    return tuple(kind for kind, holds in told.items() if holds)
